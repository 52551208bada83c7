package livery.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lots of a wallet: bundles of free units, which {@link Ledger} uses before money, and money that
 * expires. Stateless and thread-safe; every call joins the transaction of its connection.
 *
 * <p>A wallet's money is spent in the order in which it came, so a lot of money needs no count of
 * its own: what is left of it when it expires is what the wallet has beyond all that came later.
 * What is held at that moment counts as spent, and if it is freed afterwards it does not expire.
 */
public final class Bundles {

  /** The product that a bundle is told as: earned when it is bought, whenever it is used. */
  public static final String PRODUCT = "bundle";

  /** The product of money that was not used by its last day. */
  public static final String BREAKAGE = "breakage";

  /** Most lots of a wallet that are told at once. */
  public static final int LOTS_MAX = 200;

  private static final String COLUMNS =
      "SELECT l.id, l.wallet_id, l.product, l.units, l.units_left, l.amount, l.posting_id,"
          + " l.opened_at, l.expires_at, l.closed_at IS NOT NULL AS closed, w.buyer_id,"
          + " w.seller_id, w.currency FROM lot l JOIN wallet w ON w.id = l.wallet_id ";

  private final IdSource ids;

  public Bundles(IdSource ids) {
    this.ids = ids;
  }

  /**
   * A bundle that is sold.
   *
   * @param product what its units are of
   * @param units 1 or more
   * @param price above zero
   * @param expiresAt first moment at which they are worth nothing
   */
  public record Sale(
      long buyer, long seller, String product, long units, Money price, Instant expiresAt) {

    public Sale {
      if (product.isEmpty() || units < 1) {
        throw new BillingException.Invalid(
            "A bundle has 1 unit or more of a product, not " + units + " of '" + product + "'");
      }
      Funds.requireAboveZero(price);
    }
  }

  /**
   * A lot as it stands.
   *
   * @param product "" for money
   * @param units bought, 0 for money
   * @param unitsLeft neither held nor used
   * @param money that came, 0 for units
   * @param moneyLeft not spent yet, 0 for units
   */
  public record Open(
      long id,
      String product,
      long units,
      long unitsLeft,
      Money money,
      Money moneyLeft,
      Instant openedAt,
      Instant expiresAt) {}

  /**
   * What expired with a lot.
   *
   * @param postingId of the BREAKAGE transfer, 0 where no money was lost
   */
  public record Lost(long lotId, long walletId, long units, Money money, long postingId) {}

  private record Row(
      long id,
      long walletId,
      String product,
      long units,
      long unitsLeft,
      long amount,
      long postingId,
      Instant openedAt,
      Instant expiresAt,
      boolean closed,
      LockedWallets.Key edge) {}

  /**
   * Sells free units: the price is paid from the wallet at once, and its seller earns it.
   *
   * @param key names the sale among all of the buyer's; a repeat changes nothing
   * @return the posting's id
   * @throws BillingException.NoMoney when less than the price is available
   */
  public long sell(Connection connection, Sale sale, String key, String reference, Instant now)
      throws SQLException {
    requireLater(now, sale.expiresAt());
    var funds = new Funds(connection, ids, key, reference, now);
    var kind = Transfer.Kind.BUNDLE;
    var postingId = ids.next(1);
    var what = kind.name() + " " + sale.units() + " " + sale.product() + " " + sale.expiresAt();
    var payload = funds.payload(what, sale.buyer(), sale.seller(), sale.price());
    var before = funds.claim(sale.buyer(), kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(sale.buyer()));
    var edge = new LockedWallets.Key(sale.buyer(), sale.seller(), sale.price().currency());
    var wallet = wallets.require(edge);
    if (wallet.available().compareTo(sale.price()) < 0) {
      throw new BillingException.NoMoney(
          "A bundle costs " + sale.price() + ", " + wallet.available() + " are available");
    }
    wallets.change(edge, -sale.price().micros(), 0);
    funds.move(kind, postingId, wallet.id(), Account.INCOME.of(sale.seller()), edge, sale.price());
    wallets.write(connection);
    open(
        connection, wallet.id(), sale.product(), sale.units(), 0, postingId, now, sale.expiresAt());
    mark(connection, wallet.id(), true);
    return postingId;
  }

