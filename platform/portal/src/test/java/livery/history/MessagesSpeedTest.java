package livery.history;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import livery.message.MessageTown;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lists over many rows look at few of them: the server's own counters say so. {@code
 * -Dlivery.messages.rows=10000000} looks at more; the bounds stay.
 */
class MessagesSpeedTest {

  private static final int ROWS = Integer.getInteger("livery.messages.rows", 200_000);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final MessageTown TOWN = new MessageTown();

  /** Five tenants in turn, one message a second, one in a thousand parked. */
  @BeforeAll
  static void fill() {
    TOWN.execute(
        "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
            + " parts, link_id, campaign_id, state, rule, label, note, price_micros, currency,"
            + " received_at, decided_at) SELECT 1000000 + seq, ELT(1 + seq % 5, 20, 21, 30, 10, 11),"
            + " IF(seq % 3, 'IN', 'OUT'), 101, '3838', CONCAT('38067', LPAD(seq % 50000, 7, '0')),"
            + " CONCAT('text ', seq), 'GSM7', 1, 7, seq % 40, IF(seq % 1000 = 0, 'PARKED', 'DONE'),"
            + " 'unclaimed', '-', '', 50000, 'EUR', '2026-01-01' + INTERVAL seq SECOND,"
            + " '2026-01-01' + INTERVAL seq SECOND FROM seq_1_to_"
            + ROWS);
    TOWN.execute(
        "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
            + " parts, link_id, campaign_id, state, rule, label, note, price_micros, currency,"
            + " received_at, decided_at) SELECT 999999, tenant_id, direction, number_id, number,"
            + " '447000000001', text, alphabet, parts, link_id, campaign_id, 'DONE', rule, label,"
            + " note, price_micros, currency, '2025-12-31', '2025-12-31' FROM message"
            + " WHERE id = 1000005");
    TOWN.execute(
        "INSERT INTO message_rare SELECT tenant_id, state, id FROM message WHERE state = 'PARKED'");
    TOWN.execute("ANALYZE TABLE message, message_rare");
  }

  record Look(String label, long tenant, MessageSearch search, long before, int mostRows) {
    @Override
    public String toString() {
      return label;
    }
  }

