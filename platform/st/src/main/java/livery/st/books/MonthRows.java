package livery.st.books;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import livery.billing.Account;

/**
 * A month of rated rows as the message path leaves it: a platform, a reseller for each hundred
 * clients, a sub-reseller for each ten, four edges for each message, one posting for each batch, in
 * which ten clients take turns. One message in a thousand is refunded; every other reseller and
 * sub-reseller was charged the price of a tier at once.
 *
 * <p>Written by a few INSERT … SELECT from a sequence; no part of what is measured.
 */
final class MonthRows {

  static final long PLATFORM = 10;
  static final YearMonth MONTH = YearMonth.of(2026, 3);
  static final ZoneId ZONE = ZoneId.of("Europe/Kyiv");
  static final String UAH = "UAH";

  private static final long FIRST_RESELLER = 1_000;
  private static final long FIRST_SUB_RESELLER = 10_000;
  private static final long FIRST_CLIENT = 100_000;
  private static final int EDGES = 4;
  private static final int REFUNDED_EVERY = 1_000;
  private static final int CHUNK = 250_000;
  private static final long TOP_UP_MICROS = 1_000_000_000_000_000L;

  private final int clients;
  private final int batch;
  private final int events;

  MonthRows(int rows, int clients, int batch) {
    if (rows < EDGES * batch || clients < 1 || clients > 80_000 || batch < 1) {
      throw new IllegalArgumentException(
          "Expected rows for one batch or more and 1 to 80000 clients, not %d rows, %d clients"
              .formatted(rows, clients));
    }
    this.clients = clients;
    this.batch = batch;
    this.events = rows / EDGES;
  }

  long rows() {
    return (long) events * EDGES;
  }

  /** Each seller with its buyers, sellers from the platform down. */
  Map<Long, long[]> buyersBySeller() {
    var tree = new TreeMap<Long, long[]>();
    var resellers = (clients + 99) / 100;
    var subs = (clients + 9) / 10;
    tree.put(PLATFORM, range(FIRST_RESELLER, resellers));
    for (var i = 0; i < resellers; i++) {
      tree.put(
          FIRST_RESELLER + i, range(FIRST_SUB_RESELLER + i * 10L, Math.min(10, subs - i * 10)));
    }
    for (var i = 0; i < subs; i++) {
      tree.put(
          FIRST_SUB_RESELLER + i, range(FIRST_CLIENT + i * 10L, Math.min(10, clients - i * 10)));
    }
    return tree;
  }

  /** Whether the buyer was charged the price of a tier. */
  static boolean isPricedAtOnce(long buyer) {
    return buyer < FIRST_CLIENT && buyer % 2 == 1;
  }

  private static long[] range(long first, int count) {
    return java.util.stream.LongStream.range(first, first + count).toArray();
  }

  void load(DataSource database) throws SQLException {
    var start = System.nanoTime();
    try (var connection = database.getConnection()) {
      guard(connection, "DROP TRIGGER %s");
      price(connection, "0.40", 0, 1);
      price(connection, "0.70", PLATFORM, 1);
      price(connection, "0.75", FIRST_RESELLER, (clients + 99) / 100);
      price(connection, "0.85", FIRST_SUB_RESELLER, (clients + 9) / 10);
      for (var first = 1; first <= events; first += CHUNK) {
        var last = Math.min(events, first + CHUNK - 1);
        execute(connection, rated(first, last));
        execute(
            connection, transfers("CHARGE", "r.event_id BETWEEN %d AND %d".formatted(first, last)));
      }
      execute(
          connection,
          "INSERT INTO refund (event_id, posting_id) SELECT seq, seq + 1000000000 FROM seq_%d_to_%d_step_%d"
              .formatted(REFUNDED_EVERY, events, REFUNDED_EVERY));
      execute(connection, transfers("REFUND", "r.event_id IN (SELECT event_id FROM refund)"));
      wallets(connection);
      guard(
          connection,
          "CREATE TRIGGER %s BEFORE %s ON transfer FOR EACH ROW SIGNAL SQLSTATE '45000'"
              + " SET MESSAGE_TEXT = 'transfer is append only: post a reversal'");
      execute(connection, "ANALYZE TABLE rated, transfer, wallet, refund");
    }
    BooksBench.say(
        "Loaded %,d rated rows of %,d messages and %,d clients in %.0f s"
            .formatted(rows(), events, clients, (System.nanoTime() - start) / 1e9));
  }

  /**
   * What keeps transfers from being changed: MariaDB 11.4 takes the id of a grouped INSERT … SELECT
   * for NULL where the table has a trigger, be it one for UPDATE.
   */
  private static void guard(Connection connection, String sql) throws SQLException {
    execute(connection, sql.formatted("transfer_no_update", "UPDATE"));
    execute(connection, sql.formatted("transfer_no_delete", "DELETE"));
  }

  /** The one price of each of these sellers, whose number is the seller's and one more. */
  private static void price(Connection connection, String amount, long first, int sellers)
      throws SQLException {
    execute(
        connection,
        ("INSERT INTO price SELECT seq + 1, seq, 0, 'MT', '', '', '', 'UAH', %s, '2026-01-01',"
                + " '9999-12-31 23:59:59.999' FROM seq_%d_to_%d")
            .formatted(amount, first, first + sellers - 1));
  }

