package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import livery.billing.AgentLedger;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.period.BillingMonth;
import livery.billing.period.CommissionAccrual;
import livery.billing.period.PeriodClose;
import livery.billing.price.PriceBook;
import livery.document.Document;
import livery.paper.Kind;
import livery.paper.Total;

/**
 * What the nights and the month's end do with the commission of acme, which sells for the platform.
 */
final class AgentMonths {

  private final IssueTown town;
  private final AgentLedger ledger;

  AgentMonths(IssueTown town) {
    this.town = town;
    ledger = new AgentLedger(town.test.ids::next);
  }

  private BillingMonth books(YearMonth month) {
    return new BillingMonth(PLATFORM, month, town.runs.zone());
  }

  /** Posts the commission of a whole month, as the night after it does. */
  void accrue(YearMonth month) {
    accrue(month, month.plusMonths(1).atDay(1));
  }

  /** Posts it up to a day. */
  void accrue(YearMonth month, LocalDate uptoDay) {
    town.test.store.inTransaction(
        connection ->
            new CommissionAccrual(town.test.ids::next)
                .accrue(
                    connection,
                    books(month),
                    town.agreements.history(PLATFORM, ACME).orElseThrow(),
                    List.of(PLATFORM),
                    List.of(BAKERY, DENTIST),
                    PriceBook.load(connection),
                    uptoDay,
                    town.test.clock.instant()));
  }

  /** Closes a month and settles its commission. */
  void close(YearMonth month, Contract.Settlement settlement) {
    accrue(month);
    var closer = new PeriodClose(town.test.ids::next, PeriodClose.IN_FLIGHT);
    var now = town.test.clock.instant();
    var period = books(month).number();
    town.test.store.inTransaction(
        connection -> {
          closer.begin(connection, books(month), now);
          if (settlement == Contract.Settlement.WITHHOLD) {
            ledger.withhold(connection, ACME, PLATFORM, List.of(), "EUR", period, now);
          } else {
            ledger.toBalance(connection, ACME, PLATFORM, "EUR", period, now);
          }
          return closer.finish(connection, books(month), List.of(), now);
        });
  }

  /** Acme's report of a month. */
  Document report(YearMonth month) {
    return town.all(ACME, Kind.AGENT_REPORT).stream()
        .filter(one -> one.period() == month.getYear() * 100 + month.getMonthValue())
        .findFirst()
        .orElseThrow();
  }

  /** A figure of a paper; empty where it does not tell it. */
  Optional<Money> total(Document document, Total.What what) {
    return town.documents.sheet(town.owner(document.issuerId()), document.id()).totals().stream()
        .filter(total -> total.what() == what)
        .map(Total::amount)
        .findFirst();
  }

  /** Acme hands over what it has collected. */
  void remit(String amount) {
    town.test.store.inTransaction(
        connection ->
            ledger.remit(
                connection,
                ACME,
                PLATFORM,
                List.of(),
                Money.of(amount, "EUR"),
                UUID.randomUUID().toString(),
                "Bank",
                town.test.clock.instant()));
  }
}
