package livery.contract;

import java.time.LocalDate;
import java.util.stream.Collectors;
import livery.billing.contract.Discount;
import livery.billing.tier.PooledVolume;
import livery.billing.tier.TierTable;
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
      check("discounts[" + i + "]", next.groups().get(i).discount());
    }
    if (from.getDayOfMonth() > 1) {
      withinMonth(agreement, next, from);
    }
  }

  /**
   * A price at the counter is one of units; what the buyer sent itself was earned by no client; the
   * sizes of top-ups are no bounds of units.
   */
  private static void check(String field, Discount discount) {
    var pass = discount.passThrough();
    var passes = pass.sharePercent().signum() > 0 || !pass.shares().isEmpty();
    if (discount.grant() == Discount.Grant.PRICE && discount.counts() == Discount.Counts.MONEY) {
      throw Fault.invalid(field + ".grant", "contract.fault.price-money");
    }
    var tiers = discount.tiers();
    if (discount.basis() == Discount.Basis.TOPUP_SIZE
        && (tiers.neverWorse() || tiers.overflow() == TierTable.Overflow.NOT_BILLED)) {
      throw Fault.invalid(field + ".tiers", "contract.fault.top-up-bounds");
    }
    if (discount.scope() == PooledVolume.Scope.OWN && passes) {
      throw Fault.invalid(field + ".passThrough", "contract.fault.own-share");
    }
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
        + "/"
        + read.upward()
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
