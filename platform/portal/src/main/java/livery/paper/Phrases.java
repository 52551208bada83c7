package livery.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import livery.billing.Money;

/** What a document says in sentences, by its kind, and which of its amounts is the result. */
final class Phrases {

  private static final Set<Kind> PAID =
      Set.of(Kind.PROFORMA, Kind.INVOICE, Kind.COMMISSION_INVOICE, Kind.DUNNING);

  private static final int MOST_NAMED = 6;

  private Phrases() {}

  /** The sentence before the figures; empty for none. */
  static String lead(Sheet sheet, Wording wording) {
    return switch (sheet.kind()) {
      case PROFORMA, CREDIT_NOTE, NETTING -> wording.of("lead." + sheet.kind().key());
      case ACT, AGENT_REPORT, RECONCILIATION, OPERATOR_SETTLEMENT ->
          wording.hasPeriod()
              ? wording.of("lead." + sheet.kind().key(), wording.period())
              : wording.of("lead." + sheet.kind().key() + "-plain");
      case DUNNING -> dunning(sheet, wording);
      case INVOICE, COMMISSION_INVOICE -> "";
    };
  }

  private static String dunning(Sheet sheet, Wording wording) {
    var key = "lead.dunning-" + wording.tone();
    var due = sheet.heading().due();
    if (sheet.heading().tone() == Sheet.Tone.FRIENDLY) {
      return wording.of(key);
    }
    return due == null ? wording.of(key + "-plain") : wording.of(key, wording.date(due));
  }

  /** The sentences behind the figures. */
  static List<String> closing(Sheet sheet, Wording wording) {
    var date = wording.date(sheet.heading().date());
    var due = sheet.heading().due();
    return switch (sheet.kind()) {
      case ACT -> List.of(wording.of("close.act"));
      case AGENT_REPORT ->
          due == null ? List.of() : List.of(wording.of("close.agent-report", wording.date(due)));
      case NETTING -> List.of(wording.of("close.netting", date));
      case RECONCILIATION -> balance(sheet, wording);
      case OPERATOR_SETTLEMENT -> List.of(wording.of("close.operator-settlement"));
      case DUNNING -> questions(sheet, wording);
      case PROFORMA, INVOICE, CREDIT_NOTE, COMMISSION_INVOICE -> List.of();
    };
  }

  private static List<String> questions(Sheet sheet, Wording wording) {
    var asked = new ArrayList<String>();
    if (!sheet.letterhead().support().isEmpty()) {
      asked.add(wording.of("close.dunning", sheet.letterhead().support()));
    }
    return asked;
  }

  /** In whose favour the balance is; above zero the recipient owes. */
  private static List<String> balance(Sheet sheet, Wording wording) {
    var heading = sheet.heading();
    var date = wording.date(wording.hasPeriod() ? heading.to() : heading.date());
    return sheet.totals().stream()
        .filter(total -> total.what() == Total.What.CLOSING)
        .findFirst()
        .map(
            closing -> {
              var owed = closing.amount();
              if (owed.isZero()) {
                return List.of(wording.of("close.balance-none", date));
              }
              var to = owed.isNegative() ? sheet.recipient() : sheet.issuer();
              var amount = owed.isNegative() ? owed.negated() : owed;
              return List.of(
                  wording.of(
                      "close.balance-for",
                      date,
                      to.name(),
                      wording.money(amount),
                      wording.words(amount)));
            })
        .orElse(List.of());
  }

  /** The amount that the document is about: the last strong total, else the last one. */
  static Optional<Money> result(Sheet sheet) {
    var totals = sheet.totals();
    var strong = totals.stream().filter(total -> total.what().strong()).toList();
    var from = strong.isEmpty() ? totals : strong;
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(from.size() - 1).amount());
  }

  /** Who is paid by this document, if anybody is. */
  static Optional<Party> payee(Sheet sheet) {
    if (!PAID.contains(sheet.kind())) {
      return Optional.empty();
    }
    return Optional.of(sheet.heading().selfBilled() ? sheet.recipient() : sheet.issuer());
  }

  /** What the payer writes on the transfer. */
  static String purpose(Sheet sheet, Wording wording) {
    var heading = sheet.heading();
    var overdue = documents(sheet);
    if (sheet.kind() == Kind.DUNNING && !overdue.isEmpty()) {
      return String.join(", ", overdue);
    }
    return wording.of(
        "pay.purpose-value", wording.title(), heading.number(), wording.day(heading.date()));
  }

  /** The documents that a letter is about; those that fit on a transfer. */
  private static List<String> documents(Sheet sheet) {
    var named = new ArrayList<String>();
    for (var table : sheet.tables()) {
      var column = table.heads().indexOf(Head.DOCUMENT);
      for (var row : table.rows()) {
        if (column >= 0 && !row.strong() && row.cells().get(column) instanceof String text) {
          named.add(text);
        }
      }
    }
    return named.subList(0, Math.min(named.size(), MOST_NAMED));
  }

  /** What the last day is for. */
  static String due(Sheet sheet, Wording wording) {
    return switch (sheet.kind()) {
      case AGENT_REPORT -> wording.of("fact.object-by");
      case NETTING, RECONCILIATION, OPERATOR_SETTLEMENT, ACT, CREDIT_NOTE ->
          wording.of("fact.answer-by");
      default -> wording.of("fact.pay-by");
    };
  }
}
