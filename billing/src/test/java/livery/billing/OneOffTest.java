package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.billing.period.BooksCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneOffTest {

  private static final String TEXT = "Налаштування кампанії <під ключ>";

  private final Town town = new Town();
  private final OneOff oneOff = new OneOff(town.ids);
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = town.connect();
    town.topUp(connection, CLIENT, RESELLER, "100");
  }

  @AfterEach
  void nothing_is_out_of_balance() throws SQLException {
    assertThat(BooksCheck.check(connection)).isEmpty();
    connection.close();
  }

  private static OneOff.Sale sale(int quantity, String price, String key) {
    return new OneOff.Sale(CLIENT, RESELLER, quantity, new BigDecimal(price), UAH, TEXT, key);
  }

  private long charge(OneOff.Sale sale) throws SQLException {
    return oneOff.charge(connection, sale, NOW);
  }

  private List<Statement.Line> lines() throws SQLException {
    var wallet = town.client(connection).id();
    return Statement.of(connection, wallet, Instant.EPOCH, NOW.plusSeconds(1), 10).lines();
  }

  @Test
  void work_is_one_line_on_one_edge_with_its_text() throws SQLException {
    var posting = charge(sale(3, "12.345678", "k"));

    assertThat(town.client(connection).balance()).hasToString("62.962966 UAH");
    assertThat(town.reseller(connection).balance()).hasToString("0 UAH");
    var transfer = lines().get(0).transfer();
    assertThat(transfer.postingId()).isEqualTo(posting);
    assertThat(transfer.reference()).isEqualTo(TEXT);
    assertThat(transfer.kind()).isEqualTo(Transfer.Kind.CHARGE);
    var rows = RatedRows.behind(connection, transfer, 0, 10);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).line().sellerId()).isEqualTo(RESELLER);
    assertThat(RatedRows.of(connection, rows.get(0).eventId())).hasSize(1);
  }

  @Test
  void the_last_millionth_can_be_spent_and_not_one_more() throws SQLException {
    town.ledger.setCreditLimit(connection, CLIENT, RESELLER, Money.of("50", UAH), "line", NOW);

    refused(sale(1, "150.000001", "more"), Refusal.Reason.NO_MONEY);
    charge(sale(1, "150", "all"));
    refused(sale(1, "0.000001", "after"), Refusal.Reason.NO_MONEY);

    assertThat(town.client(connection).available()).hasToString("0 UAH");
  }

  private void refused(OneOff.Sale sale, Refusal.Reason reason) throws SQLException {
    connection.setAutoCommit(false);
    try {
      assertThatThrownBy(() -> charge(sale))
          .isInstanceOfSatisfying(
              BillingException.Refused.class,
              refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Test
  void the_limit_of_the_day_counts_it() throws SQLException {
    DayLimits.set(
        connection,
        CLIENT,
        RESELLER,
        UAH,
        DayLimits.By.SELLER,
        Optional.of(Money.of("10", UAH)),
        ZoneOffset.UTC,
        NOW);

    charge(sale(1, "6", "first"));
    refused(sale(1, "4.000001", "second"), Refusal.Reason.DAY_LIMIT);
  }

  @Test
  void a_key_charges_once_and_only_what_it_was_for() throws SQLException {
    var first = charge(sale(2, "1.50", "k"));

    assertThat(charge(sale(2, "1.5", "k"))).isEqualTo(first);
    assertThatThrownBy(() -> charge(sale(1, "3", "k")))
        .isInstanceOf(BillingException.Conflict.class);
    assertThat(town.client(connection).balance()).hasToString("97 UAH");
  }

  @Test
  void a_key_that_two_send_at_once_charges_once() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      var racers = new ArrayList<Callable<Long>>();
      for (var i = 0; i < 4; i++) {
        racers.add(
            () -> {
              try (var own = town.connect()) {
                own.setAutoCommit(false);
                var posting = oneOff.charge(own, sale(1, "60", "race"), NOW);
                own.commit();
                return posting;
              }
            });
      }
      var postings = new ArrayList<Long>();
      for (var racer : pool.invokeAll(racers)) {
        postings.add(racer.get());
      }

      assertThat(postings).containsOnly(postings.get(0));
      assertThat(town.client(connection).balance()).hasToString("40 UAH");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void a_month_that_is_being_closed_takes_nothing_more() throws SQLException {
    period("2026-03-01", "2026-04-01");
    try {
      assertThatThrownBy(() -> charge(sale(1, "1", "in")))
          .isInstanceOf(BillingException.Closed.class);
      oneOff.charge(connection, sale(1, "1", "out"), Instant.parse("2026-04-01T00:00:00Z"));
    } finally {
      connection.createStatement().execute("DELETE FROM billing_period");
      connection.createStatement().execute("DELETE FROM posting_key WHERE idem_key = 'in'");
    }
    assertThat(town.client(connection).balance()).hasToString("99 UAH");
  }

  private void period(String from, String to) throws SQLException {
    connection
        .createStatement()
        .execute(
            "INSERT INTO billing_period (seller_id, period, from_at, to_at, state, cutoff_at)"
                + " VALUES (20, 202603, '%s', '%s', 'CLOSING', '%2$s')".formatted(from, to));
  }

  @Test
  void nobody_is_charged_nothing_or_where_it_has_no_wallet() throws SQLException {
    assertThatThrownBy(() -> charge(sale(1, "0", "nothing")))
        .isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(() -> charge(sale(0, "1", "none")))
        .isInstanceOf(BillingException.Invalid.class);
    refused(
        new OneOff.Sale(CLIENT, PLATFORM, 1, BigDecimal.ONE, UAH, TEXT, "far"),
        Refusal.Reason.NO_WALLET);
  }

  @Test
  void its_text_never_changes_and_it_goes_back_once() throws SQLException {
    charge(sale(1, "10", "k"));
    var event = lines().get(0).transfer().firstEvent();

    assertThatThrownBy(
            () -> connection.createStatement().execute("UPDATE transfer SET reference = 'x'"))
        .isInstanceOf(SQLException.class);
    assertThat(town.ledger.refund(connection, List.of(event), TEXT, NOW)).isEmpty();
    assertThat(town.ledger.refund(connection, List.of(event), TEXT, NOW)).containsExactly(event);
    assertThat(town.client(connection).balance()).hasToString("100 UAH");
  }
}
