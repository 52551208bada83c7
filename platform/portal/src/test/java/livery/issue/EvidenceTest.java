package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.evidence.Evidence;
import livery.evidence.Format;
import livery.evidence.Piece;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Table;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with an agent's report (billing.md §2.3 row 6). */
class EvidenceTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

  private final IssueTown town = new IssueTown();
  private final Evidence evidence = town.evidence;
  private final long draft;

  EvidenceTest() {
    town.agent("AGENT_OWN_NAME", "PAYOUT", false);
    town.at("2026-04-10T08:00:00Z");
    town.collect(BAKERY, "100");
    town.sellDirect(BAKERY, 20, "0.5");
    town.at("2026-05-03T08:00:00Z");
    town.months.run(town.owner(PLATFORM), YearMonth.of(2026, 4));
    draft = town.all(ACME, Kind.AGENT_REPORT).get(0).id();
  }

  private static byte[] pdf(int size) {
    var bytes =
        Arrays.copyOf("%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII), size);
    bytes[size - 1] = 7;
    return bytes;
  }

  private Piece add(long report, String text, String amount, byte[] content) {
    return evidence.add(town.owner(ACME), report, upload(text, amount, content));
  }

  private static Evidence.Upload upload(String text, String amount, byte[] content) {
    var sum = amount.isEmpty() ? null : new BigDecimal(amount);
    return new Evidence.Upload("receipt.pdf", text, sum, content);
  }

  private List<String> seen(long tenant, long report) {
    return evidence.list(town.owner(tenant), report).stream().map(Piece::description).toList();
  }

  private long rows() {
    return town.count("SELECT COUNT(*) FROM report_evidence");
  }

  private void refused(ThrowingCallable what) {
    var before = rows();
    assertThatThrownBy(what).isInstanceOf(Fault.class);
    assertThat(rows()).isEqualTo(before);
  }

  /** The rows of the report's table of files; none without one. */
  private List<List<Object>> listed(long report) {
    var tables = town.documents.sheet(town.owner(ACME), report).tables();
    return tables.size() < 3
        ? List.of()
        : tables.get(2).rows().stream().map(Table.Row::cells).toList();
  }

  private static Object coins(Object amount) {
    return amount instanceof BigDecimal sum ? sum.setScale(2) : amount;
  }

  @Test
  void receipts_go_to_the_principal_with_the_report_and_are_listed_in_it() {
    var content = pdf(Evidence.SIZE_MAX_BYTES);
    var taxi = add(draft, "Taxi", "12.50", content);
    add(draft, "Registry of payments", "", PNG);
    refused(() -> evidence.list(town.owner(PLATFORM), draft));

    var sent = town.reports.send(town.owner(ACME), draft).id();

    assertThat(seen(PLATFORM, sent)).containsExactly("Taxi", "Registry of payments");
    assertThat(evidence.content(town.owner(PLATFORM), sent, taxi.id())).isEqualTo(content);
    assertThat(taxi.format()).isEqualTo(Format.PDF);
    assertThat(listed(sent))
        .extracting(cells -> cells.get(1) + " " + coins(cells.get(3)))
        .containsExactly("Taxi 12.50", "Registry of payments null");
  }

  @Test
  void what_was_sent_stays_as_it_is() {
    var taxi = add(draft, "Taxi", "12.50", JPEG);
    var sent = town.reports.send(town.owner(ACME), draft).id();

    refused(() -> add(sent, "Hotel", "80", PNG));
    refused(() -> evidence.remove(town.owner(ACME), sent, taxi.id()));
    refused(() -> add(draft, "Hotel", "80", PNG));
  }

  @Test
  void a_file_of_a_draft_is_taken_away_and_may_come_again() {
    var taxi = add(draft, "Taxi", "12.50", JPEG);

    evidence.remove(town.owner(ACME), draft, taxi.id());
    refused(() -> evidence.remove(town.owner(ACME), draft, taxi.id()));

    assertThat(seen(ACME, draft)).isEmpty();
    add(draft, "Taxi", "13", JPEG);
    assertThat(listed(town.reports.send(town.owner(ACME), draft).id())).hasSize(1);
  }

  @Test
  void files_stay_when_the_draft_is_drawn_up_again() {
    add(draft, "Taxi", "12.50", JPEG);

    town.months.run(town.owner(PLATFORM), YearMonth.of(2026, 4));
    var again = town.all(ACME, Kind.AGENT_REPORT).get(0).id();

    assertThat(seen(ACME, again)).containsExactly("Taxi");
  }

  @Test
  void no_file_is_too_large_of_another_kind_or_there_twice() {
    add(draft, "Taxi", "12.50", JPEG);

    refused(() -> add(draft, "Large", "1", pdf(Evidence.SIZE_MAX_BYTES + 1)));
    refused(() -> add(draft, "Empty", "1", new byte[0]));
    refused(() -> add(draft, "A page by the name of a PDF", "1", "<html>%PDF-".getBytes()));
    refused(() -> add(draft, "A picture cut off", "1", Arrays.copyOf(PNG, 7)));
    refused(() -> add(draft, "Taxi once more", "12.50", JPEG));
    refused(() -> add(draft, "", "1", PNG));
    refused(() -> add(draft, "A".repeat(201), "1", PNG));
    refused(() -> add(draft, "Below zero", "-0.01", PNG));
    refused(() -> add(draft, "Seven decimals", "0.0000001", PNG));
  }

  @Test
  void a_report_takes_twenty_files() {
    for (var i = 1; i <= Evidence.FILES_MAX; i++) {
      add(draft, "File " + i, "1", pdf(100 + i));
    }

    refused(() -> add(draft, "One more", "1", PNG));
  }

  @ParameterizedTest
  @ValueSource(longs = {PLATFORM, NOVA, BAKERY})
  void only_agent_and_principal_see_files_and_only_the_agent_changes_them(long other) {
    var taxi = add(draft, "Taxi", "12.50", JPEG).id();
    var scope = town.owner(other);
    refused(() -> evidence.add(scope, draft, upload("Hotel", "80", PNG)));
    refused(() -> evidence.content(scope, draft, taxi));
    refused(() -> evidence.remove(scope, draft, taxi));

    var sent = town.reports.send(town.owner(ACME), draft).id();
    town.acts.object(town.owner(PLATFORM), sent, "One is missing");

    refused(() -> evidence.add(scope, sent, upload("Hotel", "80", PNG)));
    refused(() -> evidence.remove(scope, sent, taxi));
    if (other == PLATFORM) {
      assertThat(evidence.content(scope, sent, taxi)).isEqualTo(JPEG);
    } else {
      refused(() -> evidence.list(scope, sent));
      refused(() -> evidence.content(scope, sent, taxi));
    }
  }

  @Test
  void an_objection_is_answered_with_more_files_and_the_first_ones_stay() {
    var taxi = add(draft, "Taxi", "12.50", JPEG);
    var sent = town.reports.send(town.owner(ACME), draft).id();
    town.acts.object(town.owner(PLATFORM), sent, "The hotel's receipt is missing");
    refused(() -> evidence.remove(town.owner(ACME), sent, taxi.id()));

    add(sent, "Hotel", "80", PNG);
    assertThat(seen(PLATFORM, sent)).containsExactly("Taxi");
    assertThat(seen(ACME, sent)).containsExactly("Taxi", "Hotel");
    var next = town.reports.correct(town.owner(ACME), sent, List.of()).id();

    assertThat(seen(PLATFORM, sent)).containsExactly("Taxi");
    assertThat(seen(PLATFORM, next)).containsExactly("Taxi", "Hotel");
    assertThat(listed(sent)).hasSize(1);
    assertThat(listed(next)).hasSize(2);
    refused(() -> add(sent, "Late", "1", pdf(100)));
  }

  @Test
  void files_of_other_reports_are_not_with_this_one() {
    var taxi = add(draft, "Taxi", "12.50", JPEG);
    for (var other :
        List.of("1, 0, 0, 'EUR'", "0, 1, 0, 'EUR'", "0, 0, 1, 'EUR'", "0, 0, 0, 'UAH'")) {
      var differs = other.split(", ");
      town.test
          .store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      ("INSERT INTO report_evidence SELECT ?, agent_id + %s, principal_id + %s,"
                              + " period + %s, %s, version, name, kind, description, amount, size,"
                              + " sha256, content, added_by, added_at FROM report_evidence WHERE id ="
                              + " ?")
                          .formatted((Object[]) differs),
                      town.test.ids.next(),
                      taxi.id()));
    }

    assertThat(seen(ACME, draft)).containsExactly("Taxi");
    evidence.remove(town.owner(ACME), draft, taxi.id());
    assertThat(rows()).isEqualTo(4);
  }

  @Test
  void who_works_with_money_attaches_and_takes_away_and_it_is_noted() {
    var manager = town.test.scope(ACME, Role.MANAGER);
    var bookkeeper = town.test.scope(ACME, Role.FINANCE);
    assertThatThrownBy(() -> evidence.add(manager, draft, upload("Taxi", "12.50", JPEG)))
        .isInstanceOf(NotAllowed.class);

    var taxi = evidence.add(bookkeeper, draft, new Evidence.Upload("", "Taxi", null, JPEG));
    assertThat(taxi.name()).isEqualTo("jpeg");
    assertThatThrownBy(() -> evidence.remove(manager, draft, taxi.id()))
        .isInstanceOf(NotAllowed.class);
    evidence.remove(bookkeeper, draft, taxi.id());

    assertThat(
            town.count(
                "SELECT COUNT(*) FROM audit WHERE action IN ('evidence.added', 'evidence.removed')"
                    + " AND subject = 'report 202604 of 10' AND detail = 'jpeg'"))
        .isEqualTo(2);
  }

  @Test
  void a_report_is_open_to_its_agent_until_it_is_sent_and_while_an_objection_waits() {
    var taxi = add(draft, "Taxi", "12.50", JPEG);
    assertThat(open(ACME, draft, taxi)).isEqualTo("true true");

    var sent = town.reports.send(town.owner(ACME), draft).id();
    assertThat(open(ACME, sent, taxi)).isEqualTo("false false");
    town.acts.object(town.owner(PLATFORM), sent, "One is missing");

    assertThat(open(ACME, sent, taxi)).isEqualTo("true false");
    assertThat(open(ACME, sent, add(sent, "Hotel", "80", PNG))).isEqualTo("true true");
    assertThat(open(PLATFORM, sent, taxi)).isEqualTo("false false");
    assertThat(open(ACME, town.all(ACME, Kind.INVOICE).get(0).id(), taxi)).isEqualTo("false false");
  }

  /** Whether the tenant may attach a file, and take this one away. */
  private String open(long tenant, long report, Piece piece) {
    var scope = town.owner(tenant);
    var document = town.documents.get(scope, report);
    return evidence.isOpen(scope, document) + " " + evidence.isOpen(scope, document, piece);
  }

  @Test
  void other_documents_take_no_files() {
    var invoice = town.all(ACME, Kind.INVOICE).get(0).id();

    refused(() -> add(invoice, "Taxi", "12.50", JPEG));
    refused(() -> evidence.list(town.owner(ACME), invoice));
  }

  @Test
  void a_file_that_comes_while_the_report_is_sent_is_listed_in_it_or_refused() throws Exception {
    var work = new ArrayList<Callable<Boolean>>();
    work.add(() -> town.reports.send(town.owner(ACME), draft).id() > 0);
    for (var i = 0; i < 4; i++) {
      var size = 100 + i;
      work.add(
          () -> {
            try {
              return add(draft, "File " + size, "1", pdf(size)).id() > 0;
            } catch (Fault tooLate) {
              return false;
            }
          });
    }
    var pool = Executors.newFixedThreadPool(work.size());
    var attached = -1; // the sending is one of them
    for (var one : pool.invokeAll(work)) {
      attached += one.get() ? 1 : 0;
    }
    pool.shutdown();

    var sent = town.all(ACME, Kind.AGENT_REPORT).get(0).id();
    assertThat(rows()).isEqualTo(attached);
    assertThat(listed(sent)).hasSize(attached);
  }
}
