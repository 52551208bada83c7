package livery.dunning;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import livery.billing.Money;
import livery.fault.Fault;
import livery.issue.IssueTown;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;

/** However many owe, and however much: none is left out. */
class ReceivablesTest {

  private final IssueTown town = new IssueTown();
  private final Receivables receivables =
      new Receivables(town.test.store, town.test.sql, town.test.tree, town.test.clock);

  /**
   * Invoices of January, the first of them number 1.
   *
   * @param recipient of the one with the number seq
   * @param micros of what is left to pay of it
   * @param due its last day to pay
   * @param balance of the wallet at the end of January; NULL for none
   */
  private void invoices(
      long issuer, int count, String recipient, String micros, String due, String balance) {
    var before = town.test.ids.next(count) - 1;
    town.test
        .store
        .jdbi()
        .useHandle(
            handle -> {
              // A table with triggers takes no numbers that are made on the way.
              handle.execute("CREATE TEMPORARY TABLE made LIKE document");
              handle.execute(
                  ("INSERT INTO made (id, kind, issuer_id, recipient_id, seller_id, buyer_id,"
                          + " issue_key, to_day, due_on, language, currency, net, tax, gross, ledger,"
                          + " balance, sheet, hash, created_by, created_at) SELECT %1$d + seq,"
                          + " 'INVOICE', %2$d, %3$s, %2$d, %3$s, CONCAT('test/', %1$d + seq),"
                          + " '2026-01-31', %5$s, 'en', 'EUR', %4$s, 0, %4$s, %4$s, %6$s, '{}', '',"
                          + " '', '2026-02-01' FROM seq_1_to_%7$d")
                      .formatted(before, issuer, recipient, micros, due, balance, count));
              handle.execute("INSERT INTO document SELECT * FROM made");
              handle.execute("DROP TEMPORARY TABLE made");
              handle.execute(
                  "INSERT INTO document_state (document_id, state, changed_at, open) SELECT id,"
                      + " 'SENT', created_at, gross FROM document WHERE id > ? AND id <= ?",
                  before,
                  before + count);
            });
  }

  private List<Receivables.Debtor> parts(Scope scope) {
    var all = new ArrayList<Receivables.Debtor>();
    var after = "";
    List<Receivables.Debtor> part;
    do {
      part = receivables.list(scope, after, Receivables.PART_MAX);
      all.addAll(part);
      after = part.isEmpty() ? after : part.get(part.size() - 1).place();
    } while (part.size() == Receivables.PART_MAX);
    return all;
  }

  @Test
  void each_of_a_thousand_debtors_is_listed_and_summed() {
    invoices(ACME, 1_001, "7000000 + seq", "1000000 * (1 + seq % 5)", "'2026-02-01'", "NULL");
    invoices(ACME, 1, "7000001", "2000000", "'2026-06-01'", "NULL");
    invoices(ACME, 1, "7009999", "9000000", "'2026-06-01'", "NULL");
    invoices(NOVA, 1, "7000001", "9000000", "'2026-02-01'", "NULL");
    var acme = town.owner(ACME);

    var all = parts(acme);

    assertThat(all).hasSize(1_002).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(Receivables.Debtor::late)
        .isSortedAccordingTo(Comparator.comparing(Money::micros).reversed());
    assertThat(all.get(0).tenantId()).isEqualTo(7_000_004);
    assertThat(all.get(1_001).tenantId()).as("who is not late").isEqualTo(7_009_999);
    assertThat(receivables.all(acme)).isEqualTo(all);
    assertThat(ReceivablesCsv.of(receivables.all(acme)).lines()).hasSize(1 + 1_002);
    assertThat(receivables.totals(acme))
        .containsExactly(new Receivables.Total(Money.of("3013", "EUR"), Money.of("3002", "EUR")));
    assertThat(receivables.list(acme, all.get(1_000).place(), 2)).containsExactly(all.get(1_001));
    assertThat(receivables.list(acme, all.get(1_001).place(), 2)).isEmpty();
    assertThat(parts(town.owner(BAKERY))).isEmpty();
  }

  @Test
  void what_is_no_place_or_part_of_the_list_is_refused() {
    var acme = town.owner(ACME);
    for (var after : List.of("x", "7000001", "-1_x_EUR", "1_2_EUR_4")) {
      assertThatThrownBy(() -> receivables.list(acme, after, 1))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.field()).isEqualTo("after"));
    }
    for (var limit : List.of(0, Receivables.PART_MAX + 2)) {
      assertThatThrownBy(() -> receivables.list(acme, "", limit)).isInstanceOf(Fault.class);
    }
  }

  /** Money settles each part's first and last invoice, and the one behind the longest list. */
  @Test
  void money_settles_the_newest_of_twenty_thousand_open_invoices() {
    invoices(
        ACME,
        20_001,
        "IF(seq IN (1, 1000, 1001, 20001), %d, %d)".formatted(BAKERY, DENTIST),
        "1000000",
        "'2026-02-15'",
        "-1000000");
    town.topUp(BAKERY, ACME, "1");

    assertThat(receivables.refresh(ACME)).isEqualTo(4);

    assertThat(
            town.count(
                "SELECT COUNT(*) FROM document d JOIN document_state s ON s.document_id = d.id"
                    + " WHERE d.recipient_id = %d AND s.state = 'SETTLED' AND s.open = 0"
                        .formatted(BAKERY)))
        .isEqualTo(4);
    assertThat(receivables.totals(town.owner(ACME)))
        .extracting(Receivables.Total::open)
        .containsExactly(Money.of("19997", "EUR"));
  }
}
