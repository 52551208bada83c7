package livery.document;

import java.time.LocalDate;
import java.util.Locale;
import livery.fault.Fault;
import livery.paper.Kind;

/**
 * How an issuer numbers one kind of document.
 *
 * @param prefix letters, digits and "-", "/", ".", "_", not ending with a digit
 * @param yearly whether the year stands in the number, and each year begins at 1
 * @param digits how many at least, filled up with zeros
 */
public record Series(Kind kind, String prefix, boolean yearly, int digits) {

  static final int PREFIX_LENGTH = 30;

  public Series {
    if (prefix == null
        || !prefix.matches("[\\p{L}\\p{N}/._-]{0,40}")
        || prefix.matches(".*\\p{N}")) {
      throw Fault.invalid("prefix", "document.fault.prefix", PREFIX_LENGTH);
    }
    if (digits < 1 || digits > 9) {
      throw Fault.invalid("digits", "fault.range", "digits", digits, 1, 9);
    }
  }

  static Series usual(Kind kind) {
    var prefix =
        switch (kind) {
          case PROFORMA -> "PF-";
          case INVOICE -> "INV-";
          case ACT -> "ACT-";
          case CREDIT_NOTE -> "CN-";
          case AGENT_REPORT -> "AR-";
          case COMMISSION_INVOICE -> "CI-";
          case NETTING -> "NET-";
          case RECONCILIATION -> "RC-";
          case OPERATOR_SETTLEMENT -> "OS-";
          case DUNNING -> "RM-";
        };
    return new Series(kind, prefix, true, 5);
  }

  /** This with the prefix that a contract names; it stands before the kind's own. */
  Series under(String contract) {
    if (contract.isEmpty()) {
      return this;
    }
    var joined = contract.matches(".*[-/._]") ? contract + prefix : contract + "-" + prefix;
    return new Series(kind, joined, yearly, digits);
  }

  /** What is counted: "INV-2026-". */
  String on(LocalDate day) {
    return yearly ? prefix + day.getYear() + "-" : prefix;
  }

  String number(LocalDate day, int sequence) {
    return on(day) + String.format(Locale.ROOT, "%0" + digits + "d", sequence);
  }
}
