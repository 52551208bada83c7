package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.period.BillingMonth;
import livery.billing.period.PeriodClose;
import livery.contract.Terms;
import livery.document.Document;
import livery.document.Documents;
import livery.paper.Kind;
import org.junit.jupiter.api.Test;

/** What clients get of their reseller's discount is on their papers, however it was given. */
class PassedOnIssueTest {

  private final IssueTown town = new IssueTown();

  /** By the table 0.01 a part, where the price list says 0.02; all of it goes on to clients. */
  private static Terms atOnce() {
    var tiers =
        new Terms.Table(
            "GRADUATED",
            null,
            null,
            null,
            null,
            List.of(new Terms.Row(null, new BigDecimal("0.01"), null, null)));
    var all = new Terms.Share(new BigDecimal("100"), null, null);
    return Terms.resale("2026-03-01")
        .with(
            List.of(
                new Terms.Rebate(
                    "SMS", List.of("sms.mt"), null, null, null, null, tiers, "PRICE", all, null)));
  }

  /** A message of 100 parts of the bakery, for which acme was charged the price of its tier. */
  private void sendAtTheTier() {
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO price (id, seller_id, buyer_id, product, country, network,"
                        + " currency, unit_price, valid_from, valid_to) VALUES (77, ?, 0, 'sms.mt',"
                        + " '', '', 'EUR', 0.02, '2026-01-01', '9999-12-31 23:59:59.999')",
                    PLATFORM));
    var retail = new BigDecimal("0.05");
    var list = new BigDecimal("0.02");
    var event =
        new RatedEvent(
            town.test.ids.next(),
            List.of(
                new RatedLine(0, ACME, BAKERY, "sms.mt", 100, 0, retail, 5_000_000, "EUR"),
                new RatedLine(1, PLATFORM, ACME, "sms.mt", 100, 77, list, 2_000_000, "EUR")
                    .at(new BigDecimal("0.01"), 1)));
    town.test.store.inTransaction(
        connection ->
            town.ledger.chargeAnyway(connection, List.of(event), town.test.clock.instant()));
  }

  private List<Money> notes(long issuer, long buyer) {
    return town
        .documents
        .list(
            town.owner(issuer),
            new Documents.Query(Kind.CREDIT_NOTE, null, null, false, "", 0, 0),
            Long.MAX_VALUE,
            100)
        .stream()
        .filter(note -> note.buyerId() == buyer)
        .peek(note -> assertThat(note.gross()).isEqualTo(note.ledger()))
        .map(Document::ledger)
        .toList();
  }

  @Test
  void a_share_of_a_discount_that_was_a_price_is_credited_to_each_client() throws Exception {
    var draft = town.drafts.create(town.owner(PLATFORM), ACME, "P-1", atOnce());
    town.drafts.send(town.owner(PLATFORM), draft.id(), draft.draftMark());
    town.sell(BAKERY, 14, "0.05", "0.02"); // 21 parts, before the counter gave the tier's price
    town.sell(DENTIST, 6, "0.07777", "0.02"); // 9 parts
    sendAtTheTier();
    town.at("2026-04-05T08:00:00Z");
    var zone = town.test.tree.find(PLATFORM).orElseThrow().zone();

    new PeriodClose(town.test.ids::next, Duration.ofHours(72))
        .close(
            town.test.store.dataSource(),
            new BillingMonth(PLATFORM, MARCH, zone),
            town.agreements.volumeTerms(PLATFORM, MARCH),
            town.test.clock,
            (done, all) -> {});
    town.at("2026-04-05T09:00:00Z");
    town.months.run(town.owner(PLATFORM), MARCH);
    town.months.run(town.owner(ACME), MARCH);

    // 130 parts at 0.02 less 130 at 0.01; the reseller gets back what its counter came too late for
    assertThat(notes(PLATFORM, ACME)).containsExactly(Money.of("0.30", "EUR"));
    assertThat(notes(ACME, BAKERY)).containsExactly(Money.of("1.21", "EUR"));
    assertThat(notes(ACME, DENTIST)).containsExactly(Money.of("0.09", "EUR"));
  }
}
