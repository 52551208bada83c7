package livery.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.MinimumSpend;
import livery.billing.period.MinimumTerms;
import livery.billing.period.VolumeTerms;
import livery.order.ColumnType;
import livery.order.Orders;

/**
 * A contract with all versions that were sent.
 *
 * @param number as it is printed
 * @param seller name of the tenant; empty for the buyer, who does not see above itself
 * @param buyer name of the tenant
 * @param draft what the next version may become; {@code null} for none, and for the buyer
 * @param draftMark says which state of the draft it is
 */
public record Agreement(
    long id,
    Parties parties,
    String number,
    String seller,
    String buyer,
    List<Version> versions,
    Terms draft,
    int draftMark,
    Instant createdAt) {

  /** The orders of lists of contracts, of which a seller has one for each buyer. */
  public static final Orders<Agreement> ORDERS =
      Orders.oldestFirst("c.id", Agreement::id)
          .and("client", "contract.buyer", ColumnType.TEXT, "b.name", Agreement::buyer)
          .and("number", "contract.number", ColumnType.TEXT, "c.number", Agreement::number);

  /**
   * Who agrees with whom.
   *
   * @param sellerId the platform or a reseller
   * @param buyerId the reseller directly below it
   * @param currency the buyer's, ISO 4217
   */
  public record Parties(long sellerId, long buyerId, String currency) {}

  /** A version that was sent; {@code sentBy} is empty for the buyer. */
  public record Version(int number, Terms terms, Instant sentAt, String sentBy) {}

  public Agreement {
    versions = versions.stream().sorted(Comparator.comparing(Version::number)).toList();
  }

  /** This as the buyer may see it: nobody sees who is above. */
  Agreement forBuyer() {
    var shown =
        versions.stream()
            .map(one -> new Version(one.number(), one.terms(), one.sentAt(), ""))
            .toList();
    return new Agreement(id, parties, number, "", buyer, shown, null, 0, createdAt);
  }

  TermsRules.Read read(Version version) {
    return TermsRules.read(version.terms(), id, version.number(), parties, null);
  }

  /** What holds when, with the discount of the first product group; empty before it is sent. */
  public Optional<ContractHistory> history() {
    return history(TermsRules.Read::contract);
  }

  /** The same with the discount of this product group. */
  public Optional<ContractHistory> history(String group) {
    return history(read -> read.forGroup(group));
  }

  /** Each version replaces what had not begun by its first day, and ends what held then. */
  private Optional<ContractHistory> history(Function<TermsRules.Read, Contract> part) {
    ContractHistory history = null;
    for (var version : versions) {
      var contract = part.apply(read(version));
      history =
          history == null ? ContractHistory.of(contract) : history.amend(contract, LocalDate.MIN);
    }
    return Optional.ofNullable(history);
  }

  /** The version that holds on a day. */
  public Optional<Version> at(LocalDate day) {
    return history().flatMap(all -> all.at(day)).map(found -> version(found.version()));
  }

  /**
   * The last version by which the buyer was an agent on a day of a period.
   *
   * @param to first day after
   */
  public Optional<Contract> lastAgency(LocalDate from, LocalDate to) {
    return history().map(all -> all.within(from, to)).orElse(List.of()).stream()
        .map(ContractHistory.Term::contract)
        .filter(contract -> contract.mode().isAgent())
        .reduce((before, later) -> later);
  }

  /** The version with this number. */
  Version version(int wanted) {
    return versions.stream()
        .filter(version -> version.number() == wanted)
        .findFirst()
        .orElseThrow(() -> livery.fault.Fault.notFound("version", wanted));
  }

  /** The last that was sent, whether it holds already or not. */
  public Optional<Version> last() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** How it stands on a day; empty before the first version is sent. */
  public Optional<ContractHistory.Status> status(LocalDate day) {
    return history().map(all -> all.status(day));
  }

  /** FUTURE, ACTIVE, RESTING, ENDED, or DRAFT while nothing was sent. */
  public String statusName(LocalDate day) {
    return status(day).map(Enum::name).orElse("DRAFT");
  }

  /** The terms of a day, else those that come, else the draft. */
  public Terms terms(LocalDate day) {
    return at(day).or(this::last).map(Version::terms).orElse(draft);
  }

  /**
   * What the close settles of a month: one for each product group that has a discount in it. None
   * for agents. {@link Contracts#volumeTerms} knows who below the buyer is set apart, too.
   */
  List<VolumeTerms> volumeTerms(YearMonth month) {
    var end = month.plusMonths(1).atDay(1);
    var held = history().map(all -> all.within(month.atDay(1), end)).orElse(List.of());
    if (held.isEmpty() || held.get(held.size() - 1).contract().mode().isAgent()) {
      return List.of();
    }
    var last = version(held.get(held.size() - 1).contract().version());
    var terms = new ArrayList<VolumeTerms>();
    for (var group : read(last).groups()) {
      terms.add(
          new VolumeTerms(
              parties.buyerId(),
              group.name(),
              new TreeSet<>(group.products()),
              history(group.name()).orElseThrow(),
              commitments(held, group.name()),
              new TreeSet<>()));
    }
    return terms;
  }

  private SortedMap<Integer, BigDecimal> commitments(
      List<ContractHistory.Term> held, String group) {
    var commitments = new TreeMap<Integer, BigDecimal>();
    for (var term : held) {
      var version = term.contract().version();
      for (var one : read(version(version)).groups()) {
        if (one.name().equals(group)) {
          commitments.put(version, one.committed());
        }
      }
    }
    return commitments;
  }

  /** What the buyer spends at least in a month; empty where no version of it says so. */
  Optional<MinimumTerms> minimumTerms(YearMonth month) {
    var end = month.plusMonths(1).atDay(1);
    var held = history().map(all -> all.within(month.atDay(1), end)).orElse(List.of());
    var minimums = new TreeMap<Integer, MinimumSpend>();
    for (var term : held) {
      var read = read(version(term.contract().version()));
      if (read.hasMinimum()) {
        minimums.put(term.contract().version(), read.minimum());
      }
    }
    return minimums.isEmpty()
        ? Optional.empty()
        : Optional.of(new MinimumTerms(parties.buyerId(), history().orElseThrow(), minimums));
  }

  /** Whether what the buyer uses in a month counts for discounts above the seller. */
  boolean countsUpward(YearMonth month) {
    var end = month.plusMonths(1).atDay(1);
    var held = history().map(all -> all.within(month.atDay(1), end)).orElse(List.of());
    return held.isEmpty() || read(version(held.get(held.size() - 1).contract().version())).upward();
  }
}
