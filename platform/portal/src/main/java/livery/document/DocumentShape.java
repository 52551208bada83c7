package livery.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.frame.Amounts;
import livery.paper.Kind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document in JSON. Amounts are decimal numbers beside their currency.
 *
 * @param number absent for a draft
 * @param period 202603; absent for none
 * @param open left to pay
 * @param reason why a credit note was written; told for one document alone, absent in lists
 */
public record DocumentShape(
    long id,
    Kind kind,
    State state,
    String number,
    int version,
    long issuerId,
    String issuer,
    Long recipientId,
    String recipient,
    Long correctsId,
    Long refersTo,
    Integer period,
    LocalDate from,
    LocalDate to,
    LocalDate issuedOn,
    LocalDate dueOn,
    Instant sentAt,
    Instant objectBy,
    String currency,
    BigDecimal net,
    BigDecimal tax,
    BigDecimal gross,
    BigDecimal credited,
    BigDecimal open,
    BigDecimal ledger,
    String reason) {

  /** One line. */
  @Schema(name = "DocumentLine")
  public record LineShape(
      int line,
      Long clientId,
      String product,
      String country,
      BigDecimal unitPrice,
      long quantity,
      BigDecimal ledger,
      BigDecimal net,
      BigDecimal tax,
      Integer refersLine,
      String text) {}

  /** One thing that happened. */
  @Schema(name = "DocumentEvent")
  public record EventShape(Instant at, String actor, State state, String detail) {

    static EventShape of(Documents.Event event) {
      return new EventShape(event.at(), event.actor(), event.state(), event.detail());
    }
  }

  /** Money that came for a document beside the buyer's wallet. */
  @Schema(name = "DocumentPaid")
  public record PaidShape(
      BigDecimal amount,
      String currency,
      LocalDate paidOn,
      String reference,
      String actor,
      Instant notedAt) {

    static PaidShape of(Payments.Paid one) {
      return new PaidShape(
          Amounts.plain(one.amount()),
          one.amount().currency(),
          one.paidOn(),
          one.reference(),
          one.actor(),
          one.notedAt());
    }
  }

  /** The document as it is shown in a list. */
  public static DocumentShape of(Document one) {
    return of(one, null);
  }

  /** The document as it is shown, with why it was written. */
  static DocumentShape of(Document one, String reason) {
    return new DocumentShape(
        one.id(),
        one.kind(),
        one.state(),
        one.isDraft() ? null : one.number(),
        one.version(),
        one.issuerId(),
        one.issuer(),
        id(one.recipientId()),
        one.recipient(),
        id(one.correctsId()),
        id(one.refersTo()),
        one.period() == 0 ? null : (Integer) one.period(),
        one.fromDay(),
        one.toDay(),
        one.issuedOn(),
        one.dueOn(),
        one.sentAt(),
        one.objectBy(),
        one.currency(),
        Amounts.plain(one.net()),
        Amounts.plain(one.tax()),
        Amounts.plain(one.gross()),
        Amounts.plain(one.credited()),
        Amounts.plain(one.open()),
        Amounts.plain(one.ledger()),
        reason);
  }

  static List<LineShape> lines(List<DocumentLine> lines) {
    var shapes = new ArrayList<LineShape>();
    for (var line : lines) {
      shapes.add(
          new LineShape(
              shapes.size() + 1,
              id(line.clientId()),
              line.product(),
              line.country(),
              line.unitPrice() == null ? null : Amounts.plain(line.unitPrice()),
              line.quantity(),
              Amounts.plain(line.ledger()),
              Amounts.plain(line.amount().net()),
              Amounts.plain(line.amount().tax()),
              line.refersLine() == 0 ? null : (Integer) line.refersLine(),
              line.text()));
    }
    return shapes;
  }

  private static Long id(long id) {
    return id == 0 ? null : (Long) id;
  }
}
