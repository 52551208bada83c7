package livery.billing.price;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.billing.BillRule;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Sql;

/**
 * When sellers charge what they sell, as it stood when it was loaded; the counterpart of {@link
 * PriceBook}. Immutable; ask it from any thread. A rule is never changed: a new one starts where
 * the old one ends, and what is held keeps the rule it was held by.
 */
public final class BillRules {

  private static final long EVERY_BUYER = 0;
  private static final String COLUMNS =
      "id, seller_id, buyer_id, product, country, network, bill_on, on_timeout, valid_from,"
          + " valid_to";

  private final Map<Place, List<Entry>> entries;
  private final boolean onDelivery;

  /** What a rule is about; "" is any country, any network; buyer 0 is every buyer. */
  public record Place(long sellerId, long buyerId, String product, String country, String network) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Place other
          && sellerId == other.sellerId
          && buyerId == other.buyerId
          && product.equals(other.product)
          && country.equals(other.country)
          && network.equals(other.network);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(sellerId);
      hash = 31 * hash + Long.hashCode(buyerId);
      hash = 31 * hash + product.hashCode();
      return 31 * hash + country.hashCode();
    }
  }

  /**
   * A rule of a seller.
   *
   * @param validTo not included; {@link Price#OPEN} for no end
   */
  public record Entry(long id, Place place, BillRule rule, Instant validFrom, Instant validTo) {

    /** Whether it holds at that moment. */
    public boolean isValidAt(Instant at) {
      return !at.isBefore(validFrom) && at.isBefore(validTo);
    }
  }

  private BillRules(List<Entry> all) {
    entries = new HashMap<>();
    for (var entry : all) {
      entries.computeIfAbsent(entry.place(), none -> new ArrayList<>(1)).add(entry);
    }
    entries.values().forEach(list -> list.sort(Comparator.comparing(Entry::validFrom).reversed()));
    onDelivery = all.stream().anyMatch(entry -> entry.rule().on() == BillRule.On.DELIVERED);
  }

  /** Reads every rule. */
  public static BillRules load(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM bill_rule ORDER BY id");
        var rows = statement.executeQuery()) {
      var all = new ArrayList<Entry>();
      while (rows.next()) {
        all.add(read(rows));
      }
      return new BillRules(all);
    }
  }

  /** These rules. */
  public static BillRules of(List<Entry> entries) {
    return new BillRules(entries);
  }

  /** Whether anybody ever charged on delivery: then receipts move money. */
  public boolean isOnDelivery() {
    return onDelivery;
  }

  /** The rules of a seller that hold now or will, its newest first. */
  public List<Entry> ofSeller(long seller, Instant at) {
    return entries.values().stream()
        .flatMap(List::stream)
        .filter(entry -> entry.place().sellerId() == seller && entry.validTo().isAfter(at))
        .sorted(Comparator.comparing(Entry::id).reversed())
        .toList();
  }

  /** The rules that hold for what a buyer buys from a seller. */
  public List<Entry> ofBuyer(long seller, long buyer, Instant at) {
    return ofSeller(seller, at).stream()
        .filter(entry -> entry.place().buyerId() == buyer || entry.place().buyerId() == EVERY_BUYER)
        .toList();
  }

  /**
   * The rule that holds, found as a price is: the buyer's own goes before the one for every buyer;
   * then network and country, network alone, country alone, neither.
   */
  public BillRule find(
      long seller, long buyer, String product, String country, String network, Instant at) {
    return at(seller, buyer, product, country, network, at)
        .or(() -> at(seller, EVERY_BUYER, product, country, network, at))
        .orElse(BillRule.STANDARD);
  }

  private Optional<BillRule> at(
      long seller, long buyer, String product, String country, String network, Instant at) {
    var places =
        List.of(
            new Place(seller, buyer, product, country, network),
            new Place(seller, buyer, product, "", network),
            new Place(seller, buyer, product, country, ""),
            new Place(seller, buyer, product, "", ""));
    for (var place : places) {
      for (var entry : entries.getOrDefault(place, List.of())) {
        if (entry.isValidAt(at)) {
          return Optional.of(entry.rule());
        }
      }
    }
    return Optional.empty();
  }

  /** The event with the rule of each seller on its line. */
  public RatedEvent apply(RatedEvent event, String country, String network, Instant at) {
    if (entries.isEmpty()) {
      return event;
    }
    var lines = new ArrayList<RatedLine>(event.lines().size());
    for (var line : event.lines()) {
      lines.add(
          line.by(find(line.sellerId(), line.buyerId(), line.product(), country, network, at)));
    }
    return new RatedEvent(event.eventId(), lines);
  }

  /**
   * Lets a rule hold from a moment on; the one that held there before ends. Load the rules anew
   * after the commit.
   *
   * @return its id
   * @throws BillingException.Conflict when another one begins at or after that moment
   */
  public static long put(
      Connection connection, IdSource ids, Place place, BillRule rule, Instant from)
      throws SQLException {
    end(connection, place, from);
    var id = ids.next(1);
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO bill_rule (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, id);
      bind(statement, 2, place);
      statement.setString(7, rule.on().name());
      statement.setString(8, rule.onTimeout().name());
      Sql.set(statement, 9, from);
      Sql.set(statement, 10, Price.OPEN);
      statement.executeUpdate();
      return id;
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict("Another rule holds from " + from + " for " + place);
      }
      throw failure;
    }
  }

  /** Ends what holds at a moment; the standard rule holds from then on. */
  public static int end(Connection connection, Place place, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE bill_rule SET valid_to = ? WHERE seller_id = ? AND buyer_id = ? AND product ="
                + " ? AND country = ? AND network = ? AND valid_from < ? AND valid_to > ?")) {
      Sql.set(statement, 1, at);
      bind(statement, 2, place);
      Sql.set(statement, 7, at);
      Sql.set(statement, 8, at);
      return statement.executeUpdate();
    }
  }

  private static void bind(java.sql.PreparedStatement statement, int first, Place place)
      throws SQLException {
    statement.setLong(first, place.sellerId());
    statement.setLong(first + 1, place.buyerId());
    statement.setString(first + 2, place.product());
    statement.setString(first + 3, place.country());
    statement.setString(first + 4, place.network());
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        new Place(
            row.getLong("seller_id"),
            row.getLong("buyer_id"),
            row.getString("product"),
            row.getString("country"),
            row.getString("network")),
        new BillRule(
            BillRule.On.valueOf(row.getString("bill_on")),
            BillRule.OnTimeout.valueOf(row.getString("on_timeout"))),
        Sql.instant(row, "valid_from"),
        Sql.instant(row, "valid_to"));
  }
}
