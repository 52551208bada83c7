package livery.billing.price;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import livery.billing.Exact;
import livery.billing.contract.CurrencyRate;

/**
 * All stated rates between currencies as they stood when the book was loaded. Of one day the last
 * that was entered holds. Immutable; ask it from any thread.
 */
public final class RateBook {

  /** Nobody stated a rate. */
  public static final RateBook NONE = new RateBook(Map.of(), ZoneOffset.UTC);

  private final Map<Pair, TreeMap<LocalDate, CurrencyRate>> rates;
  private final ZoneId zone;

  private record Pair(String from, String to) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Pair other && from.equals(other.from) && to.equals(other.to);
    }

    @Override
    public int hashCode() {
      var hash = from.hashCode();
      return 31 * hash + to.hashCode();
    }
  }

  private RateBook(Map<Pair, TreeMap<LocalDate, CurrencyRate>> rates, ZoneId zone) {
    this.rates = rates;
    this.zone = zone;
  }

  /**
   * Reads every rate; callers do so at the start and after each change.
   *
   * @param zone whose midnight begins a day
   */
  public static RateBook load(Connection connection, ZoneId zone) throws SQLException {
    var all = new java.util.ArrayList<CurrencyRate>();
    try (var statement =
            connection.prepareStatement(
                "SELECT from_currency, to_currency, rate, valid_from, source FROM currency_rate"
                    + " ORDER BY id");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(
            new CurrencyRate(
                rows.getString("from_currency"),
                rows.getString("to_currency"),
                rows.getBigDecimal("rate"),
                rows.getObject("valid_from", LocalDate.class),
                rows.getString("source")));
      }
    }
    return of(all, zone);
  }

  /** A book of these rates, in the order in which they were entered. */
  public static RateBook of(Collection<CurrencyRate> rates, ZoneId zone) {
    Exact.present(rates, "The list of rates");
    Exact.present(zone, "The zone of a book of rates");
    var byPair = new HashMap<Pair, TreeMap<LocalDate, CurrencyRate>>();
    for (var rate : rates) {
      byPair
          .computeIfAbsent(new Pair(rate.from(), rate.to()), none -> new TreeMap<>())
          .put(rate.date(), rate);
    }
    return new RateBook(byPair, zone);
  }

  /** The rate of a moment's day: the last that holds from that day or an earlier one. */
  public Optional<CurrencyRate> find(String from, String to, Instant at) {
    Exact.present(at, "The moment of a rate");
    var days = rates.get(new Pair(from, to));
    var found = days == null ? null : days.floorEntry(LocalDate.ofInstant(at, zone));
    return found == null ? Optional.empty() : Optional.of(found.getValue());
  }
}
