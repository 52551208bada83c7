package livery.billing.period;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount.Basis;
import livery.billing.contract.Discount.Counts;
import livery.billing.tier.PooledVolume.Scope;

/**
 * What the close needs to know about one buyer and product group.
 *
 * @param group its name on documents and statements: "MT"
 * @param products whose units count and whose charges are discounted
 * @param history of a RESALE contract; agents are settled by their report
 * @param committed for discounts on COMMITMENT, else 0
 */
public record VolumeTerms(
    long buyerId,
    String group,
    SortedSet<String> products,
    ContractHistory history,
    BigDecimal committed) {

  private static final int PRODUCTS_MAX = 500;

  public VolumeTerms {
    products = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(products));
    Exact.notNegative(committed, "The committed volume");
    var named = group.matches("[!-~]{1,30}") && !products.isEmpty();
    if (!named || products.stream().anyMatch(product -> !product.matches("[!-~&&[^,]]{1,30}"))) {
      throw new BillingException.Invalid(
          "A product group has a name and products without commas, not '%s' of %s"
              .formatted(group, products));
    }
    if (String.join(",", products).length() > PRODUCTS_MAX) {
      throw new BillingException.Invalid("Product group " + group + " names too many products");
    }
  }

  /** Terms without a commitment. */
  public static VolumeTerms of(
      long buyerId, String group, java.util.Set<String> products, ContractHistory history) {
    return new VolumeTerms(buyerId, group, new TreeSet<>(products), history, BigDecimal.ZERO);
  }

  /** ISO 4217 code of the contract. */
  public String currency() {
    return history.versions().get(0).currency();
  }

  /** The first day of the month on which a version holds. */
  LocalDate coveredFrom(BillingMonth month) {
    return stretches(month).get(0).from();
  }

  /** The first day after the last of the month on which a version holds. */
  LocalDate coveredTo(BillingMonth month) {
    var stretches = stretches(month);
    return stretches.get(stretches.size() - 1).to();
  }

  /** The stretches of the month, one after the other. */
  List<ContractHistory.Term> stretches(BillingMonth month) {
    var stretches = history.within(month.firstDay(), month.endDay());
    if (stretches.isEmpty()) {
      throw new BillingException.Unknown(
          "Buyer %d has no contract in %s".formatted(buyerId, month));
    }
    for (var i = 1; i < stretches.size(); i++) {
      if (!stretches.get(i - 1).to().equals(stretches.get(i).from())) {
        throw new BillingException.Invalid(
            "The contract of buyer %d rests within %s".formatted(buyerId, month));
      }
    }
    return stretches;
  }

  /** Whether the ledger's transfers tell what this version's discount comes to. */
  public static boolean isClosable(Contract contract) {
    var discount = contract.discount();
    var told = discount.counts() != Counts.MESSAGES && discount.scope() == Scope.SUBTREE;
    return !contract.mode().isAgent() && told && discount.basis() != Basis.TOPUP_SIZE;
  }

  /** Refuses what the ledger's transfers cannot tell. */
  void requireClosable(BillingMonth month) {
    for (var term : stretches(month)) {
      var contract = term.contract();
      var discount = contract.discount();
      if (contract.sellerId() != month.sellerId() || contract.buyerId() != buyerId) {
        throw new BillingException.Invalid(
            "Contract %d is not between buyer %d and %s".formatted(contract.id(), buyerId, month));
      }
      if (!isClosable(contract)) {
        throw new BillingException.Invalid(
            "Contract %d: a close settles RESALE on units or money of the subtree, not %s on %s of"
                    .formatted(contract.id(), contract.mode(), discount.counts())
                + " scope %s by %s".formatted(discount.scope(), discount.basis()));
      }
    }
  }
}
