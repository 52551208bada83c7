package livery.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import livery.billing.Edge;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.Operators;
import livery.demo.cast.Rows;
import livery.price.Prices;
import livery.store.Ids;

/** The price lists of the story, one for each edge of the tree. */
final class Tariffs {

  private static final long EVERYBODY = 0;
  private static final String ANYWHERE = "";

  private final Connection connection;
  private final Ids ids;
  private final PriceList prices;
  private final Days days;
  private final Instant from;

  Tariffs(Connection connection, Ids ids, Days days) {
    this.connection = connection;
    this.ids = ids;
    this.prices = new PriceList(ids::next);
    this.days = days;
    this.from = days.at(Days.OPENING + 15, 0, 0);
  }

  /** What one seller asks, in the order of the columns of a price list. */
  private record Sheet(
      String mo,
      String mtKyiv,
      String mtDnipro,
      String mtAbroad,
      String rent,
      String goldenRent,
      String setup,
      String goldenSetup) {}

  void write(Map<Company, Long> tenants) throws SQLException {
    long acme = tenants.get(Company.ACME);
    long nova = tenants.get(Company.NOVA);
    long west = tenants.get(Company.WEST);
    costs();
    add(
        Company.PLATFORM_ID,
        EVERYBODY,
        "UAH",
        new Sheet("0.18", "0.58", "0.64", "2.10", "700", "3200", "300", "1000"));
    add(
        Company.PLATFORM_ID,
        EVERYBODY,
        "EUR",
        new Sheet("0.0045", "0.0140", "0.0155", "0.0520", "16", "75", "7", "25"));
    var retail =
        add(
            acme,
            EVERYBODY,
            "UAH",
            new Sheet("0.32", "0.92", "0.99", "3.20", "950", "4500", "400", "1500"));
    add(acme, tenants.get(Company.TV), Prices.MT, Company.COUNTRY, Operators.KYIV, "UAH", "0.74");
    add(acme, tenants.get(Company.TV), Prices.MT, Company.COUNTRY, Operators.DNIPRO, "UAH", "0.80");
    add(
        nova,
        EVERYBODY,
        "EUR",
        new Sheet("0.0120", "0.0380", "0.0410", "0.0900", "24", "110", "10", "40"));
    add(
        nova,
        west,
        "EUR",
        new Sheet("0.0080", "0.0240", "0.0260", "0.0700", "20", "90", "8", "30"));
    add(
        west,
        EVERYBODY,
        "EUR",
        new Sheet("0.0140", "0.0420", "0.0450", "0.1000", "26", "120", "12", "45"));
    prices.change(connection, acme, retail.id(), new BigDecimal("0.95"), days.at(11, 0, 0));
    rates();
  }

  /** The platform keeps its books in euros, Acme buys in hryvnias. */
  private void rates() throws SQLException {
    try (var rows =
        new Rows(
            connection,
            "currency_rate",
            "id, from_currency, to_currency, rate, valid_from, source, entered_by, entered_at")) {
      for (var stated :
          List.of(
              new Stated(Days.OPENING + 15, "48.35", "NBU, opening rate"),
              new Stated(20, "48.62", "NBU"),
              new Stated(9, "48.9075", "NBU"))) {
        rows.add(
            ids.next(),
            "EUR",
            "UAH",
            new BigDecimal(stated.rate()),
            days.daysAgo(stated.daysAgo()),
            stated.source(),
            "Platform",
            days.at(stated.daysAgo(), 9, 5));
      }
    }
  }

  private record Stated(int daysAgo, String rate, String source) {}

  /** What the operators ask from the platform. */
  private void costs() throws SQLException {
    add(Edge.OPERATORS, EVERYBODY, Prices.MO, ANYWHERE, Operators.KYIV, "EUR", "0.0030");
    add(Edge.OPERATORS, EVERYBODY, Prices.MO, ANYWHERE, Operators.DNIPRO, "EUR", "0.0034");
    add(Edge.OPERATORS, EVERYBODY, Prices.MT, ANYWHERE, Operators.KYIV, "EUR", "0.0104");
    add(Edge.OPERATORS, EVERYBODY, Prices.MT, ANYWHERE, Operators.DNIPRO, "EUR", "0.0118");
    add(Edge.OPERATORS, EVERYBODY, Prices.MT, ANYWHERE, ANYWHERE, "EUR", "0.0400");
    add(Edge.OPERATORS, EVERYBODY, "number.rent", ANYWHERE, ANYWHERE, "EUR", "9");
    add(Edge.OPERATORS, EVERYBODY, "number.rent.golden", ANYWHERE, ANYWHERE, "EUR", "48");
    add(Edge.OPERATORS, EVERYBODY, "number.setup", ANYWHERE, ANYWHERE, "EUR", "4");
    add(Edge.OPERATORS, EVERYBODY, "number.setup.golden", ANYWHERE, ANYWHERE, "EUR", "15");
  }

  /** Writes a whole sheet; returns the price of a text to the first operator. */
  private Price add(long seller, long buyer, String currency, Sheet sheet) throws SQLException {
    add(seller, buyer, Prices.MO, ANYWHERE, ANYWHERE, currency, sheet.mo);
    var first =
        add(seller, buyer, Prices.MT, Company.COUNTRY, Operators.KYIV, currency, sheet.mtKyiv);
    add(seller, buyer, Prices.MT, Company.COUNTRY, Operators.DNIPRO, currency, sheet.mtDnipro);
    add(seller, buyer, Prices.MT, ANYWHERE, ANYWHERE, currency, sheet.mtAbroad);
    add(seller, buyer, "number.rent", ANYWHERE, ANYWHERE, currency, sheet.rent);
    add(seller, buyer, "number.rent.golden", ANYWHERE, ANYWHERE, currency, sheet.goldenRent);
    add(seller, buyer, "number.setup", ANYWHERE, ANYWHERE, currency, sheet.setup);
    add(seller, buyer, "number.setup.golden", ANYWHERE, ANYWHERE, currency, sheet.goldenSetup);
    return first;
  }

  private Price add(
      long seller,
      long buyer,
      String product,
      String country,
      String network,
      String currency,
      String unitPrice)
      throws SQLException {
    return prices.add(
        connection,
        Price.starting(
            seller, buyer, product, country, network, currency, new BigDecimal(unitPrice), from));
  }
}