  /**
   * Credits a wallet with money that expires. Repeats as in {@link Ledger#topUp}; another end is
   * another content.
   *
   * @param expiresAt first moment at which what is left of it is lost
   */
  public long topUp(
      Connection connection,
      long buyer,
      long seller,
      Money amount,
      Instant expiresAt,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    requireLater(now, expiresAt);
    var newIds = new NewIds(ids);
    var postingId =
        new Ledger(newIds).topUp(connection, buyer, seller, amount, key, reference, now);
    if (newIds.gave(postingId)) {
      var wallet = Wallet.find(connection, buyer, seller, amount.currency()).orElseThrow();
      open(connection, wallet.id(), "", 0, amount.micros(), postingId, now, expiresAt);
    } else if (!endOf(connection, postingId).equals(Optional.of(expiresAt))) {
      throw new BillingException.Conflict("Key " + key + " was used for money with another end");
    }
    return postingId;
  }

  /** When the money of a top-up expires; empty where it stays. */
  public static Optional<Instant> endOf(Connection connection, long postingId) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT expires_at FROM lot WHERE posting_id = ?")) {
      statement.setLong(1, postingId);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(Sql.instant(row, "expires_at")) : Optional.empty();
      }
    }
  }

  private static void requireLater(Instant now, Instant expiresAt) {
    if (!expiresAt.isAfter(now)) {
      throw new BillingException.Invalid(
          "What is bought at " + now + " cannot expire at " + expiresAt);
    }
  }

  private void open(
      Connection connection,
      long walletId,
      String product,
      long units,
      long micros,
      long postingId,
      Instant now,
      Instant expiresAt)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO lot (id, wallet_id, product, units, units_left, amount, posting_id,"
                + " opened_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, ids.next(1));
      statement.setLong(2, walletId);
      statement.setString(3, product);
      statement.setLong(4, units);
      statement.setLong(5, units);
      statement.setLong(6, micros);
      statement.setLong(7, postingId);
      Sql.set(statement, 8, now);
      Sql.set(statement, 9, expiresAt);
      statement.executeUpdate();
    }
  }

  private static void mark(Connection connection, long walletId, boolean hasLots)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("UPDATE wallet SET has_lots = ? WHERE id = ?")) {
      statement.setBoolean(1, hasLots);
      statement.setLong(2, walletId);
      statement.executeUpdate();
    }
  }

  /** The open lots of a wallet, the oldest first. */
  public static List<Open> of(Connection connection, long walletId) throws SQLException {
    var open = new ArrayList<Open>();
    for (var row : rows(connection, "WHERE l.wallet_id = ? AND l.closed_at IS NULL", walletId)) {
      var currency = row.edge().currency();
      var left = row.amount() == 0 ? 0 : moneyLeft(connection, row);
      open.add(
          new Open(
              row.id(),
              row.product(),
              row.units(),
              row.unitsLeft(),
              new Money(row.amount(), currency),
              new Money(left, currency),
              row.openedAt(),
              row.expiresAt()));
    }
    return open;
  }

  private static List<Row> rows(Connection connection, String where, long id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            COLUMNS + where + " ORDER BY l.opened_at, l.id LIMIT " + LOTS_MAX)) {
      statement.setLong(1, id);
      try (var found = statement.executeQuery()) {
        var rows = new ArrayList<Row>();
        while (found.next()) {
          rows.add(read(found));
        }
        return rows;
      }
    }
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getLong("wallet_id"),
        row.getString("product"),
        row.getLong("units"),
        row.getLong("units_left"),
        row.getLong("amount"),
        row.getLong("posting_id"),
        Sql.instant(row, "opened_at"),
        Sql.instant(row, "expires_at"),
        row.getBoolean("closed"),
        new LockedWallets.Key(
            row.getLong("buyer_id"), row.getLong("seller_id"), row.getString("currency")));
  }

  /** Lots that have expired and are to be closed, each by {@link #expire}. */
  public static List<Long> ripe(Connection connection, Instant now, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT id FROM lot WHERE closed_at IS NULL AND expires_at <= ?"
                + " ORDER BY expires_at, id LIMIT ?")) {
      Sql.set(statement, 1, now);
      statement.setInt(2, limit);
      var ripe = new ArrayList<Long>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ripe.add(rows.getLong(1));
        }
      }
      return ripe;
    }
  }

  /**
   * Closes a lot that has expired: what is left of it is lost, money by a BREAKAGE transfer to its
   * seller.
   *
   * @return empty when it is closed already or has not expired
   */
  public Optional<Lost> expire(Connection connection, long lotId, Instant now) throws SQLException {
    var found = rows(connection, "WHERE l.id = ?", lotId);
    if (found.isEmpty()) {
      throw new BillingException.Unknown("There is no lot " + lotId);
    }
    var edge = found.get(0).edge();
    var wallets = LockedWallets.lock(connection, List.of(edge.buyerId()));
    // Read again behind the wallet's lock, as it stands now.
    var lot = rows(connection, "WHERE l.id = ?", lotId).get(0);
    if (lot.closed() || lot.expiresAt().isAfter(now)) {
      return Optional.empty();
    }
    var micros = lot.amount() == 0 ? 0 : moneyLeft(connection, lot);
    var lost = new Money(micros, edge.currency());
    var postingId = 0L;
    if (micros > 0) {
      var funds = new Funds(connection, ids, EngineKey.of("expiry of lot " + lotId), "", now);
      postingId = ids.next(1);
      var kind = Transfer.Kind.BREAKAGE;
      var payload = funds.payload(kind.name(), edge.buyerId(), edge.sellerId(), lost);
      funds.claim(edge.buyerId(), kind.name(), payload, postingId);
      wallets.change(edge, -micros, 0);
      var seller = Account.BREAKAGE.of(edge.sellerId());
      funds.move(kind, postingId, lot.walletId(), seller, edge, lost);
      wallets.write(connection);
    }
    close(connection, lot, micros, now);
    return Optional.of(new Lost(lotId, lot.walletId(), lot.unitsLeft(), lost, postingId));
  }

  private static void close(Connection connection, Row lot, long micros, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE lot SET closed_at = ?, units_lost = units_lost + units_left, units_left = 0,"
                + " amount_lost = ? WHERE id = ?")) {
      Sql.set(statement, 1, now);
      statement.setLong(2, micros);
      statement.setLong(3, lot.id());
      statement.executeUpdate();
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE wallet SET has_lots = EXISTS (SELECT 1 FROM lot WHERE wallet_id = wallet.id"
                + " AND closed_at IS NULL AND product <> '') WHERE id = ?")) {
      statement.setLong(1, lot.walletId());
      statement.executeUpdate();
    }
  }

  /**
   * What is left of a lot of money: what the wallet has, less what is held and less what came after
   * this lot and can still be spent; at most what has not gone back of it.
   */
  private static long moneyLeft(Connection connection, Row lot) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT w.balance - w.held - COALESCE((SELECT SUM(t.amount - COALESCE((SELECT"
                + " SUM(r.amount) FROM reversal r WHERE r.original_id = t.posting_id), 0)) FROM"
                + " transfer t WHERE t.credit_account = ? AND t.kind NOT IN ('REFUND', 'RETURN')"
                + " AND t.posted_at"
                // A constant, so that what came before the lot is not read.
                + " >= (SELECT MIN(l.posted_at) FROM transfer l WHERE l.posting_id = ?) AND"
                + " t.posted_at >= o.posted_at AND (t.posted_at > o.posted_at OR t.id > o.id) AND"
                + " NOT EXISTS (SELECT 1 FROM lot c WHERE c.posting_id = t.posting_id AND"
                + " c.closed_at IS NOT NULL)), 0), o.amount - COALESCE((SELECT SUM(r.amount) FROM"
                + " reversal r WHERE r.original_id = o.posting_id), 0) FROM wallet w JOIN transfer"
                + " o ON o.posting_id = ? AND o.credit_account = w.id WHERE w.id = ?")) {
      statement.setLong(1, lot.walletId());
      statement.setLong(2, lot.postingId());
      statement.setLong(3, lot.postingId());
      statement.setLong(4, lot.walletId());
      try (var row = statement.executeQuery()) {
        row.next();
        return Math.max(0, Math.min(row.getLong(1), row.getLong(2)));
      }
    }
  }
}