  static Stream<Look> looks() {
    var from = START.plus(Duration.ofHours(20));
    var to = from.plus(Duration.ofHours(2));
    var last = Long.MAX_VALUE;
    var window = Messages.WINDOW * 3;
    return Stream.of(
        new Look("newest", BAKERY, MessageSearch.ALL, last, 100),
        new Look("far down", BAKERY, MessageSearch.ALL, 1_050_000, 100),
        new Look("newest of all tenants", PLATFORM, MessageSearch.ALL, last, 5_000),
        new Look("phone", BAKERY, of(0, "", "", "380670000005", null, null), last, 100),
        new Look("campaign", BAKERY, of(20, "", "", "", null, null), last, 100),
        new Look("parked", BAKERY, of(0, "", "PARKED", "", null, null), last, 100),
        new Look("parked of all", PLATFORM, of(0, "", "PARKED", "", null, null), last, 5_000),
        new Look("parked texts out", BAKERY, of(0, "OUT", "PARKED", "", null, null), last, window),
        new Look("period", BAKERY, of(0, "", "", "", from, to), last, window),
        new Look("direction", BAKERY, of(0, "OUT", "", "", null, null), last, window),
        new Look("rare prefix", BAKERY, of(0, "", "", "3806700001*", null, null), last, window),
        new Look("common beginning", BAKERY, of(0, "", "", "38067*", null, null), last, window),
        new Look("once, long ago", BAKERY, of(0, "", "", "4470*", null, null), last, 100),
        new Look("of all tenants", PLATFORM, of(0, "", "", "4470*", null, null), last, 5_000),
        new Look("nothing there", BAKERY, of(0, "", "", "99*", null, null), last, 100));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void look_reads_few_rows_and_sorts_none_of_one_tenant(Look look) {
    TOWN.messages.list(TOWN.tenants.owner(look.tenant), look.search, look.before, 25); // caches
    var before = counters();

    var found = TOWN.messages.list(TOWN.tenants.owner(look.tenant), look.search, look.before, 25);

    var after = counters();
    assertThat(read(after) - read(before)).as("rows read").isLessThan(look.mostRows);
    assertThat(after.get("Handler_read_rnd_next") - before.get("Handler_read_rnd_next"))
        .as("rows of tables read from end to end, temporary ones included")
        .isLessThan(look.tenant == BAKERY ? 700 + Messages.FEW_MAX : 6_000);
    if (look.tenant == BAKERY) {
      assertThat(after.get("Sort_rows") - before.get("Sort_rows")).as("sorted").isZero();
    }
    assertThat(found.rows().isEmpty()).isEqualTo(look.label.startsWith("nothing"));
  }

  /** The same places, walked the other way. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void look_from_the_oldest_up_reads_few_rows_and_sorts_none(Look look) {
    var from = look.before == Long.MAX_VALUE ? 0 : look.before;
    TOWN.messages.oldest(TOWN.tenants.owner(look.tenant), look.search, from, 25); // caches
    var before = counters();

    var found = TOWN.messages.oldest(TOWN.tenants.owner(look.tenant), look.search, from, 25);

    var after = counters();
    assertThat(read(after) - read(before)).as("rows read").isLessThan(look.mostRows);
    if (look.tenant == BAKERY) {
      assertThat(after.get("Sort_rows") - before.get("Sort_rows")).as("sorted").isZero();
    }
    assertThat(found.rows().isEmpty()).isEqualTo(look.label.startsWith("nothing"));
  }

  /** Few are named by their ids, part after part, of this tenant alone. */
  @Test
  void few_phones_that_begin_so_are_all_found_in_parts() {
    assumeTrue(ROWS < 1_000_000, "of more rows they are not few");
    var search = of(0, "OUT", "", "3806700001*", null, null);
    var owner = TOWN.tenants.owner(BAKERY);
    var down = new ArrayList<Long>();
    var next = Long.MAX_VALUE;
    do {
      var part = TOWN.messages.list(owner, search, next, 7);
      part.rows().forEach(row -> down.add(row.id()));
      next = part.next();
    } while (next != 0);
    var up = new ArrayList<Long>();
    do {
      var part = TOWN.messages.oldest(owner, search, next, 7);
      part.rows().forEach(row -> up.add(row.id()));
      next = part.next();
    } while (next != 0);

    assertThat(down).hasSizeGreaterThan(7).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(up).isSorted().containsExactlyInAnyOrderElementsOf(down);
    assertThat(TOWN.messages.count(owner, search).orElseThrow().count()).isEqualTo(down.size());
    var whole =
        "SELECT COUNT(*) FROM message WHERE tenant_id = %d AND direction = 'OUT' AND phone LIKE"
            + " '3806700001%%'";
    assertThat(number(whole.formatted(BAKERY))).isEqualTo(down.size());
  }

  private static long number(String statement) {
    return TOWN.tenants
        .store
        .jdbi()
        .withHandle(handle -> handle.createQuery(statement).mapTo(Long.class).one());
  }

  private static long read(Map<String, Long> counters) {
    return counters.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("Handler_read"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Of the whole server, which nobody else uses meanwhile. */
  private static Map<String, Long> counters() {
    var counters = new HashMap<String, Long>();
    TOWN.tenants
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%'"
                            + " OR Variable_name = 'Sort_rows'")
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(entry -> counters.put(entry.getKey(), entry.getValue())));
    return counters;
  }

  private static MessageSearch of(
      long campaign, String direction, String state, String phone, Instant from, Instant to) {
    return new MessageSearch(0, direction, state, campaign, 0, phone, from, to, "");
  }
}
