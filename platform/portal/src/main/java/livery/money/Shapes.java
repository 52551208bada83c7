package livery.money;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.frame.Amounts;
import livery.rented.Rented;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How money looks in JSON: amounts are decimal numbers beside their currency. */
public final class Shapes {

  private Shapes() {}

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

    public static WalletShape of(Purse purse) {
      var wallet = purse.wallet();
      return new WalletShape(
          wallet.id(),
          wallet.buyerId(),
          purse.buyer(),
          wallet.currency(),
          Amounts.plain(wallet.balance()),
          Amounts.plain(wallet.held()),
          Amounts.plain(wallet.creditLimit()),
          Amounts.plain(wallet.available()),
          purse.state().name());
    }
  }

  /**
   * A line of a statement; lines that were posted together share the {@code postingId}. {@code
   * number} is what rent or set-up is for, "UA 3838", {@code numberId} where the reader may look at
   * it, {@code keyword} where it is for a keyword on it ("*": for all texts); else absent.
   */
  @Schema(name = "StatementLine")
  public record LineShape(
      long id,
      long postingId,
      Instant at,
      Transfer.Kind kind,
      String product,
      long quantity,
      BigDecimal change,
      BigDecimal balance,
      String currency,
      String reference,
      Long numberId,
      String number,
      String keyword) {

    static LineShape of(Statement.Line line, Map<Long, Rented.Thing> things) {
      var transfer = line.transfer();
      var thing = things.getOrDefault(transfer.id(), Rented.Thing.NONE);
      return new LineShape(
          transfer.id(),
          transfer.postingId(),
          transfer.postedAt(),
          transfer.kind(),
          transfer.product(),
          transfer.quantity(),
          Amounts.plain(line.change()),
          Amounts.plain(line.balance()),
          line.change().currency(),
          transfer.reference(),
          thing.seen() ? (Long) thing.numberId() : null,
          thing.label().isEmpty() ? null : thing.label(),
          thing.word().isEmpty() ? null : thing.word());
    }
  }

  /**
   * What one event cost; an event of a product "sms.…" is the message with this id. {@code tier} is
   * absent at the list price; {@code rate} is of the day {@code rateOn}, in units of this currency
   * for one of the seller's own, and absent where they are the same.
   */
  @Schema(name = "StatementEvent")
  public record EventShape(
      long eventId,
      String product,
      int quantity,
      BigDecimal unitPrice,
      Integer tier,
      BigDecimal rate,
      LocalDate rateOn,
      BigDecimal amount,
      String currency,
      boolean refunded) {

    static EventShape of(RatedRows.Row row) {
      var line = row.line();
      return new EventShape(
          row.eventId(),
          line.product(),
          row.posted(),
          Amounts.plain(line.unitPrice()),
          line.tier() == 0 ? null : (Integer) line.tier(),
          line.rate() == null ? null : Amounts.plain(line.rate()),
          line.rateOn(),
          Amounts.plain(line.amount()),
          line.currency(),
          row.isRefunded());
    }
  }

  /** In capitals or not: programs write "charge" as well. */
  static String upper(String text) {
    return text == null ? "" : text.toUpperCase(Locale.ROOT);
  }
}
