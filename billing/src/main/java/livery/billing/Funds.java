package livery.billing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people and payments do to a wallet, once for each key. One object for one call. */
final class Funds {

  private static final int KEY_MAX = 100;
  private static final String CREDIT_LINE = "CREDIT_LINE";

  private final Connection connection;
  private final IdSource ids;
  private final String key;
  private final String reference;
  private final Instant now;

  Funds(Connection connection, IdSource ids, String key, String reference, Instant now) {
    this.connection = connection;
    this.ids = ids;
    this.key = key;
    this.reference = reference;
    this.now = now;
    if (key == null || key.isBlank() || key.length() > KEY_MAX) {
      throw new BillingException.Invalid("A key has 1 to " + KEY_MAX + " characters, not " + key);
    }
    requireReference(reference);
  }

  static void requireReference(String reference) {
    if (reference == null || reference.length() > Transfer.REFERENCE_MAX) {
      throw new BillingException.Invalid(
          "A reference has at most "
              + Transfer.REFERENCE_MAX
              + " characters, not "
              + (reference == null ? "null" : reference.length()));
    }
  }

  long topUp(long buyer, long seller, Money amount) throws SQLException {
    return bring(Transfer.Kind.TOP_UP, Account.CASH, buyer, seller, amount);
  }

  long credit(long buyer, long seller, Money amount) throws SQLException {
    return bring(Transfer.Kind.CREDIT, Account.INCOME, buyer, seller, amount);
  }

  private long bring(Transfer.Kind kind, Account from, long buyer, long seller, Money amount)
      throws SQLException {
    requireAboveZero(amount);
    var postingId = ids.next(1);
    var payload = payload(kind.name(), buyer, seller, amount);
    var before = claim(buyer, kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(buyer));
    var edge = new LockedWallets.Key(buyer, seller, amount.currency());
    wallets.change(edge, amount.micros(), 0);
    var to = wallets.require(edge).id();
    move(kind, postingId, from.of(seller), to, edge, amount);
    wallets.write(connection);
    return postingId;
  }

  long allocate(long buyer, long seller, long sellersSeller, Money amount) throws SQLException {
    requireAboveZero(amount);
    var postingId = ids.next(1);
    var kind = Transfer.Kind.ALLOCATION;
    var payload = payload(kind.name() + " from " + sellersSeller, buyer, seller, amount);
    var before = claim(buyer, kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(buyer, seller));
    var from = new LockedWallets.Key(seller, sellersSeller, amount.currency());
    var to = new LockedWallets.Key(buyer, seller, amount.currency());
    var source = wallets.require(from);
    var free = source.balance().minus(source.held());
    if (free.compareTo(amount) < 0) {
      throw new BillingException.NoMoney(
          "Seller " + seller + " has " + free + " of its own to allocate, not " + amount);
    }
    wallets.change(from, -amount.micros(), 0);
    wallets.change(to, amount.micros(), 0);
    move(kind, postingId, source.id(), wallets.require(to).id(), to, amount);
    wallets.write(connection);
    return postingId;
  }

