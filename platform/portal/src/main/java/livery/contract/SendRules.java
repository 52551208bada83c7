package livery.contract;

import java.time.LocalDate;
import java.util.stream.Collectors;
import livery.billing.contract.Discount;
import livery.billing.period.VolumeTerms;
import livery.fault.Fault;

/**
 * What a version must be like beside its own terms, so that every month can be closed: nothing
 * changes in what is closed, and within a month only prices and shares change. Stateless.
 */
final class SendRules {

  private SendRules() {}

  static void check(Agreement agreement, TermsRules.Read next, LocalDate openFrom) {
    var from = next.contract().from();
    if (from.isBefore(openFrom)) {
      throw Fault.invalid("from", "contract.fault.closed", from, openFrom);
    }
    for (var i = 0; i < next.groups().size(); i++) {
      var discount = next.groups().get(i).discount();
      if (!VolumeTerms.isClosable(next.contract().withDiscount(discount))) {
        throw notClosable(i, discount);
      }
      if (discount.grant() == Discount.Grant.PRICE) {
        throw Fault.invalid("discounts[" + i + "].grant", "contract.fault.price-grant");
      }
    }
    if (from.getDayOfMonth() > 1) {
      withinMonth(agreement, next, from);
    }
  }

  static Fault notClosable(int index, Discount discount) {
    return Fault.invalid(
        "discounts[" + index + "].counts",
        "contract.fault.not-closable",
        discount.counts(),
        discount.scope(),
        discount.basis());
  }

  private static void withinMonth(Agreement agreement, TermsRules.Read next, LocalDate from) {
    var history = agreement.history();
    if (history.isEmpty()) {
      return;
    }
    var month = history.get().within(from.withDayOfMonth(1), from);
    if (month.isEmpty()) {
      return;
    }
    var before = month.get(month.size() - 1);
    if (before.to().isBefore(from)) {
      throw Fault.invalid("from", "contract.fault.gap", before.to(), from);
    }
    var held = agreement.read(agreement.version(before.contract().version()));
    if (!shape(held).equals(shape(next))) {
      throw Fault.invalid("from", "contract.fault.within-month", from.withDayOfMonth(1));
    }
  }

  /** All that must stay the same within a month. */
  private static String shape(TermsRules.Read read) {
    return read.contract().mode()
        + "/"
        + read.contract().commission().basis()
        + read.groups().stream()
            .map(group -> group.name() + group.products() + counted(group.discount()))
            .sorted()
            .collect(Collectors.joining(";"));
  }

  private static String counted(Discount discount) {
    return discount.basis()
        + "/"
        + discount.rollingPeriods()
        + "/"
        + discount.counts()
        + "/"
        + discount.scope();
  }
}
