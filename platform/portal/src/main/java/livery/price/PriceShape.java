package livery.price;

import java.math.BigDecimal;
import java.time.Instant;
import livery.billing.price.Price;
import livery.frame.Amounts;

/** A price in JSON; {@code validTo} is absent while it has no end. */
public record PriceShape(
    long id,
    Long buyerId,
    String buyer,
    String product,
    String country,
    String network,
    String prefix,
    String currency,
    BigDecimal unitPrice,
    Instant validFrom,
    Instant validTo,
    BigDecimal ownCost) {

  static PriceShape of(PriceRow row) {
    var price = row.price();
    return new PriceShape(
        price.id(),
        price.buyerId() == 0 ? null : (Long) price.buyerId(),
        row.buyer(),
        price.product(),
        price.country(),
        price.network(),
        price.prefix(),
        price.currency(),
        Amounts.plain(price.unitPrice()),
        price.validFrom(),
        row.open() ? null : price.validTo(),
        row.cost() == null ? null : Amounts.plain(row.cost()));
  }

  static PriceShape of(Price price) {
    return of(new PriceRow(price, "", null));
  }
}
