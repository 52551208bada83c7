package livery.billing.price;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Sql;

/**
 * The prices in the database. A price is never changed, since rated rows name it: a new one starts
 * where the old one ends. Stateless and thread-safe; load a new {@link PriceBook} after the commit.
 */
public final class PriceList {

  /** Longest page of prices. */
  public static final int PAGE_MAX = 1_000;

  private static final String COLUMNS =
      "SELECT id, seller_id, buyer_id, product, country, network, prefix, currency, unit_price, valid_from,"
          + " valid_to FROM price ";

  private static final String INSERT =
      "INSERT INTO price (id, seller_id, buyer_id, product, country, network, prefix, currency,"
          + " unit_price, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final int BATCH = 1_000;

  private final IdSource ids;

  public PriceList(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Adds a price.
   *
   * @param draft with id 0
   * @return the price with its id
   * @throws BillingException.Conflict when one for the same seller, buyer, product, place and
   *     currency holds at some moment of its validity
   */
  public Price add(Connection connection, Price draft) throws SQLException {
    if (draft.id() != 0) {
      throw new BillingException.Invalid("A new price has id 0, not " + draft.id());
    }
    var price = draft.withId(ids.next(1));
    try (var statement = connection.prepareStatement(INSERT)) {
      bind(statement, price);
      statement.executeUpdate();
      return price;
    } catch (SQLException failure) {
      throw refused(failure, price);
    }
  }

  /**
   * Ends a price and starts its successor at that moment with another amount.
   *
   * @param sellerId whose price it must be
   * @param from within the price's validity, after its start
   * @return the successor; it ends when the old one would have
   */
  public Price change(
      Connection connection,
      long sellerId,
      long priceId,
      java.math.BigDecimal unitPrice,
      Instant from)
      throws SQLException {
    var old = require(connection, sellerId, priceId);
    end(connection, sellerId, priceId, from);
    return add(
        connection,
        new Price(
            0,
            old.sellerId(),
            old.buyerId(),
            old.product(),
            old.country(),
            old.network(),
            old.prefix(),
            old.currency(),
            unitPrice,
            from,
            old.validTo()));
  }

  /**
   * Lets a price hold until a moment earlier than its end. Giving it a moment in the past changes
   * no rated row.
   *
   * @param sellerId whose price it must be
   */
  public void end(Connection connection, long sellerId, long priceId, Instant validTo)
      throws SQLException {
    var price = require(connection, sellerId, priceId);
    if (!validTo.isAfter(price.validFrom()) || validTo.isAfter(price.validTo())) {
      throw new BillingException.Invalid(
          "Price %d holds from %s to %s, so it cannot end at %s"
              .formatted(priceId, price.validFrom(), price.validTo(), validTo));
    }
    try (var statement =
        connection.prepareStatement("UPDATE price SET valid_to = ? WHERE id = ?")) {
      Sql.set(statement, 1, validTo);
      statement.setLong(2, priceId);
      statement.executeUpdate();
    }
  }

  /**
   * Adds prices, each of which may end another one at its beginning; in a few statements, however
   * many they are. All or none, by the caller's transaction.
   *
   * @param sellerId whose list it is
   * @param successions the drafts with id 0
   * @throws BillingException.Conflict when one for the same seller, buyer, product, place and
   *     currency holds at some moment of a validity
   * @throws BillingException.Invalid when a price to end does not hold at that moment
   */
  public void addAll(Connection connection, long sellerId, List<Succession> successions)
      throws SQLException {
    for (var from = 0; from < successions.size(); from += BATCH) {
      var batch = successions.subList(from, Math.min(from + BATCH, successions.size()));
      requireEndable(connection, sellerId, batch);
      endAll(connection, batch);
      insertAll(connection, batch);
    }
  }

  /**
   * A new price and the one that it follows.
   *
   * @param endedId which ends when the draft begins; 0 for none
   */
  public record Succession(long endedId, Price draft) {}

  private static void requireEndable(
      Connection connection, long sellerId, List<Succession> successions) throws SQLException {
    var begins = new HashMap<Long, Instant>();
    for (var one : successions) {
      if (one.endedId() != 0) {
        begins.put(one.endedId(), one.draft().validFrom());
      }
    }
    if (begins.isEmpty()) {
      return;
    }
    var marks = String.join(",", Collections.nCopies(begins.size(), "?"));
    try (var statement =
        connection.prepareStatement(
            COLUMNS + "WHERE seller_id = ? AND id IN (" + marks + ") ORDER BY id FOR UPDATE")) {
      statement.setLong(1, sellerId);
      var at = 2;
      for (var id : begins.keySet()) {
        statement.setLong(at++, id);
      }
      for (var price : read(statement)) {
        var end = begins.get(price.id());
        if (end.isAfter(price.validFrom()) && end.isBefore(price.validTo())) {
          begins.remove(price.id());
        }
      }
    }
    if (!begins.isEmpty()) {
      throw new BillingException.Invalid(
          "Seller %d: these prices cannot end at these moments: %s".formatted(sellerId, begins));
    }
  }

  private static void endAll(Connection connection, List<Succession> successions)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("UPDATE price SET valid_to = ? WHERE id = ?")) {
      var some = false;
      for (var one : successions) {
        if (one.endedId() != 0) {
          Sql.set(statement, 1, one.draft().validFrom());
          statement.setLong(2, one.endedId());
          statement.addBatch();
          some = true;
        }
      }
      if (some) {
        statement.executeBatch();
      }
    }
  }

  private void insertAll(Connection connection, List<Succession> successions) throws SQLException {
    var id = ids.next(successions.size());
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var one : successions) {
        bind(statement, one.draft().withId(id++));
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException failure) {
      throw refused(failure, successions.get(0).draft());
    }
  }

  /**
   * Takes back a price that has not begun.
   *
   * @param sellerId whose price it must be
   */
  public void remove(Connection connection, long sellerId, long priceId, Instant now)
      throws SQLException {
    var price = require(connection, sellerId, priceId);
    if (!price.validFrom().isAfter(now)) {
      throw new BillingException.Invalid(
          "Price %d holds since %s: end it instead of removing it"
              .formatted(priceId, price.validFrom()));
    }
    try (var statement = connection.prepareStatement("DELETE FROM price WHERE id = ?")) {
      statement.setLong(1, priceId);
      statement.executeUpdate();
    }
  }

  /** One price of a seller. */
  public Optional<Price> find(Connection connection, long sellerId, long priceId)
      throws SQLException {
    return find(connection, sellerId, priceId, "");
  }

  private static Optional<Price> find(
      Connection connection, long sellerId, long priceId, String lock) throws SQLException {
    try (var statement =
        connection.prepareStatement(COLUMNS + "WHERE id = ? AND seller_id = ?" + lock)) {
      statement.setLong(1, priceId);
      statement.setLong(2, sellerId);
      return read(statement).stream().findFirst();
    }
  }

  /**
   * The prices of a seller, oldest id first.
   *
   * @param afterId the last id of the page before, 0 for the first page
   * @param limit 1 to {@value #PAGE_MAX}
   */
  public List<Price> ofSeller(Connection connection, long sellerId, long afterId, int limit)
      throws SQLException {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new BillingException.Invalid("A page has 1 to " + PAGE_MAX + " rows, not " + limit);
    }
    try (var statement =
        connection.prepareStatement(
            COLUMNS + "WHERE seller_id = ? AND id > ? ORDER BY id LIMIT ?")) {
      statement.setLong(1, sellerId);
      statement.setLong(2, afterId);
      statement.setInt(3, limit);
      return read(statement);
    }
  }

  static List<Price> all(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(COLUMNS)) {
      return read(statement);
    }
  }

  private static Price require(Connection connection, long sellerId, long priceId)
      throws SQLException {
    return find(connection, sellerId, priceId, " FOR UPDATE")
        .orElseThrow(
            () -> new BillingException.Unknown("Seller " + sellerId + " has no price " + priceId));
  }

  private static SQLException refused(SQLException failure, Price price) throws SQLException {
    if (failure.getErrorCode() == Sql.DUPLICATE) {
      throw new BillingException.Conflict(
          ("Seller %d has a price for buyer %d, product %s, country '%s', network '%s', prefix '%s' in %s"
                  + " within"
                  + " %s to %s already")
              .formatted(
                  price.sellerId(),
                  price.buyerId(),
                  price.product(),
                  price.country(),
                  price.network(),
                  price.prefix(),
                  price.currency(),
                  price.validFrom(),
                  price.validTo()));
    }
    return failure;
  }

  private static void bind(PreparedStatement statement, Price price) throws SQLException {
    statement.setLong(1, price.id());
    statement.setLong(2, price.sellerId());
    statement.setLong(3, price.buyerId());
    statement.setString(4, price.product());
    statement.setString(5, price.country());
    statement.setString(6, price.network());
    statement.setString(7, price.prefix());
    statement.setString(8, price.currency());
    statement.setBigDecimal(9, price.unitPrice());
    Sql.set(statement, 10, price.validFrom());
    Sql.set(statement, 11, price.validTo());
  }

  private static List<Price> read(PreparedStatement statement) throws SQLException {
    var prices = new ArrayList<Price>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        prices.add(read(rows));
      }
    }
    return prices;
  }

  private static Price read(ResultSet row) throws SQLException {
    return new Price(
        row.getLong("id"),
        row.getLong("seller_id"),
        row.getLong("buyer_id"),
        row.getString("product"),
        row.getString("country"),
        row.getString("network"),
        row.getString("prefix"),
        row.getString("currency"),
        row.getBigDecimal("unit_price"),
        Sql.instant(row, "valid_from"),
        Sql.instant(row, "valid_to"));
  }
}
