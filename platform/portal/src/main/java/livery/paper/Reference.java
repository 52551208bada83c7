package livery.paper;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Another paper that this one speaks of.
 *
 * @param date {@code null} where it is not known
 */
public record Reference(What what, String number, LocalDate date) {

  /** What sort of paper. */
  public enum What {
    /** What both agreed. */
    CONTRACT,
    /** The buyer's order. */
    ORDER,
    /** The invoice that is corrected, dunned or paid. */
    INVOICE,
    /** The proforma that came before. */
    PROFORMA,
    /** The act that goes with it. */
    ACT,
    /** The agent's report that goes with it. */
    AGENT_REPORT,
    /** The version before of the same document. */
    REPLACES,
    /** The operator's own statement. */
    OPERATOR_STATEMENT
  }

  public Reference {
    Objects.requireNonNull(what, "what");
    number = Party.text(number);
    if (number.isEmpty()) {
      throw new PaperException("A reference to " + what + " has a number");
    }
  }

  /** With its date. */
  public static Reference to(What what, String number, LocalDate date) {
    return new Reference(what, number, date);
  }
}
