package livery.document;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import livery.billing.Money;
import livery.billing.OneOff;
import livery.billing.tax.Taxed;

/**
 * One line of a document, as it adds up.
 *
 * @param clientId in an agent's report, 0 elsewhere
 * @param country "" for any
 * @param unitPrice {@code null} where many prices made the amount
 * @param ledger what the transfers behind it come to, to the micro-unit
 * @param amount rounded once
 * @param refersLine the line that is credited, 0 for none
 * @param text what it says beyond the product; may be empty
 * @param posting that charged a piece of work; 0 for what is none
 */
public record DocumentLine(
    long clientId,
    String product,
    String country,
    BigDecimal unitPrice,
    long quantity,
    Money ledger,
    Taxed amount,
    int refersLine,
    String text,
    long posting) {

  /** A line of anything but work. */
  public DocumentLine(
      long clientId,
      String product,
      String country,
      BigDecimal unitPrice,
      long quantity,
      Money ledger,
      Taxed amount,
      int refersLine,
      String text) {
    this(clientId, product, country, unitPrice, quantity, ledger, amount, refersLine, text, 0);
  }

  /** Whether its text is its name: a piece of work, what no product is. */
  public boolean isNamedByText() {
    return !text.isEmpty() && (product.isEmpty() || product.equals(OneOff.PRODUCT));
  }

  static DocumentLine read(ResultSet row, String currency) throws SQLException {
    return new DocumentLine(
        row.getLong("client_id"),
        row.getString("product"),
        row.getString("country"),
        row.getBigDecimal("unit_price"),
        row.getLong("quantity"),
        new Money(row.getLong("ledger"), currency),
        Taxed.of(new Money(row.getLong("net"), currency), new Money(row.getLong("tax"), currency)),
        row.getInt("refers_line"),
        row.getString("text"),
        row.getLong("posting_id"));
  }
}