  private String rated(int first, int last) {
    var client =
        "(((s.seq - 1) DIV %d) * 37 + (s.seq MOD 10) * 101) MOD %d".formatted(batch, clients);
    return ("INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
            + " quantity, posted, amount, unit_price, currency, product, tier) SELECT event, level,"
            + " 'POSTED', posting, seller, buyer, seller + 1, units, units, units * IF(atOnce, 650000,"
            + " ELT(level + 1, 850000, 750000, 700000, 400000)), IF(atOnce, 0.65, ELT(level + 1, 0.85,"
            + " 0.75, 0.70, 0.40)), 'UAH', 'MT', IF(atOnce, 2, 0) FROM (SELECT y.*, level IN (1, 2)"
            + " AND buyer MOD 2 = 1 AS atOnce FROM (SELECT event, level, posting, units,"
            + " CASE level WHEN 0 THEN 10000 + client DIV 10 WHEN 1 THEN 1000 + client DIV 100"
            + " WHEN 2 THEN 10 ELSE 0 END AS seller,"
            + " CASE level WHEN 0 THEN 100000 + client WHEN 1 THEN 10000 + client DIV 10"
            + " WHEN 2 THEN 1000 + client DIV 100 ELSE 10 END AS buyer FROM (SELECT s.seq AS event,"
            + " l.seq AS level, (s.seq - 1) DIV %d + 1 AS posting, %s AS client,"
            + " 1 + s.seq MOD 2 AS units FROM seq_%d_to_%d s STRAIGHT_JOIN seq_0_to_3 l) x) y) z")
        .formatted(batch, client, first, last);
  }

  /** What the ledger would have posted for these rated rows, one transfer for each edge. */
  private String transfers(String kind, String which) {
    var refund = kind.equals("REFUND");
    var wallet = "r.buyer_id";
    var income = "-(r.seller_id * 16 + 1)";
    var buyer = "IF(r.level = 3, %d, %s)".formatted(Account.COST.of(PLATFORM), wallet);
    var seller = "IF(r.level = 3, %d, %s)".formatted(Account.PAYABLE.of(0), income);
    var posting = refund ? "r.event_id + 1000000000" : "r.posting_id";
    return ("INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount,"
            + " currency, seller_id, buyer_id, product, quantity, reference, first_event,"
            + " last_event, posted_at, events, own_events, own_quantity, own_amount, list_amount,"
            + " own_list_amount, apart_list_amount)"
            + " SELECT MIN(r.event_id) * 4 + r.level + %d, %s, '%s', %s, %s,"
            + " SUM(r.amount), 'UAH', r.seller_id, r.buyer_id, 'MT', SUM(r.posted), '',"
            + " MIN(r.event_id), MAX(r.event_id), '%s' + INTERVAL r.posting_id * %d MICROSECOND,"
            + " COUNT(*), SUM(r.level = 0), SUM(IF(r.level = 0, r.posted, 0)),"
            + " SUM(IF(r.level = 0, r.amount, 0)), IF(SUM(r.tier) = 0, NULL, SUM(r.posted * ELT(r.level"
            + " + 1, 850000, 750000, 700000, 400000))), IF(SUM(r.tier) = 0, NULL, 0),"
            + " IF(SUM(r.tier) = 0, NULL, 0) FROM rated r WHERE %s GROUP BY r.posting_id, %s, r.level, r.seller_id, r.buyer_id")
        .formatted(
            refund ? 1L << 50 : 0,
            posting,
            kind,
            refund ? seller : buyer,
            refund ? buyer : seller,
            moment(from()),
            microsBetweenBatches(),
            which,
            posting);
  }

  private long microsBetweenBatches() {
    var month = java.time.Duration.between(from(), MONTH.plusMonths(1).atDay(1).atStartOfDay(ZONE));
    return month.toSeconds() * 1_000_000L / (events / batch + 2);
  }

  private static Instant from() {
    return MONTH.atDay(1).atStartOfDay(ZONE).toInstant();
  }

  private static String moment(Instant instant) {
    return instant.toString().replace('T', ' ').replace("Z", "");
  }

  /** One wallet for each buyer, whose number is the buyer's, with what is left of one top-up. */
  private static void wallets(Connection connection) throws SQLException {
    execute(
        connection,
        "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount,"
            + " currency, seller_id, buyer_id, product, quantity, reference, posted_at) SELECT"
            + " buyer_id + (1 << 51), buyer_id + (1 << 51), 'TOP_UP', -(seller_id * 16 + 2), buyer_id, "
            + TOP_UP_MICROS
            + ", 'UAH', seller_id, buyer_id, '', 0, '', '"
            + moment(from().minusSeconds(86_400))
            + "' FROM transfer WHERE seller_id > 0 GROUP BY seller_id, buyer_id");
    execute(
        connection,
        "INSERT INTO posting_key (tenant_id, idem_key, kind, payload, posting_id, created_at) SELECT"
            + " buyer_id, CONCAT('bench-', buyer_id), 'TOP_UP', REPEAT('x', 32), posting_id,"
            + " posted_at FROM transfer WHERE kind = 'TOP_UP'");
    execute(
        connection,
        "INSERT INTO wallet (buyer_id, seller_id, currency, id, balance, opened_at) SELECT buyer_id,"
            + " seller_id, 'UAH', buyer_id, SUM(IF(credit_account = buyer_id, amount, -amount)), '"
            + moment(from().minusSeconds(86_400))
            + "' FROM transfer WHERE seller_id > 0 GROUP BY buyer_id, seller_id");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
