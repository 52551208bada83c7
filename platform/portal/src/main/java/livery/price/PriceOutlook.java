package livery.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.sales.Sales;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** What new prices would do to what the tenant earns, before they are saved. Thread-safe. */
@ApplicationScoped
public class PriceOutlook {

  /** Most effects that are named. */
  public static final int EFFECTS_MAX = 200;

  private final PriceLists lists;
  private final Sales sales;
  private final TenantTree tree;
  private final Clock clock;

  /**
   * What happens to one client and price.
   *
   * @param price the new one
   * @param margins both empty where no rate joins the currencies of cost and price
   * @param waiting what the tenant may still be charged for the same, at most, as the level above
   *     waits for receipts: no margin has it; {@code null} where no rate joins the currencies
   * @param verdict LOSS: sold below cost then, if all that waits is charged; LESS, MORE or SAME:
   *     than before
   * @param atMost whether only a part of the volume may be meant
   */
  public record Effect(
      long buyerId,
      String buyer,
      Price price,
      long quantity,
      Money before,
      Money after,
      List<Money> margins,
      Money waiting,
      Verdict verdict,
      boolean atMost) {}

  /** How an effect is to be read. */
  public enum Verdict {
    LOSS,
    LESS,
    SAME,
    MORE
  }

  /** All effects in one currency. */
  public record Sum(Money before, Money after, Money cost) {

    Sum plus(Sum other) {
      return new Sum(before.plus(other.before), after.plus(other.after), cost.plus(other.cost));
    }
  }

  /**
   * The whole.
   *
   * @param ownCost what the tenant pays itself where the one new price applies, when that is more;
   *     else {@code null}
   * @param clients of how many something changes
   * @param losing of how many something is sold below cost then
   * @param falling of how many something brings less
   * @param sums what all of it was and would be charged, one for each currency
   * @param effects the greatest loss first, at most {@value PriceOutlook#EFFECTS_MAX}
   */
  public record Outlook(
      BigDecimal ownCost,
      int clients,
      int losing,
      int falling,
      List<Sum> sums,
      List<Effect> effects) {

    /** Nobody bought what would change. */
    public boolean isEmpty() {
      return effects.isEmpty();
    }
  }

  @Inject
  public PriceOutlook(PriceLists lists, Sales sales, TenantTree tree, Clock clock) {
    this.lists = lists;
    this.sales = sales;
    this.tree = tree;
    this.clock = clock;
  }

  protected PriceOutlook() {
    this(null, null, null, null);
  }

  /** What a new price would do; checked as if it were added, but not written. */
  public Outlook ofNew(Scope scope, PriceWish wish) {
    return ofOne(scope, lists.draft(scope, wish));
  }

  /** What another amount would do. */
  public Outlook ofChange(Scope scope, long priceId, BigDecimal unitPrice, Instant from) {
    return ofOne(scope, lists.draft(scope, priceId, unitPrice, from));
  }

  private Outlook ofOne(Scope scope, Price price) {
    var cost = lists.costs(scope, price.product()).above(price, clock.instant());
    return of(scope, List.of(price), cost);
  }

  /** What many new prices together would do; nothing for what the operators ask. */
  Outlook of(Scope scope, List<Price> proposed, BigDecimal ownCost) {
    if (proposed.stream().anyMatch(price -> price.sellerId() != scope.tenantId())) {
      return new Outlook(ownCost, 0, 0, 0, List.of(), List.of());
    }
    var now = clock.instant();
    var volumes = sales.volumes(scope, PriceImpact.from(now), now);
    var impact = new PriceImpact(lists.byIds(scope, PriceImpact.prices(volumes)), proposed);
    var effects = impact.of(volumes);
    var clients = new HashSet<Long>();
    var losing = new HashSet<Long>();
    var falling = new HashSet<Long>();
    var sums = new LinkedHashMap<List<String>, Sum>();
    for (var effect : effects) {
      clients.add(effect.buyerId());
      if (effect.loses()) {
        losing.add(effect.buyerId());
      }
      if (effect.falls()) {
        falling.add(effect.buyerId());
      }
      sums.merge(
          List.of(effect.before().currency(), effect.cost().currency()),
          new Sum(effect.before(), effect.after(), effect.cost()),
          Sum::plus);
    }
    return new Outlook(
        ownCost,
        clients.size(),
        losing.size(),
        falling.size(),
        List.copyOf(sums.values()),
        effects.stream().limit(EFFECTS_MAX).map(this::shown).toList());
  }

  private Effect shown(PriceImpact.Effect effect) {
    var margins =
        effect
            .marginBefore()
            .map(before -> List.of(before, effect.marginAfter().orElseThrow()))
            .orElse(List.of());
    return new Effect(
        effect.buyerId(),
        tree.find(effect.buyerId()).map(Tenant::name).orElse("#" + effect.buyerId()),
        effect.price(),
        effect.quantity(),
        effect.before(),
        effect.after(),
        margins,
        effect.waiting(),
        verdict(effect),
        effect.atMost());
  }

  private static Verdict verdict(PriceImpact.Effect effect) {
    if (effect.loses()) {
      return Verdict.LOSS;
    }
    var change = effect.after().compareTo(effect.before());
    return change < 0 ? Verdict.LESS : change > 0 ? Verdict.MORE : Verdict.SAME;
  }
}
