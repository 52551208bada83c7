package livery.bank;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.fault.Check;

/** Reads one Ntry of a statement: itself, or each transaction of its batch. */
final class EntryReader {

  private static final int REF_MAX = 80;
  private static final int DETAILS_MAX = 500;
  private static final int NAME_MAX = 140;
  private static final int ACCOUNT_MAX = 40;
  private static final int DATE_LENGTH = 10;
  private static final Set<String> NO_REFERENCE = Set.of("NOTPROVIDED", "NONREF");

  private final int number;
  private final Element entry;

  /** Why it does not go in. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient BankStatement.Bad bad;

    Unreadable(BankStatement.Bad bad) {
      super(bad.key());
      this.bad = bad;
    }
  }

  EntryReader(int number, Element entry) {
    this.number = number;
    this.entry = entry;
  }

  /** Adds what it holds to the one, or why it holds nothing to the other. */
  void read(List<BankEntry> entries, List<BankStatement.Bad> bad) {
    try {
      var status = entry.text("Sts/Cd", "Sts");
      if (!status.equals("BOOK")) {
        throw bad("bank.bad.status", Check.shown(status));
      }
      var amount = amount(entry.at("Amt"));
      var transactions =
          entry.all("NtryDtls").stream().flatMap(d -> d.all("TxDtls").stream()).toList();
      if (transactions.size() <= 1) {
        entries.add(one(transactions.isEmpty() ? entry : transactions.get(0), 0, amount));
        return;
      }
      entries.addAll(batch(transactions, amount));
    } catch (Unreadable refused) {
      bad.add(refused.bad);
    }
  }

  private List<BankEntry> batch(List<Element> transactions, Money whole) throws Unreadable {
    var parts = new java.util.ArrayList<BankEntry>();
    var sum = Money.zero(whole.currency());
    for (var transaction : transactions) {
      var own = transaction.at("Amt").or(() -> transaction.at("AmtDtls/TxAmt/Amt"));
      if (own.isEmpty()) {
        throw bad("bank.bad.batch-amounts", transactions.size());
      }
      var amount = amount(own);
      if (!amount.currency().equals(whole.currency())) {
        throw bad("bank.bad.batch-currency", amount.currency(), whole.currency());
      }
      sum = sum.plus(amount);
      parts.add(one(transaction, parts.size() + 1, amount));
    }
    if (!sum.equals(whole)) {
      throw bad("bank.bad.batch-sum", sum, whole);
    }
    return parts;
  }

  private BankEntry one(Element details, int part, Money amount) throws Unreadable {
    var direction = details == entry ? "" : details.text("CdtDbtInd");
    var credit = credit(direction.isEmpty() ? entry.text("CdtDbtInd") : direction);
    var reversal = entry.text("RvslInd");
    var payer = credit ? "Dbtr" : "Cdtr";
    var endToEnd = details.text("Refs/EndToEndId");
    return new BankEntry(
        number,
        part,
        amount,
        credit,
        reversal.equals("true") || reversal.equals("1"),
        date(),
        cut(
            Stream.of(details.text("Refs/AcctSvcrRef"), entry.text("AcctSvcrRef"))
                .filter(text -> !text.isEmpty() && !NO_REFERENCE.contains(text))
                .findFirst()
                .orElse(""),
            REF_MAX),
        cut(NO_REFERENCE.contains(endToEnd) ? "" : endToEnd, REF_MAX),
        cut(details(details), DETAILS_MAX),
        cut(details.text("RltdPties/" + payer + "/Pty/Nm", "RltdPties/" + payer + "/Nm"), NAME_MAX),
        cut(
            details
                .text(
                    "RltdPties/" + payer + "Acct/Id/IBAN", "RltdPties/" + payer + "Acct/Id/Othr/Id")
                .replaceAll("\\s", ""),
            ACCOUNT_MAX));
  }

  /** The structured reference first, then what people wrote, then what the bank adds. */
  private String details(Element details) {
    var written =
        details.all("RmtInf").stream()
            .flatMap(
                info ->
                    Stream.concat(
                        info.all("Strd").stream()
                            .map(one -> one.text("CdtrRefInf/Ref", "RfrdDocInf/Nb")),
                        info.all("Ustrd").stream().map(Element::text)));
    var added = Stream.of(details.text("AddtlTxInf"), entry.text("AddtlNtryInf"));
    return Stream.concat(written, added)
        .filter(text -> !text.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  private boolean credit(String direction) throws Unreadable {
    if (!direction.equals("CRDT") && !direction.equals("DBIT")) {
      throw bad("bank.bad.direction", Check.shown(direction));
    }
    return direction.equals("CRDT");
  }

  private Money amount(java.util.Optional<Element> found) throws Unreadable {
    var text = found.map(Element::text).orElse("");
    var currency = found.map(Element::currency).orElse(null);
    if (currency == null || !currency.matches("[A-Z]{3}")) {
      throw bad("bank.bad.currency", Check.shown(String.valueOf(currency)));
    }
    if (!text.matches("\\d{1,12}(\\.\\d{1,5})?")) {
      throw bad("bank.bad.amount", Check.shown(text));
    }
    try {
      var amount = Money.of(new BigDecimal(text), currency);
      if (amount.isZero()) {
        throw bad("bank.bad.zero");
      }
      return amount;
    } catch (BillingException noAmount) {
      throw bad("bank.bad.amount", Check.shown(text));
    }
  }

  private LocalDate date() throws Unreadable {
    var text = entry.text("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm");
    try {
      return LocalDate.parse(text.substring(0, Math.min(DATE_LENGTH, text.length())));
    } catch (DateTimeException noDate) {
      throw bad("bank.bad.date", Check.shown(text));
    }
  }

  private Unreadable bad(String key, Object... arguments) {
    return new Unreadable(new BankStatement.Bad(number, key, arguments));
  }

  /** Without control characters, spaces collapsed, at most so long. */
  static String cut(String text, int most) {
    var clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return clean.codePointCount(0, clean.length()) <= most
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, most));
  }
}
