package livery.premium;

import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An operator's statement of what it has collected in a month.
 *
 * @param period 202603
 * @param goodRows that went in
 * @param badRows that did not
 * @param sums what it comes to; taxes and net once it is confirmed
 * @param confirmedAt {@code null} before
 */
public record Statement(
    long id,
    long linkId,
    String network,
    int period,
    String country,
    String fileName,
    State state,
    int goodRows,
    int badRows,
    Sums sums,
    String importedBy,
    Instant importedAt,
    Instant confirmedAt) {

  /** Where it stands. */
  @Schema(name = "PremiumStatementState")
  public enum State {
    IMPORTED,
    CONFIRMED
  }

  /** What subscribers have paid, and what is inside of it. */
  public record Sums(Money gross, Money vat, Money levy, Money net, Money operatorPart) {

    static Sums gross(List<Stated> rows, String currency) {
      var zero = Money.zero(currency);
      var gross = rows.stream().mapToLong(Stated::grossMicros).reduce(0, Math::addExact);
      return new Sums(new Money(gross, currency), zero, zero, zero, zero);
    }
  }

  /** A row that did not go in. */
  public record Refused(int line, String content, String reason, List<Object> arguments) {

    public Refused {
      arguments = List.copyOf(arguments);
    }
  }

  /** A link whose operator sends statements. */
  public record Operator(long linkId, String name, String network) {

    /** For the choice in a form. */
    public String key() {
      return Long.toString(linkId);
    }
  }

  public boolean isConfirmed() {
    return state == State.CONFIRMED;
  }
}
