package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.period.BillingMonth;
import livery.billing.period.PeriodClose;
import livery.billing.period.VolumeTerms;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.paper.Kind;
import org.junit.jupiter.api.Test;

/**
 * I7, what documents say: two months with everything that invoices and credit notes are made of add
 * up, and each of it is missed when it is changed. I4: what was refused has cost nobody anything.
 */
class PapersCheckTest {

  private static final YearMonth APRIL = MARCH.plusMonths(1);
  private static final String OF_MARCH = "I7 month 202603 of seller " + ACME;

  private final IssueTown town = new IssueTown();

  private static VolumeTerms terms(long buyer, String price) {
    var tiers = TierTable.graduated(Tier.rest(price));
    var contract =
        Contract.resale(buyer, ACME, buyer, "EUR", LocalDate.of(2026, 1, 1))
            .withDiscount(Discount.byVolume(tiers));
    return VolumeTerms.of(buyer, "SMS", Set.of("sms.mt"), ContractHistory.of(contract));
  }

  private void close(YearMonth month, VolumeTerms... terms) throws SQLException {
    new PeriodClose(town.test.ids::next, PeriodClose.IN_FLIGHT)
        .close(
            town.test.store.dataSource(),
            new BillingMonth(ACME, month, town.runs.zone()),
            List.of(terms),
            town.test.clock,
            (done, all) -> {});
  }

  /** Bakery gets a rebate, dentist pays more, both get something back in all ways there are. */
  private List<Long> trade() throws SQLException {
    town.sellInMarch();
    var parts = town.sell(BAKERY, 4, "0.10", "0.02");
    var whole = town.sell(BAKERY, 2, "0.20", "0.02");
    var little = town.sell(DENTIST, 1, "0.07777", "0.02");
    town.sellBundle(BAKERY, 500, "10");
    town.at("2026-04-05T08:00:00Z");
    town.refund(List.of(whole.get(0)));
    close(MARCH, terms(BAKERY, "0.03"), terms(DENTIST, "0.09"));
    town.at("2026-04-05T09:00:00Z");
    town.months.run(town.owner(ACME), MARCH);
    var invoice = town.one(BAKERY, Kind.INVOICE);
    var wish = List.of(new CreditNotes.Wish(1, new BigDecimal("0.01")));
    town.notes.byHand(town.owner(ACME), invoice.id(), wish, "Goodwill", "202603");
    town.refund(List.of(whole.get(1)));
    town.giveBack(parts, 0, "0.01");
    town.giveBack(little, 0, "0.0001");
    var april = town.sell(DENTIST, 3, "0.30", "0.02");
    town.at("2026-05-02T08:00:00Z");
    town.refund(april.subList(0, 1));
    town.at("2026-05-03T08:00:00Z");
    close(APRIL);
    town.months.run(town.owner(ACME), APRIL);
    town.at("2026-05-04T08:00:00Z");
    town.refund(april.subList(1, 2)); // the next month's documents will say so
    return april;
  }

