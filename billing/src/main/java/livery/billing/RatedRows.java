package livery.billing;

import static livery.billing.BillRule.On.DELIVERED;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what single events cost, edge by edge. */
public final class RatedRows {

  /** Longest page of rows. */
  public static final int PAGE_MAX = 1_000;

  private static final String COLUMNS =
      "SELECT r.event_id, r.level, r.seller_id, r.buyer_id, r.product, r.quantity, r.posted,"
          + " r.price_id, r.unit_price, r.amount, r.currency, r.free, r.spent_day, r.bill_on,"
          + " r.on_timeout, r.tier, r.apart, r.rate, r.rate_on, r.state, r.posting_id, f.posting_id AS refund_posting_id FROM rated r"
          + " LEFT JOIN refund f ON f.event_id = r.event_id ";

  /** What has become of an event's money. */
  public enum State {
    /** Reserved, not charged yet. */
    HELD,
    /** Charged, the whole quantity or a part of it. */
    POSTED,
    /** Freed without a charge, because the caller settled it for 0. */
    RELEASED,
    /** Freed without a charge, because nobody settled it in time. */
    EXPIRED
  }

  /**
   * One edge of one event as it stands.
   *
   * @param line with the quantity that was rated and the amount that is held or charged
   * @param posted units charged
   * @param postingId what charged or freed it, 0 while held
   * @param refundPostingId what gave it back, 0 when it was not
   */
  public record Row(
      long eventId, RatedLine line, State state, int posted, long postingId, long refundPostingId) {

    /** Whether the charge was given back. */
    public boolean isRefunded() {
      return refundPostingId != 0;
    }
  }

  private RatedRows() {}

  /** Every edge of one event, from the client up; empty when the event was never rated. */
  public static List<Row> of(Connection connection, long eventId) throws SQLException {
    var byLevel = new TreeMap<Integer, Row>();
    var slips = HoldTable.around(connection, List.of(eventId));
    for (var held : HoldTable.held(slips, List.of(eventId)).getOrDefault(eventId, List.of())) {
      byLevel.put(held.line().level(), new Row(eventId, held.line(), State.HELD, 0, 0, 0));
    }
    try (var statement = connection.prepareStatement(COLUMNS + "WHERE r.event_id = ?")) {
      statement.setLong(1, eventId);
      read(statement).forEach(row -> byLevel.put(row.line().level(), row));
    }
    return List.copyOf(byLevel.values());
  }

  /** Those of these events with an edge that charges, or charged, on delivery. */
  public static Set<Long> onDelivery(Connection connection, Collection<Long> eventIds)
      throws SQLException {
    var found = new HashSet<Long>();
    // Slips first: a line goes from there to its row, and is seen on one of them at least.
    HoldTable.held(HoldTable.around(connection, eventIds), eventIds)
        .forEach(
            (id, lines) -> {
              if (lines.stream().anyMatch(line -> line.line().rule().on() == DELIVERED)) {
                found.add(id);
              }
            });
    found.addAll(RatedTable.present(connection, eventIds, " AND bill_on = 'DELIVERED'"));
    return found;
  }

  /**
   * Whether something of events from {@code from} to {@code to}, not included, may still be held:
   * what is held near them counts too.
   */
  public static boolean isAnyHeld(Connection connection, long from, long to) throws SQLException {
    return HoldTable.isAny(connection, from, to);
  }

  /**
   * The rows behind a CHARGE or REFUND transfer, in the order of events: the drill-down of a
   * statement. Their amounts add up to the transfer's (I6).
   *
   * @param afterEvent the last event of the page before, 0 for the first page
   * @param limit 1 to {@value #PAGE_MAX}
   */
  public static List<Row> behind(
      Connection connection, Transfer transfer, long afterEvent, int limit) throws SQLException {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new BillingException.Invalid("A page has 1 to " + PAGE_MAX + " rows, not " + limit);
    }
    var posting = transfer.kind() == Transfer.Kind.REFUND ? "f.posting_id" : "r.posting_id";
    try (var statement =
        connection.prepareStatement(
            COLUMNS
                + "WHERE "
                + posting
                + " = ? AND r.seller_id = ? AND r.buyer_id = ? AND r.product = ? AND r.currency = ?"
                + " AND r.state = 'POSTED' AND r.event_id > ? AND r.event_id <= ? ORDER BY"
                + " r.event_id LIMIT ?")) {
      statement.setLong(1, transfer.postingId());
      statement.setLong(2, transfer.sellerId());
      statement.setLong(3, transfer.buyerId());
      statement.setString(4, transfer.product());
      statement.setString(5, transfer.amount().currency());
      statement.setLong(6, Math.max(afterEvent, transfer.firstEvent() - 1));
      statement.setLong(7, transfer.lastEvent());
      statement.setInt(8, limit);
      return read(statement);
    }
  }

  /** When a posting was booked, and the month that it belongs to where that is another; else 0. */
  public record Booked(java.time.Instant at, int correctsPeriod) {}

  /** The postings that moved money, by id. */
  public static Map<Long, Booked> booked(Connection connection, Collection<Long> postingIds)
      throws SQLException {
    var booked = new HashMap<Long, Booked>();
    for (var chunk : Sql.chunks(postingIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT posting_id, MIN(posted_at) AS at, MAX(corrects_period) AS corrects"
                  + " FROM transfer WHERE posting_id IN "
                  + Sql.in(chunk.size())
                  + " GROUP BY posting_id")) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            booked.put(
                rows.getLong("posting_id"),
                new Booked(Sql.instant(rows, "at"), rows.getInt("corrects")));
          }
        }
      }
    }
    return booked;
  }

  private static List<Row> read(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Row>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var row = RatedTable.read(rows);
        found.add(
            new Row(
                row.eventId(),
                row.line(),
                State.valueOf(rows.getString("state")),
                row.posted(),
                rows.getLong("posting_id"),
                rows.getLong("refund_posting_id")));
      }
    }
    return found;
  }
}
