package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Settlement;
import livery.billing.period.BillingMonth;
import livery.billing.period.PeriodClose;
import livery.billing.period.PeriodLine;
import livery.contract.Terms;
import livery.money.HandCharged;
import livery.store.Store;
import livery.store.TestStore;
import livery.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * A database as {@code V123} left it, with all that a month and its papers write, is made the
 * newest: it holds what this version would have written itself, and its next month is closed the
 * same.
 */
class UpgradeTest {

  private static final String BEFORE = "123";

  /** What no version before has said; its value is looked at below. */
  private static final List<String> NEW =
      List.of("period_line.list_amount", "payment.checked_at", "message_to_others", "message_rare");

  private final IssueTown town = new IssueTown();
  private final Store now = town.test.store;
  private final TestDatabase database = TestDatabase.create();
  private final Store old = TestStore.over(database.dataSource());

  /** By the table 0.01 a part, where the price list says 0.02; half of it goes on to clients. */
  private static Terms terms(String from, String grant) {
    var row = new Terms.Row(null, new BigDecimal("0.01"), null, null);
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, List.of(row));
    var half = new Terms.Share(new BigDecimal("50"), null, null);
    return Terms.resale(from)
        .with(
            List.of(
                new Terms.Rebate(
                    "SMS", List.of("sms.mt"), null, null, null, null, tiers, grant, half, null)));
  }

  private RatedEvent event(int level, int parts, int tier) {
    var list = new BigDecimal("0.02");
    var wholesale =
        new RatedLine(
            level, PLATFORM, ACME, "sms.mt", parts, 77, list, RatedLine.micros(list, parts), "EUR");
    var line = tier == 0 ? wholesale : wholesale.at(new BigDecimal("0.01"), tier);
    var retail = new BigDecimal("0.05");
    var micros = RatedLine.micros(retail, parts);
    var cost =
        new RatedLine(
            level + 1, Edge.OPERATORS, PLATFORM, "sms.mt", parts, 0, BigDecimal.ZERO, 0, "EUR");
    return new RatedEvent(
        town.test.ids.next(),
        level == 0
            ? List.of(line, cost)
            : List.of(
                new RatedLine(0, ACME, BAKERY, "sms.mt", parts, 78, retail, micros, "EUR"),
                line,
                cost));
  }

  private void execute(Store store, String sql, Object... values) {
    store.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private List<String> read(Store store, String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void close(Store store, YearMonth month) throws Exception {
    var zone = town.test.tree.find(PLATFORM).orElseThrow().zone();
    new PeriodClose(town.test.ids::next, Duration.ofHours(72))
        .close(
            store.dataSource(),
            new BillingMonth(PLATFORM, month, zone),
            town.agreements.volumeTerms(PLATFORM, month),
            town.test.clock,
            (done, all) -> {});
  }

  /**
   * A closed month with papers, then an open one: a tier's price, the reseller's own use, a hold.
   */
  private long fill() throws Exception {
    execute(
        now,
        "INSERT INTO price (id, seller_id, buyer_id, product, country, network, currency,"
            + " unit_price, valid_from, valid_to) VALUES (77, ?, 0, 'sms.mt', '', '', 'EUR', 0.02,"
            + " '2026-01-01', '9999-12-31 23:59:59.999'), (78, ?, 0, 'sms.mt', '', '', 'EUR', 0.05,"
            + " '2026-01-01', '9999-12-31 23:59:59.999')",
        PLATFORM,
        ACME);
    var draft =
        town.drafts.create(
            town.owner(PLATFORM), ACME, "P-1", terms("2026-03-01", "REBATE_CREDIT_NOTE"));
    var sent = town.drafts.send(town.owner(PLATFORM), draft.id(), draft.draftMark());
    var next =
        town.drafts.save(
            town.owner(PLATFORM), draft.id(), terms("2026-04-01", "PRICE"), sent.draftMark());
    town.drafts.send(town.owner(PLATFORM), draft.id(), next.draftMark());
    town.agreements.reload();
    town.sellInMarch();
    town.refund(town.sell(DENTIST, 2, "0.07777", "0.02"));
    town.at("2026-04-05T08:00:00Z");
    close(now, MARCH);
    closeAsBefore();
    town.months.run(town.owner(PLATFORM), MARCH);
    town.months.run(town.owner(ACME), MARCH);
    assertThat(broken(now)).isEmpty();
    execute(now, "UPDATE document_run SET compared = FALSE");

    town.sell(DENTIST, 3, "0.07777", "0.02");
    var charged = List.of(event(1, 100, 1), event(0, 7, 1), event(1, 3, 0));
    var held = event(1, 10, 1);
    now.inTransaction(
        connection -> {
          var at = town.test.clock.instant();
          town.ledger.chargeAnyway(connection, charged, at);
          return town.ledger.hold(connection, List.of(held), at, at.plusSeconds(86_400));
        });
    execute(
        now,
        "INSERT INTO payment (id, tenant_id, seller_id, provider, reference, amount, currency,"
            + " state, problem, created_by, created_at, expires_at, changed_at) VALUES (5, ?, ?,"
            + " 'simulator', 'R5', 1000000, 'EUR', 'PAID', 'amount', '', '2026-04-01',"
            + " '2026-04-02', '2026-04-01')",
        BAKERY,
        ACME);
    execute(
        now,
        "INSERT INTO campaign (id, tenant_id, name, type, settings, time_zone, state, starts_at,"
            + " created_at) VALUES (6, ?, 'Poll', 'voting', '{}', 'UTC', 'RUNNING', '2026-03-01',"
            + " '2026-03-01')",
        BAKERY);
    message(1, "IN", "100", null, "DONE");
    message(2, "OUT", "100", 1L, "DELIVERED");
    message(3, "OUT", "200", 1L, "DELIVERED");
    message(4, "OUT", "100", 1L, "FAILED");
    return held.eventId();
  }

  /**
   * What was closed before V125 tells no value at list prices, before V160 no other sums than these
   * two, and its fingerprint neither.
   */
  private void closeAsBefore() {
    execute(now, "UPDATE period_line SET list_amount = NULL");
    execute(now, "UPDATE billing_period SET totals = 1");
    execute(now, "DELETE FROM period_total WHERE kind NOT IN ('CHARGE', 'REFUND')");
    for (var seller : List.of(PLATFORM, ACME)) {
      var hash = now.inTransaction(connection -> PeriodClose.hash(connection, seller, 202603));
      execute(now, "UPDATE billing_period SET hash = UNHEX(?) WHERE seller_id = ?", hash, seller);
    }
  }

  private void message(long id, String direction, String phone, Long answered, String state) {
    execute(
        now,
        "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
            + " parts, link_id, reply_to, state, rule, label, note, price_micros, currency,"
            + " received_at, decided_at) VALUES (?, ?, ?, 0, '3838', ?, 'x', 'GSM7', 1, 1, ?, ?,"
            + " '', '', '', 0, 'EUR', '2026-04-01', '2026-04-01')",
        id,
        BAKERY,
        direction,
        phone,
        answered,
        state);
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/billing", "classpath:db/portal")
        .target(target)
        .load()
        .migrate();
  }

  private List<String> tables(Store store) {
    return read(
        store,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
            + " table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'"
            // Lines are written before their document.
            + " ORDER BY table_name <> 'document_line', table_name");
  }

  private String columns(Store store, String table) {
    return read(
            store,
            "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND"
                + " is_generated = 'NEVER' AND table_name = '"
                + table
                + "' ORDER BY ordinal_position")
        .stream()
        .filter(column -> !NEW.contains(table + "." + column))
        .map(column -> "`" + column + "`")
        .collect(Collectors.joining(", "));
  }

  private List<String> triggers(Store store) {
    return read(
        store,
        "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
            + " ORDER BY trigger_name");
  }

  /** The statement that makes a trigger. */
  private String made(String trigger) {
    return old.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SHOW CREATE TRIGGER " + trigger)
                    .map((row, context) -> row.getString("SQL Original Statement"))
                    .one())
        .replaceFirst("DEFINER=\\S+ ", "");
  }

  /** What this version has written, as far as the old one has a place for it. */
  private void copy() throws SQLException {
    var from = read(now, "SELECT DATABASE()").get(0);
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SET foreign_key_checks = 0");
      // INSERT SELECT finds NULL in columns that have none where a table has triggers.
      var triggers = new ArrayList<String>();
      for (var trigger : triggers(old)) {
        triggers.add(made(trigger));
        statement.execute("DROP TRIGGER " + trigger);
      }
      for (var table : tables(old)) {
        var columns = columns(old, table);
        statement.execute("TRUNCATE TABLE `" + table + "`");
        statement.execute(
            "INSERT INTO `%1$s` (%2$s) SELECT %2$s FROM `%3$s`.`%1$s`"
                .formatted(table, columns, from));
      }
      for (var trigger : triggers) {
        statement.execute(trigger);
      }
    }
  }

  /** Tables in which the two differ. */
  private List<String> differences() {
    var other = read(now, "SELECT DATABASE()").get(0);
    var found = new ArrayList<String>();
    for (var table : tables(old)) {
      var rows =
          "SELECT COUNT(*) FROM ((SELECT %1$s FROM %2$s EXCEPT SELECT %1$s FROM %3$s) UNION ALL"
              + " (SELECT %1$s FROM %3$s EXCEPT SELECT %1$s FROM %2$s)) x";
      var mine = "`" + table + "`";
      var theirs = "`" + other + "`." + mine;
      var different = read(old, rows.formatted(columns(old, table), mine, theirs)).get(0);
      if (!NEW.contains(table) && !different.equals("0")) {
        found.add(table + ": " + different);
      }
    }
    return found;
  }

  private List<?> broken(Store store) {
    return store.inTransaction((Connection connection) -> HandCharged.check(connection));
  }

  @Test
  void an_old_database_is_what_this_version_would_have_written() throws Exception {
    var held = fill();
    assertThat(broken(now)).isEmpty();
    migrate(BEFORE);
    assertThat(columns(old, "transfer")).contains("amount").doesNotContain("list_amount");
    copy();

    migrate("latest");

    assertThat(tables(old)).isEqualTo(tables(now));
    assertThat(triggers(old)).isEqualTo(triggers(now));
    assertThat(differences()).isEmpty();
    assertThat(broken(old)).isEmpty();
    assertThat(read(old, "SELECT list_amount FROM transfer WHERE list_amount IS NOT NULL"))
        .containsExactly("2200000"); // 110 parts at 0.02
    assertThat(read(old, "SELECT COUNT(*) FROM period_line WHERE list_amount IS NULL"))
        .containsExactly("1");
    assertThat(read(old, "SELECT CONCAT(reply_to, ' ', message_id) FROM message_to_others"))
        .containsExactly("1 3");
    assertThat(read(old, "SELECT CONCAT(tenant_id, ' ', state, ' ', message_id) FROM message_rare"))
        .containsExactly(BAKERY + " FAILED 4");
    assertThat(read(old, "SELECT id FROM payment WHERE checked_at IS NULL AND checked_by = ''"))
        .containsExactly("5");
    assertThat(read(old, "SELECT COUNT(*) FROM document WHERE sequence > 0 AND net + tax = gross"))
        .doesNotContain("0");

    for (var store : List.of(now, old)) {
      store.inTransaction(
          connection ->
              town.ledger.settle(
                  connection, List.of(new Settlement(held, 10)), town.test.clock.instant()));
    }
    town.at("2026-05-05T08:00:00Z");
    var lines = new ArrayList<String>();
    for (var store : List.of(now, old)) {
      close(store, MARCH.plusMonths(1));
      assertThat(broken(store)).isEmpty();
      lines.add(
          store.inTransaction(
              connection -> {
                var line = PeriodLine.of(connection, PLATFORM, 202604, 0).get(0);
                return "%s %s %s %s %s"
                    .formatted(
                        line.quantity(),
                        line.posted(),
                        line.list(),
                        line.earned(),
                        line.shares(connection));
              }));
    }
    assertThat(lines.get(1)).isEqualTo(lines.get(0));
    // 3 texts are 4 parts; 100 + 7 + 3 + 10 at the tier's price or given back
    assertThat(lines.get(0)).startsWith("124 ").contains(" 1.24 EUR ");
  }
}