  @Test
  void documents_are_the_sums_of_their_lines_and_what_the_ledger_has() throws SQLException {
    var april = trade();
    var store = town.test.store;
    assertThat(town.all(BAKERY, Kind.CREDIT_NOTE)).hasSize(3);
    assertThat(town.count("SELECT COUNT(*) FROM undocumented")).isEqualTo(1);
    assertThat(town.runs.undocumented(town.owner(ACME), "", 9))
        .as("a refund that no document can say")
        .singleElement()
        .matches(one -> one.isBelowCoin() && one.amount().equals(Money.of("0.0001", "EUR")));
    assertThat(town.runs.undocumented(town.owner(PLATFORM), "", 9)).isEmpty();
    assertThat(Spoilt.by(store)).isEmpty();

    var march = "kind = 'INVOICE' AND period = 202603 AND buyer_id = " + BAKERY;
    var line =
        " WHERE line_no = 1 AND document_id IN (SELECT id FROM document WHERE " + march + ")";
    var number = town.one(BAKERY, Kind.INVOICE).number();
    assertThat(Spoilt.by(store, "UPDATE document_line SET tax = tax + 10000" + line))
        .containsExactly("I7 document " + number + " of " + ACME);
    assertThat(
            Spoilt.by(
                store,
                "UPDATE document_line SET net = net + 1000000" + line,
                "UPDATE document SET net = net + 1000000, gross = gross + 1000000 WHERE " + march))
        .contains("I7 document " + number + " of " + ACME)
        .doesNotContain(OF_MARCH);
    var act = town.one(BAKERY, Kind.ACT).number();
    assertThat(
            Spoilt.by(
                store,
                "UPDATE document SET net = net + 1, gross = gross + 1 WHERE number = '" + act + "'",
                "UPDATE document_line SET net = net + 1 WHERE line_no = 1 AND document_id = (SELECT"
                    + " id FROM document WHERE number = '"
                    + act
                    + "')"))
        .containsExactly("I7 act " + act + " of " + ACME);
    assertThat(Spoilt.by(store, "UPDATE transfer SET amount = amount + 1 WHERE kind = 'CREDIT'"))
        .anyMatch(found -> found.startsWith("I7 credit note "))
        .doesNotContain(OF_MARCH);
    for (var spoil :
        List.of(
            "UPDATE document SET ledger = ledger + 1 WHERE " + march,
            "UPDATE document SET ledger = ledger - 1 WHERE kind = 'CREDIT_NOTE' AND issue_key LIKE"
                + " '%/202604'",
            "UPDATE document SET issue_key = 'k' WHERE kind = 'CREDIT_NOTE' AND issue_key LIKE"
                + " '%/202603/202603'",
            "DELETE FROM undocumented",
            "UPDATE transfer SET amount = amount + 1 WHERE kind = 'BUNDLE'",
            "UPDATE transfer SET amount = amount + 1 WHERE kind = 'CHARGE' AND seller_id = "
                + ACME
                + " ORDER BY id LIMIT 1",
            "UPDATE transfer SET amount = amount + 1 WHERE kind = 'TIER_DELTA' AND debit_account > 0",
            "UPDATE transfer SET amount = amount + 1 WHERE kind = 'TIER_DELTA' AND credit_account >"
                + " 0",
            "UPDATE rated SET amount = amount + 1 WHERE level = 0 AND unit_price = 0.2",
            "UPDATE rated_return SET amount = amount + 1")) {
      assertThat(Spoilt.by(store, spoil)).as(spoil).contains(OF_MARCH);
    }
    assertThat(
            Spoilt.by(
                store, "UPDATE rated SET amount = amount + 1 WHERE event_id = " + april.get(1)))
        .noneMatch(found -> found.startsWith("I7"));
    refused(april.get(2));
  }

  private void refused(long charged) throws SQLException {
    assertThat(Spoilt.by(town.test.store, message(charged), rare()))
        .containsExactly("I4 message " + charged);
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO price VALUES (78, ?, 0, 'sms.mt', '', '', '', 'EUR', 0.02,"
                        + " '2020-01-01', '9999-12-31')",
                    PLATFORM));
    var held = town.test.ids.next();
    var price = new BigDecimal("0.02");
    var micros = RatedLine.micros(price, 1);
    var event =
        new RatedEvent(
            held,
            List.of(
                new RatedLine(0, PLATFORM, ACME, "sms.mt", 1, 78, price, micros, "EUR"),
                new RatedLine(
                    1, Edge.OPERATORS, PLATFORM, "sms.mt", 1, 0, BigDecimal.ZERO, 0, "EUR")));
    var now = town.test.clock.instant();
    town.test.store.inTransaction(
        connection -> town.ledger.hold(connection, List.of(event), now, now.plusSeconds(60)));
    assertThat(Spoilt.by(town.test.store, message(held), rare()))
        .containsExactly("I4 message " + held);
  }

  private static String message(long id) {
    return "REPLACE INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
        + " parts, link_id, state, rule, label, note, price_micros, currency, received_at,"
        + " decided_at) VALUES ("
        + id
        + ", "
        + DENTIST
        + ", 'OUT', 0, '3838', '100', 'x', 'GSM7', 1, 1, 'REFUSED', '', '', '', 0, 'EUR',"
        + " '2026-04-01', '2026-04-01')";
  }

  private static String rare() {
    return "INSERT INTO message_rare (tenant_id, state, message_id) SELECT tenant_id, state, id FROM"
        + " message WHERE state = 'REFUSED'";
  }
}
