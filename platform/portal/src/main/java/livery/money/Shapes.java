package livery.money;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import livery.billing.Money;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.billing.price.Price;
import livery.fault.Fault;

/** How money looks in JSON: amounts are decimal numbers beside their currency. */
public final class Shapes {

  private Shapes() {}

  static <T> T given(T body) {
    if (body == null) {
      throw Fault.invalid("", "fault.missing", "body");
    }
    return body;
  }

  static BigDecimal plain(Money money) {
    var stripped = money.toBigDecimal().stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A wallet. */
  public record WalletShape(
      long id,
      long tenantId,
      String tenant,
      String currency,
      BigDecimal balance,
      BigDecimal held,
      BigDecimal creditLine,
      BigDecimal available,
      String state) {

    static WalletShape of(Purse purse) {
      var wallet = purse.wallet();
      return new WalletShape(
          wallet.id(),
          wallet.buyerId(),
          purse.buyer(),
          wallet.currency(),
          plain(wallet.balance()),
          plain(wallet.held()),
          plain(wallet.creditLimit()),
          plain(wallet.available()),
          purse.state().name());
    }
  }

  /** A line of a statement. */
  public record LineShape(
      long id,
      Instant at,
      Transfer.Kind kind,
      String product,
      long quantity,
      BigDecimal change,
      BigDecimal balance,
      String currency,
      String reference) {

    static LineShape of(Statement.Line line) {
      var transfer = line.transfer();
      return new LineShape(
          transfer.id(),
          transfer.postedAt(),
          transfer.kind(),
          transfer.product(),
          transfer.quantity(),
          plain(line.change()),
          plain(line.balance()),
          line.change().currency(),
          transfer.reference());
    }
  }

  /** What one event cost; an event of a product "sms.…" is the message with this id. */
  public record EventShape(
      long eventId,
      String product,
      int quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      String currency,
      boolean refunded) {

    static EventShape of(RatedRows.Row row) {
      var line = row.line();
      return new EventShape(
          row.eventId(),
          line.product(),
          row.posted(),
          unit(line.unitPrice()),
          plain(line.amount()),
          line.currency(),
          row.isRefunded());
    }
  }

  /** A price; {@code validTo} is absent while it has no end. */
  public record PriceShape(
      long id,
      Long buyerId,
      String buyer,
      String product,
      String country,
      String network,
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
          price.currency(),
          unit(price.unitPrice()),
          price.validFrom(),
          row.open() ? null : price.validTo(),
          row.cost() == null ? null : unit(row.cost()));
    }

    static PriceShape of(Price price) {
      return of(new PriceRow(price, "", null));
    }
  }

  static BigDecimal unit(BigDecimal price) {
    var stripped = price.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** In capitals or not: programs write "charge" as well. */
  static String upper(String text) {
    return text == null ? "" : text.toUpperCase(Locale.ROOT);
  }
}
