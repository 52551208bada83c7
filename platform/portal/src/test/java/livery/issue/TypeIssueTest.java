package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.rent.Proration;
import livery.billing.rent.Rent;
import livery.billing.rent.Rents;
import livery.paper.Kind;
import livery.paper.Unit;
import org.junit.jupiter.api.Test;

/** Months of campaign types on papers: a whole one, and the rest of one. */
class TypeIssueTest {

  private final IssueTown town = new IssueTown();

  private static Price price(long seller, String amount) {
    return Price.starting(
        seller, 0, "plugin", "", "", "EUR", new BigDecimal(amount), Instant.EPOCH);
  }

  private void rent(LocalDate from) {
    var book = PriceBook.of(List.of(price(ACME, "31"), price(PLATFORM, "15.5")));
    var edges = List.of(new Edge(0, ACME, BAKERY, "EUR"), new Edge(1, PLATFORM, ACME, "EUR"));
    var rent =
        new Rent(
            town.test.ids.next(),
            from.getDayOfMonth(),
            "plugin.voting",
            edges,
            "",
            "",
            from,
            MARCH.plusMonths(1).atDay(1),
            Proration.DAILY_ACTUAL);
    var refused =
        town.test.store.inTransaction(
            connection ->
                new Rents(town.ledger)
                    .renew(connection, book, List.of(rent), town.test.clock.instant()));
    assertThat(refused).isEmpty();
  }

  @Test
  void a_part_of_a_month_is_printed_with_what_it_comes_to() {
    town.topUp(BAKERY, ACME, "100");
    town.topUp(ACME, PLATFORM, "100");
    rent(MARCH.atDay(10)); // 22 of 31 days
    town.at("2026-04-05T08:00:00Z");

    town.months.run(town.owner(ACME), MARCH);

    var invoice = town.all(BAKERY, Kind.INVOICE).get(0);
    assertThat(invoice.ledger()).isEqualTo(Money.of("22", "EUR"));
    var line = town.documents.sheet(town.owner(ACME), invoice.id()).lines().get(0);
    assertThat(line.name()).contains("voting");
    assertThat(line.unit()).isEqualTo(Unit.MONTH);
    assertThat(line.quantity()).isEqualByComparingTo("1");
    assertThat(line.net()).isEqualTo(Money.of("18.33", "EUR")); // 22 with 20 % in it
    assertThat(line.unitPrice()).isEqualByComparingTo("18.33");
  }

  @Test
  void a_whole_month_is_printed_at_its_price() {
    town.topUp(BAKERY, ACME, "100");
    town.topUp(ACME, PLATFORM, "100");
    rent(MARCH.atDay(1));
    town.at("2026-04-05T08:00:00Z");

    town.months.run(town.owner(ACME), MARCH);

    var invoice = town.all(BAKERY, Kind.INVOICE).get(0);
    var line = town.documents.sheet(town.owner(ACME), invoice.id()).lines().get(0);
    assertThat(line.net()).isEqualTo(Money.of("25.83", "EUR"));
    assertThat(line.unitPrice()).isEqualByComparingTo("25.8333333333");
  }
}
