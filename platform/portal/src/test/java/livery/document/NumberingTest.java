package livery.document;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import livery.fault.Fault;
import livery.issue.IssueTown;
import livery.paper.Kind;
import org.junit.jupiter.api.Test;

class NumberingTest {

  private static final int WORKERS = 8;
  private static final int EACH = 12;

  private final IssueTown town = new IssueTown();

  private String proforma(String key) {
    return town.byHand
        .proforma(town.owner(ACME), BAKERY, new BigDecimal("10"), "Work", key)
        .number();
  }

  private List<Integer> sequences() {
    return town.test
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT sequence FROM document ORDER BY sequence")
                    .mapTo(Integer.class)
                    .list());
  }

  @Test
  void many_at_once_get_numbers_without_gaps_or_doubles() throws Exception {
    var start = new CountDownLatch(1);
    var pool = Executors.newFixedThreadPool(WORKERS);
    var results = new ArrayList<Future<?>>();
    for (var worker = 0; worker < WORKERS; worker++) {
      var name = worker;
      results.add(
          pool.submit(
              () -> {
                start.await();
                for (var i = 0; i < EACH; i++) {
                  // Every second key is shared, so that workers race for the same document too.
                  proforma(i % 2 == 0 ? "w" + name + "." + i : "shared." + i);
                }
                return null;
              }));
    }
    start.countDown();
    for (var result : results) {
      result.get();
    }
    pool.shutdown();

    var expected = WORKERS * EACH / 2 + EACH / 2;
    assertThat(sequences())
        .containsExactlyElementsOf(
            java.util.stream.IntStream.rangeClosed(1, expected).boxed().toList());
  }

  @Test
  void a_number_whose_transaction_fails_is_given_again() {
    assertThat(proforma("a")).endsWith("00001");
    assertThatThrownBy(
            () ->
                town.test.store.inTransaction(
                    connection -> {
                      proforma("b");
                      throw new IllegalStateException("cut off");
                    }))
        .hasMessage("cut off");

    assertThat(proforma("c")).endsWith("00002");
    assertThat(sequences()).containsExactly(1, 2);
  }

  @Test
  void a_connection_that_is_killed_leaves_no_gap() throws Exception {
    proforma("a");
    var source = town.test.store.dataSource();
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Numbering.write(
          connection,
          java.util.Map.of(
              Numbering.lock(connection, List.of(new Numbering.Counter(ACME, "PF-2026-")))
                  .keySet()
                  .iterator()
                  .next(),
              7));
      try (var id = connection.createStatement();
          var row = id.executeQuery("SELECT CONNECTION_ID()")) {
        row.next();
        var number = row.getLong(1);
        try (var killer = source.getConnection();
            var kill = killer.createStatement()) {
          kill.execute("KILL CONNECTION " + number);
        }
      }
    } catch (SQLException gone) {
      // The killed connection cannot be given back cleanly.
    }

    assertThat(proforma("b")).endsWith("00002");
    assertThat(sequences()).containsExactly(1, 2);
  }

  @Test
  void an_issued_document_cannot_be_changed_by_who_may_not_drop_triggers() throws Exception {
    proforma("a");
    try (var app = town.test.store.dataSource().getConnection()) {
      for (var sql :
          List.of(
              "UPDATE document SET gross = 1, net = 1, tax = 0",
              "UPDATE document SET sequence = NULL, number = NULL, issued_on = NULL",
              "UPDATE document SET sheet = '{}'",
              "DELETE FROM document",
              "UPDATE document_line SET net = 1",
              "DELETE FROM document_line",
              "INSERT INTO document_line (document_id, line_no, product, quantity, ledger, net,"
                  + " tax) SELECT id, 9, 'sms.mt', 1, 1, 1, 0 FROM document",
              "DELETE FROM document_event",
              "UPDATE document_event SET detail = 'x'")) {
        assertThatThrownBy(() -> execute(app, sql)).as(sql).isInstanceOf(SQLException.class);
      }
    }
    assertThat(sequences()).containsExactly(1);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void a_series_is_the_issuers_own_and_changes_from_the_next_document_on() {
    proforma("a");

    town.numbering.save(town.owner(ACME), new Series(Kind.PROFORMA, "РАХ/", false, 3));

    assertThat(proforma("b")).isEqualTo("РАХ/001");
    assertThat(proforma("a")).isEqualTo("PF-2026-00001");
    for (var bad : List.of("A1", "with space", "'; --", "x".repeat(31))) {
      assertThatThrownBy(
              () -> town.numbering.save(town.owner(ACME), new Series(Kind.INVOICE, bad, true, 5)))
          .as(bad)
          .isInstanceOf(Fault.class);
    }
  }
}
