package livery.contract;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.billing.contract.Discount;
import livery.billing.price.TierPrices;
import livery.price.Prices;
import livery.store.Jobs;
import livery.store.Started;

/**
 * Tells the rating at which tier each counter of a discount stands that is given as a price, and
 * whose usage counts for nobody above. It looks every half minute: what is charged in between at
 * the tier before is settled with the month. Thread-safe.
 */
@ApplicationScoped
public class Counters {

  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Contracts contracts;
  private final Estimates estimates;
  private final Prices prices;

  @Inject
  Counters(Contracts contracts, Estimates estimates, Prices prices) {
    this.contracts = contracts;
    this.estimates = estimates;
    this.prices = prices;
  }

  protected Counters() {
    this(null, null, null);
  }

  /** Before the first message: the tier is part of its price. */
  void load(@Observes @Priority(Started.CACHES + 50) Started started) {
    refresh();
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.SOON,
        Duration.ofSeconds(1),
        PERIOD,
        "Counters of discounts were not read",
        this::refresh);
  }

  /** Reads every counter that a price depends on. */
  void refresh() {
    var deals = new ArrayList<TierPrices.Deal>();
    for (var agreement : contracts.all()) {
      var today = estimates.today();
      agreement.at(today).ifPresent(version -> add(deals, agreement, YearMonth.from(today)));
    }
    prices.use(TierPrices.of(deals));
  }

  private void add(List<TierPrices.Deal> deals, Agreement agreement, YearMonth month) {
    var counters = new ArrayList<TierPrices.Counter>();
    for (var terms : contracts.volumeTerms(agreement, month)) {
      var today = terms.history().at(estimates.today());
      if (today.filter(held -> held.discount().grant() == Discount.Grant.PRICE).isPresent()) {
        var standing = Progress.standing("", estimates.of(agreement.parties(), month, terms));
        counters.add(
            new TierPrices.Counter(terms.products(), today.get().discount(), standing.counted()));
      }
    }
    var upward = agreement.countsUpward(month);
    if (!upward || !counters.isEmpty()) {
      var parties = agreement.parties();
      deals.add(
          new TierPrices.Deal(
              parties.sellerId(), parties.buyerId(), parties.currency(), upward, counters));
    }
  }
}
