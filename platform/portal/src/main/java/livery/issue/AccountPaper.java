package livery.issue;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tax.Taxed;
import livery.books.PairAccount;
import livery.document.Draft;
import livery.frame.Texts;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.Total;

/** Draws up a reconciliation act. Coins are running sums rounded, so that the columns add up. */
final class AccountPaper {

  private static final int OBJECTION_DAYS = 30;

  private final PairAccount account;
  private final long issuer;
  private final long recipient;
  private final boolean issuerSells;
  private final LocalDate today;
  private final Desk.Sitting desk;

  AccountPaper(
      PairAccount account,
      long issuer,
      long recipient,
      boolean issuerSells,
      LocalDate today,
      Desk.Sitting desk) {
    this.account = account;
    this.issuer = issuer;
    this.recipient = recipient;
    this.issuerSells = issuerSells;
    this.today = today;
    this.desk = desk;
  }

  Draft draft(String key, long seller, long buyer) {
    var charged = sum(true);
    var none = Money.zero(account.currency());
    return new Draft(
        Kind.RECONCILIATION,
        issuer,
        recipient,
        seller,
        buyer,
        key,
        1,
        0,
        0,
        0,
        account.from(),
        account.to(),
        today,
        null,
        OBJECTION_DAYS,
        desk.language(issuer),
        Taxed.of(charged, none),
        none,
        none,
        null,
        List.of(),
        "",
        this::sheet);
  }

  private Money sum(boolean charged) {
    var micros =
        account.entries().stream()
            .mapToLong(PairAccount.Entry::micros)
            .filter(one -> charged == one > 0)
            .sum();
    return coins(Math.abs(micros));
  }

  private Money coins(long micros) {
    return Rounding.toCoins(account.currency()).round(new Money(micros, account.currency()));
  }

  private Sheet sheet(String number) {
    var language = desk.language(issuer);
    var texts = Texts.in(new Locale(language));
    var opening = coins(account.openingMicros());
    var closing = opening.plus(sum(true)).minus(sum(false));
    var issuerName = desk.of(issuer).legalName();
    var recipientName = desk.of(recipient).legalName();
    var table =
        Table.reconciliation(
            issuerName,
            recipientName,
            texts.of("issue.account.opening"),
            mine(opening),
            entries(texts));
    return Sheet.of(
            desk.letterhead(issuer),
            Sheet.Heading.of(Kind.RECONCILIATION, language, number, today, account.currency())
                .withPeriod(account.from(), account.to()),
            desk.party(issuer),
            desk.party(recipient))
        .withTables(List.of(table))
        .withTotals(
            List.of(
                new Total(Total.What.OPENING, mine(opening)),
                new Total(Total.What.CLOSING, mine(closing))));
  }

  /** The account is kept as the buyer's debt; who buys and writes owes it the other way round. */
  private Money mine(Money owed) {
    return issuerSells ? owed : owed.negated();
  }

  private List<Table.Entry> entries(Texts texts) {
    var entries = new ArrayList<Table.Entry>();
    var up = 0L;
    var down = 0L;
    for (var entry : account.entries()) {
      var charged = entry.micros() > 0;
      var before = coins(charged ? up : down);
      if (charged) {
        up += entry.micros();
      } else {
        down -= entry.micros();
      }
      var amount = coins(charged ? up : down).minus(before);
      if (!amount.isZero()) {
        var left = charged == issuerSells ? amount : null;
        var right = charged == issuerSells ? null : amount;
        entries.add(new Table.Entry(entry.day(), words(entry, texts), left, right));
      }
    }
    return entries;
  }

  private static String words(PairAccount.Entry entry, Texts texts) {
    var month = entry.day().format(DateTimeFormatter.ofPattern("MM.yyyy"));
    return switch (entry.kind()) {
      case SERVICES ->
          entry.document().isEmpty()
              ? texts.of("issue.account.services", month)
              : texts.of("issue.account.invoice", entry.document());
      case REBATE -> texts.of("issue.account.rebate", entry.document());
      case PAYMENT -> texts.of("issue.account.payment", entry.document());
      case OTHER -> texts.of("issue.account.other", entry.document());
    };
  }
}
