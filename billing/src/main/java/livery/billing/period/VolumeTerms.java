package livery.billing.period;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;

/**
 * What the close needs to know about one buyer and product group.
 *
 * @param group its name on documents and statements: "MT"
 * @param products whose units count and whose charges are discounted
 * @param history of a RESALE contract; agents are settled by their report
 * @param commitments for discounts on COMMITMENT, by version of the contract; a version without one
 *     has committed nothing
 * @param apart the buyer's own buyers whose usage counts for nobody above them: they have no share
 */
public record VolumeTerms(
    long buyerId,
    String group,
    SortedSet<String> products,
    ContractHistory history,
    SortedMap<Integer, BigDecimal> commitments,
    SortedSet<Long> apart) {

  private static final int PRODUCTS_MAX = 500;

  public VolumeTerms {
    products = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(products));
    apart = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(apart));
    commitments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(commitments));
    commitments.values().forEach(volume -> Exact.notNegative(volume, "The committed volume"));
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
    return new VolumeTerms(
        buyerId, group, new TreeSet<>(products), history, new TreeMap<>(), new TreeSet<>());
  }

  /** These with a version's committed volume. */
  public VolumeTerms committing(int version, BigDecimal volume) {
    var more = new TreeMap<>(commitments);
    more.put(version, volume);
    return new VolumeTerms(buyerId, group, products, history, more, apart);
  }

  /** What a version's buyer committed itself to. */
  public BigDecimal committed(Contract version) {
    return commitments.getOrDefault(version.version(), BigDecimal.ZERO);
  }

  /**
   * See {@link ContractHistory#charge}; each version by its own commitment.
   *
   * @param decisive what decides where no commitment does
   */
  public List<ContractHistory.TermCharge> charge(
      LocalDate from, LocalDate to, SortedMap<LocalDate, BigDecimal> byDay, BigDecimal decisive) {
    return history.charge(
        from,
        to,
        byDay,
        version ->
            version.discount().basis() == Discount.Basis.COMMITMENT
                ? committed(version)
                : decisive);
  }

  /** These with buyers below that do not count upward. */
  public VolumeTerms settingApart(java.util.Collection<Long> buyers) {
    return new VolumeTerms(buyerId, group, products, history, commitments, new TreeSet<>(buyers));
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

  /** Refuses what is not a buyer's of the month, and agents. */
  void requireClosable(BillingMonth month) {
    for (var term : stretches(month)) {
      var contract = term.contract();
      if (contract.sellerId() != month.sellerId() || contract.buyerId() != buyerId) {
        throw new BillingException.Invalid(
            "Contract %d is not between buyer %d and %s".formatted(contract.id(), buyerId, month));
      }
      if (contract.mode().isAgent()) {
        throw new BillingException.Invalid(
            "Contract %d: a close settles RESALE; %s is settled by the agent's report"
                .formatted(contract.id(), contract.mode()));
      }
    }
  }
}
