package livery.paper;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a document is; decides its title, its set phrases and who signs it. */
@Schema(name = "DocumentKind")
public enum Kind {
  /** A request to pay ahead. */
  PROFORMA(Signs.ISSUER, true),
  /** What was sold and is to be paid. */
  INVOICE(Signs.ISSUER, true),
  /** Both sides say that the work was done. */
  ACT(Signs.BOTH, true),
  /** What an invoice charged too much. */
  CREDIT_NOTE(Signs.ISSUER, true),
  /** What an agent sold for its principal, with the registry. */
  AGENT_REPORT(Signs.BOTH, true),
  /** An agent's remuneration; may be written by the one who pays it. */
  COMMISSION_INVOICE(Signs.ISSUER, true),
  /** Claims of both sides that are set off against each other. */
  NETTING(Signs.BOTH, true),
  /** The account between two as both books have it. */
  RECONCILIATION(Signs.BOTH, false),
  /** Premium messages as the operator counted them, and whose share is what. */
  OPERATOR_SETTLEMENT(Signs.BOTH, true),
  /** A reminder of what is overdue; the tone is the sheet's. */
  DUNNING(Signs.ISSUER, false);

  private final Signs signs;
  private final boolean words;

  Kind(Signs signs, boolean words) {
    this.signs = signs;
    this.words = words;
  }

  /** Who puts a name under it. */
  enum Signs {
    ISSUER,
    BOTH
  }

  boolean bothSign() {
    return signs == Signs.BOTH;
  }

  /** Whether the sum is written out in words, as the trade wants it in Ukraine and Russia. */
  boolean inWords() {
    return words;
  }

  /** The part of a key that stands for this kind: "credit-note". */
  String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
