package livery.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.billing.Ledger;
import livery.billing.RatedRows;
import livery.billing.Settlement;
import livery.price.Prices;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * The money that waits for receipts: charged for the parts that arrived when the last receipt is
 * there; after the time-out as a correction in the month that is open. Thread-safe.
 *
 * <p>While nobody charges on delivery it asks the database nothing.
 */
@ApplicationScoped
public class ReceiptCharges {

  private static final String PARTS =
      "SELECT m.id, m.received_at, SUM(p.receipt <=> 'DELIVERED') AS delivered, SUM(p.status = 0"
          + " AND (p.receipt IS NULL OR p.receipt = 'ACCEPTED')) AS open_parts"
          + " FROM message m JOIN message_part p ON p.message_id = m.id"
          + " WHERE NOT m.free AND m.id IN (%s) GROUP BY m.id, m.received_at";

  private final Prices prices;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  public ReceiptCharges(Prices prices, TenantTree tree, Clock clock) {
    this.prices = prices;
    this.tree = tree;
    this.clock = clock;
  }

  protected ReceiptCharges() {
    this(null, null, null);
  }

  private record Parts(int delivered, int open, Instant since) {}

  /** Books what the receipts of these messages decide, in the transaction that writes them. */
  void book(Connection connection, Collection<Long> messageIds) throws SQLException {
    if (messageIds.isEmpty() || !prices.rules().isOnDelivery()) {
      return;
    }
    // Few, where few clients buy so.
    var waiting = List.copyOf(RatedRows.onDelivery(connection, messageIds));
    if (waiting.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var whole = parts(connection, waiting);
    whole.values().removeIf(parts -> parts.open > 0);
    var settlements = new ArrayList<Settlement>();
    whole.forEach((id, parts) -> settlements.add(Settlement.received(id, parts.delivered)));
    var late = new ArrayList<Ledger.Late>();
    for (var settlement : prices.ledger().settle(connection, settlements, now)) {
      var parts = whole.get(settlement.eventId());
      late.add(new Ledger.Late(settlement.eventId(), parts.delivered, parts.since));
    }
    prices.ledger().late(connection, late, zone(), now);
  }

  /** Ends holds that have run out; says how many events there were. */
  int expire(Connection connection, int limit) throws SQLException {
    return prices
        .ledger()
        .expire(connection, clock.instant(), limit, ReceiptCharges::reached)
        .size();
  }

  /** The parts that arrived or may still. */
  private static Map<Long, Integer> reached(Connection connection, Collection<Long> messageIds)
      throws SQLException {
    var reached = new HashMap<Long, Integer>();
    parts(connection, List.copyOf(messageIds))
        .forEach((id, parts) -> reached.put(id, parts.delivered + parts.open));
    return reached;
  }

  private static Map<Long, Parts> parts(Connection connection, List<Long> ids) throws SQLException {
    var found = new HashMap<Long, Parts>();
    try (var statement =
        connection.prepareStatement(PARTS.formatted(MessageTable.marks(ids.size())))) {
      for (var i = 0; i < ids.size(); i++) {
        statement.setLong(i + 1, ids.get(i));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getLong("id"),
              new Parts(
                  rows.getInt("delivered"),
                  rows.getInt("open_parts"),
                  rows.getTimestamp("received_at").toInstant()));
        }
      }
    }
    return found;
  }

  private ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }
}
