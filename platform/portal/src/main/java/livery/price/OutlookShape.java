package livery.price;

import java.math.BigDecimal;
import java.util.List;
import livery.billing.Money;
import livery.frame.Amounts;

/**
 * What new prices would do, in JSON.
 *
 * @param ownCost what the tenant pays itself, where that is more than the new price
 * @param clients of how many something changes
 * @param losing to how many something would be sold below cost
 * @param falling of how many something would bring less
 */
public record OutlookShape(
    BigDecimal ownCost,
    int clients,
    int losing,
    int falling,
    List<SumShape> sums,
    List<EffectShape> effects) {

  /** All of it in one currency: sold till now, sold then, and what it cost. */
  public record SumShape(
      BigDecimal before, BigDecimal after, String currency, BigDecimal cost, String costCurrency) {}

  /** One client and price; the margins are absent where cost and price are in two currencies. */
  public record EffectShape(
      long clientId,
      String client,
      String product,
      String country,
      String network,
      long quantity,
      boolean atMost,
      BigDecimal before,
      BigDecimal after,
      BigDecimal marginBefore,
      BigDecimal marginAfter,
      String currency,
      PriceOutlook.Verdict verdict) {}

  static OutlookShape of(PriceOutlook.Outlook outlook) {
    return new OutlookShape(
        outlook.ownCost() == null ? null : Amounts.plain(outlook.ownCost()),
        outlook.clients(),
        outlook.losing(),
        outlook.falling(),
        outlook.sums().stream()
            .map(
                sum ->
                    new SumShape(
                        Amounts.plain(sum.before()),
                        Amounts.plain(sum.after()),
                        sum.before().currency(),
                        Amounts.plain(sum.cost()),
                        sum.cost().currency()))
            .toList(),
        outlook.effects().stream().map(OutlookShape::effect).toList());
  }

  private static EffectShape effect(PriceOutlook.Effect effect) {
    return new EffectShape(
        effect.buyerId(),
        effect.buyer(),
        effect.product(),
        effect.country(),
        effect.network(),
        effect.quantity(),
        effect.atMost(),
        Amounts.plain(effect.before()),
        Amounts.plain(effect.after()),
        margin(effect.margins(), 0),
        margin(effect.margins(), 1),
        effect.before().currency(),
        effect.verdict());
  }

  private static BigDecimal margin(List<Money> margins, int index) {
    return margins.isEmpty() ? null : Amounts.plain(margins.get(index));
  }
}