  long takeBack(long buyer, long seller, long original, Money amount) throws SQLException {
    requireAboveZero(amount);
    var kind = Transfer.Kind.REVERSAL;
    var postingId = ids.next(1);
    var payload = payload(kind.name() + " of " + original, buyer, seller, amount);
    var before = claim(buyer, kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(buyer));
    var edge = new LockedWallets.Key(buyer, seller, amount.currency());
    var wallet = wallets.require(edge);
    requireBackable(wallet, original, amount);
    wallets.change(edge, -amount.micros(), 0);
    move(kind, postingId, wallet.id(), Account.CASH.of(seller), edge, amount);
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO reversal (posting_id, original_id, amount) VALUES (?, ?, ?)")) {
      statement.setLong(1, postingId);
      statement.setLong(2, original);
      statement.setLong(3, amount.micros());
      statement.executeUpdate();
    }
    wallets.write(connection);
    return postingId;
  }

  long payBack(long buyer, long seller, Money amount) throws SQLException {
    requireAboveZero(amount);
    var kind = Transfer.Kind.TAKEOVER;
    var postingId = ids.next(1);
    var payload = payload(kind + " paid back", buyer, seller, amount);
    var before = claim(buyer, kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(buyer));
    var edge = new LockedWallets.Key(buyer, seller, amount.currency());
    var wallet = wallets.require(edge);
    var free = wallet.balance().minus(wallet.held());
    if (free.compareTo(amount) < 0) {
      throw new BillingException.NoMoney(
          "Buyer " + buyer + " has " + free + " free with seller " + seller + ", not " + amount);
    }
    wallets.change(edge, -amount.micros(), 0);
    move(kind, postingId, wallet.id(), Account.CASH.of(seller), edge, amount);
    wallets.write(connection);
    return postingId;
  }

  /** The wallet is locked, so what has gone back already cannot change meanwhile. */
  private void requireBackable(Wallet wallet, long original, Money amount) throws SQLException {
    var topUp =
        TopUp.find(connection, original)
            .filter(found -> found.walletId() == wallet.id() && !found.collected())
            .orElseThrow(
                () ->
                    new BillingException.Unknown(
                        "Posting " + original + " is no top-up of wallet " + wallet.id()));
    if (topUp.left().compareTo(amount) < 0) {
      throw new BillingException.Invalid(
          "Of top-up " + original + " " + topUp.left() + " can go back, not " + amount);
    }
  }

  void setCreditLimit(long buyer, long seller, Money limit) throws SQLException {
    if (limit.isNegative()) {
      throw new BillingException.Invalid("A credit limit is 0 or more, not " + limit);
    }
    var payload = payload(CREDIT_LINE, buyer, seller, limit);
    if (claim(buyer, CREDIT_LINE, payload, ids.next(1)).isPresent()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE wallet SET credit_limit = ?"
                + " WHERE buyer_id = ? AND seller_id = ? AND currency = ?")) {
      statement.setLong(1, limit.micros());
      statement.setLong(2, buyer);
      statement.setLong(3, seller);
      statement.setString(4, limit.currency());
      if (statement.executeUpdate() == 0
          && Wallet.find(connection, buyer, seller, limit.currency()).isEmpty()) {
        throw new BillingException.Unknown(Wallet.nowhere(buyer, seller, limit.currency()));
      }
    }
  }

  static void requireAboveZero(Money amount) {
    if (amount.micros() <= 0) {
      throw new BillingException.Invalid("An amount above zero is wanted, not " + amount);
    }
  }

  void move(
      Transfer.Kind kind, long postingId, long from, long to, LockedWallets.Key edge, Money amount)
      throws SQLException {
    var transfer =
        new Transfer(
            ids.next(1),
            postingId,
            kind,
            from,
            to,
            amount,
            edge.sellerId(),
            edge.buyerId(),
            "",
            0,
            reference,
            0,
            0,
            now);
    Posting.insert(connection, List.of(transfer));
  }

  /**
   * Takes the key for this posting.
   *
   * @return the posting that had taken it before with the same payload; empty when it is ours
   */
  Optional<Long> claim(long tenant, String kind, byte[] payload, long postingId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO posting_key"
                + " (tenant_id, idem_key, kind, payload, posting_id, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, tenant);
      statement.setString(2, key);
      statement.setString(3, kind);
      statement.setBytes(4, payload);
      statement.setLong(5, postingId);
      Sql.set(statement, 6, now);
      if (statement.executeUpdate() == 1) {
        return Optional.empty();
      }
    }
    // A locking read: the row may be younger than this transaction's snapshot.
    try (var statement =
        connection.prepareStatement(
            "SELECT payload, posting_id FROM posting_key WHERE tenant_id = ? AND idem_key = ?"
                + " LOCK IN SHARE MODE")) {
      statement.setLong(1, tenant);
      statement.setString(2, key);
      try (var row = statement.executeQuery()) {
        if (row.next() && Arrays.equals(row.getBytes("payload"), payload)) {
          return Optional.of(row.getLong("posting_id"));
        }
      }
    }
    throw new BillingException.Conflict(
        "Key " + key + " of tenant " + tenant + " was used before with other content");
  }

  byte[] payload(String what, long buyer, long seller, Money amount) {
    var text = what + '\n' + buyer + '\n' + seller + '\n' + amount + '\n' + reference;
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
