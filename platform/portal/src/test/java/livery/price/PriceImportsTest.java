package livery.price;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import livery.fault.Fault;
import livery.price.PriceFiles.Bad;
import livery.price.PriceImportRow.State;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

class PriceImportsTest {

  private static final String HEAD =
      "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n";
  private static final int ROWS = 100_000;

  private final TestTenants test = new TestTenants();
  private final PriceTown town = new PriceTown(test);
  private final List<Runnable> waiting = new ArrayList<>();
  private final PriceImports imports =
      new PriceImports(test.store, test.sql, town.files, test.ids, test.clock, waiting::add);

  private void work() {
    waiting.remove(0).run();
  }

  private long count(String sql) {
    return test.store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** A hundred thousand rows of which seven are bad, each in its own way. */
  private static String hundredThousand() {
    var file = new StringBuilder(HEAD);
    for (var row = 2; row <= ROWS + 1; row++) {
      file.append(
          switch (row) {
            case 2 -> ",sms.mt,PL,first,EUR,-0.01,,\n";
            case 777 -> ",sms.mt,PL,second,EUR,0.12345678901,,\n";
            case 20_000 -> ",sms.mt,XX,third,EUR,0.03,,\n";
            case 40_000 -> ",sms.mt,PL,fourth,XYZ,0.03,,\n";
            case 60_000 -> "nobody,sms.mt,PL,fifth,EUR,0.03,,\n";
            case 80_000 -> ",sms.typo,PL,sixth,EUR,0.03,,\n";
            case ROWS + 1 -> ",sms.mt,PL,network 3,EUR,0.04,,\n";
            default -> ",sms.mt,PL,network " + row + ",EUR,0.03,,\n";
          });
    }
    return file.toString();
  }

  @Test
  void of_a_hundred_thousand_rows_the_seven_bad_ones_are_named_and_nothing_goes_in_but_by_wish() {
    var owner = test.owner(ACME);

    var id = imports.start(owner, "prices.csv", hundredThousand());

    assertThat(imports.find(owner, id).state()).isEqualTo(State.CHECKING);
    work();
    var checked = imports.find(owner, id);
    assertThat(checked.state()).isEqualTo(State.CHECKED);
    assertThat(checked.bad())
        .extracting(PriceFiles.Refused::line)
        .containsExactly(2, 777, 20_000, 40_000, 60_000, 80_000, ROWS + 1);
    assertThat(checked.bad().get(5).reason()).hasMessageContaining("sms.typo");
    assertThat(checked.good()).isEqualTo(ROWS - 7);
    assertThat(count("SELECT COUNT(*) FROM price WHERE country = 'PL'")).isZero();

    assertThatThrownBy(() -> imports.apply(owner, id, Bad.STOP))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("Rows refused: 7, the first is row 2");
    assertThat(imports.find(owner, id).state()).isEqualTo(State.CHECKED);
    assertThat(count("SELECT COUNT(*) FROM price WHERE country = 'PL'")).isZero();

    var before = count(inserts());
    imports.apply(owner, id, Bad.LEFT_OUT);
    assertThat(imports.find(owner, id).state()).isEqualTo(State.APPLYING);
    work();

    assertThat(imports.find(owner, id).state()).isEqualTo(State.DONE);
    assertThat(count("SELECT COUNT(*) FROM price WHERE country = 'PL'")).isEqualTo(ROWS - 7);
    assertThat(count("SELECT COUNT(*) FROM price WHERE network IN ('first', 'second', 'sixth')"))
        .isZero();
    assertThat(count(inserts()) - before).as("statements").isLessThan(ROWS / 10);
    assertThat(town.prices.book().find(ACME, BAKERY, "sms.mt", "PL", "network 5", "EUR", now()))
        .isPresent();
    assertThatThrownBy(() -> imports.apply(owner, id, Bad.LEFT_OUT)).isInstanceOf(Fault.class);
  }

  private java.time.Instant now() {
    return test.clock.instant().plusSeconds(1);
  }

  private static String inserts() {
    return "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
        + " WHERE VARIABLE_NAME = 'COM_INSERT'";
  }

  @Test
  void rows_below_cost_are_refused_to_those_who_may_not_and_counted_for_those_who_may() {
    town.lists.add(
        test.owner(PLATFORM),
        new PriceWish(ACME, "sms.mt", "UA", "", "", new BigDecimal("0.05"), null, null, false));
    var file = HEAD + ",sms.mt,UA,,EUR,0.04,,\n,sms.mt,PL,,EUR,0.04,,\n";

    var theirs = imports.start(test.scope(ACME, Role.FINANCE), "", file);
    work();
    var owners = imports.start(test.owner(ACME), "", file);
    work();

    var finance = imports.find(test.owner(ACME), theirs);
    assertThat(finance.good()).isEqualTo(1);
    assertThat(finance.bad()).extracting(PriceFiles.Refused::line).containsExactly(2);
    var owner = imports.find(test.owner(ACME), owners);
    assertThat(owner.good()).isEqualTo(2);
    assertThat(owner.belowCost()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_none_is_refused_and_a_job_that_was_cut_off_ends_as_failed() {
    var owner = test.owner(ACME);
    assertThatThrownBy(() -> imports.start(owner, "", "a,b\n1,2\n"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("The first row must be");
    for (var nothing : new String[] {HEAD, HEAD + "\n \r\n", HEAD.strip(), HEAD + ",,,,,,,\n"}) {
      assertThatThrownBy(() -> imports.start(owner, "", nothing))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("no price below the heading");
    }
    var cutOff = imports.start(owner, "", HEAD + ",sms.mt,PL,,EUR,0.04,,\n");
    test.clock.pass(Duration.ofHours(1));

    assertThat(imports.find(owner, cutOff).state()).isEqualTo(State.FAILED);
    assertThat(imports.list(owner, Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void a_row_that_has_become_bad_since_the_check_stops_the_file() {
    var owner = test.owner(ACME);
    var id = imports.start(owner, "", HEAD + ",sms.mt,PL,,EUR,0.04,,\n,sms.mt,PT,,EUR,0.04,,\n");
    work();
    assertThat(imports.find(owner, id).refused()).isZero();
    town.lists.add(
        test.owner(PLATFORM),
        new PriceWish(ACME, "sms.mt", "PL", "", "", new BigDecimal("0.05"), null, null, false));

    var finance = test.scope(ACME, Role.FINANCE);
    imports.apply(finance, id, Bad.STOP);
    work();

    assertThat(imports.find(owner, id).state()).isEqualTo(State.FAILED);
    assertThat(imports.find(owner, id).bad().get(0).reason())
        .hasMessageContaining("Rows refused: 1, the first is row 2");
    assertThat(
            count(
                "SELECT COUNT(*) FROM price WHERE country IN ('PL', 'PT') AND seller_id = " + ACME))
        .isZero();
  }

  @Test
  void a_row_tells_everything_that_is_wrong_with_it_and_is_counted_once() {
    var owner = test.owner(ACME);
    var file =
        HEAD
            + "nobody,sms.typo,XX,,XYZ,cheap,2020-01-01,2019-01-01\n"
            + ",sms.mt,PL,,EUR,much,some day,2020-01-01\n"
            + "a,b\n"
            + ",sms.mt,PL,,EUR,0.04,,\n";

    var id = imports.start(owner, "", file);
    work();

    var checked = imports.find(owner, id);
    assertThat(checked.refused()).isEqualTo(3);
    assertThat(checked.good()).isEqualTo(1);
    assertThat(checked.bad()).extracting(PriceFiles.Refused::line).containsExactly(2, 3, 4);
    assertThat(fields(checked, 0))
        .containsExactly("buyer", "unitPrice", "product", "country", "currency", "validFrom");
    assertThat(fields(checked, 1)).containsExactly("validFrom", "unitPrice");
    assertThat(fields(checked, 2)).containsExactly("row");
    assertThat(checked.bad().get(0).reason().told()).contains("nobody", "sms.typo", "XX", "XYZ");
  }

  private static List<String> fields(PriceImportRow row, int bad) {
    return row.bad().get(bad).reason().all().stream().map(Fault::field).toList();
  }

  @Test
  void every_job_there_ever_was_is_listed() {
    var owner = test.owner(ACME);
    var oldest = imports.start(owner, "oldest", HEAD + ",sms.mt,PL,,EUR,0.04,,\n");
    work();
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO price_import (id, tenant_id, name, started_by, started_at, state,"
                        + " total, done, good, unchanged, refused, below_cost, clients, losing,"
                        + " falling, bad, effects) SELECT ? + seq, ?, CONCAT('file ', seq), '',"
                        + " '2026-03-01', 'DONE', 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '' FROM"
                        + " seq_1_to_40",
                    test.ids.next(40) - 1,
                    ACME));

    var first = imports.list(owner, Long.MAX_VALUE, PriceImports.PART_MAX);
    var second = imports.list(owner, first.get(19).id(), PriceImports.PART_MAX + 1);

    assertThat(first).hasSize(20);
    assertThat(first.get(0).name()).isEqualTo("file 40");
    assertThat(second).hasSize(21);
    assertThat(second.get(0).name()).isEqualTo("file 20");
    assertThat(second.get(20).id()).isEqualTo(oldest);
    assertThat(imports.list(owner, oldest, 1)).isEmpty();
    assertThat(imports.list(test.owner(NOVA), Long.MAX_VALUE, 1)).isEmpty();
    assertThatThrownBy(() -> imports.list(owner, Long.MAX_VALUE, PriceImports.PART_MAX + 2))
        .isInstanceOf(Fault.class);
  }

  @Test
  void nobody_finds_anothers_job() {
    var id = imports.start(test.owner(ACME), "", HEAD + ",sms.mt,PL,,EUR,0.04,,\n");

    assertThatThrownBy(() -> imports.find(test.owner(NOVA), id)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> imports.apply(test.owner(NOVA), id, Bad.LEFT_OUT))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(
            () ->
                imports.start(test.scope(ACME, Role.VIEWER), "", HEAD + ",sms.mt,PL,,EUR,0.04,,\n"))
        .isInstanceOf(Fault.class);
  }
}
