package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.DemoAccounts;
import livery.demo.cast.Operators;
import livery.demo.cast.Rows;
import livery.number.NumberEntry.Kind;
import livery.number.NumberEntry.State;
import livery.number.NumberEntry.Tariff;
import livery.number.NumberEntry.Tier;
import livery.store.Ids;

/**
 * The numbers of the story: those that somebody rents, the shared one, and what is in stock. Long
 * numbers are made up; the British one is of the range that is kept for films.
 */
final class Shelf {

  /** A number with who rents it, {@code null} for nobody. */
  record Piece(String country, String digits, Kind kind, Tier tier, Tariff tariff, Company renter) {

    String label() {
      return country + " " + digits;
    }
  }

  private static final List<Piece> PIECES =
      List.of(
          piece("UA", DemoAccounts.TV_NUMBER, Tier.GOLDEN, Tariff.STANDARD, Company.TV),
          piece("UA", DemoAccounts.SHARED_NUMBER, Tier.ORDINARY, Tariff.STANDARD, null),
          piece("UA", DemoAccounts.CLINIC_NUMBER, Tier.ORDINARY, Tariff.STANDARD, Company.CLINIC),
          piece("UA", DemoAccounts.PIZZA_NUMBER, Tier.ORDINARY, Tariff.FREE, Company.PIZZA),
          piece("UA", DemoAccounts.FITNESS_NUMBER, Tier.ORDINARY, Tariff.STANDARD, Company.FITNESS),
          piece(
              "UA", DemoAccounts.FESTIVAL_NUMBER, Tier.ORDINARY, Tariff.STANDARD, Company.FESTIVAL),
          stock("UA", "2020", Tier.GOLDEN),
          stock("UA", "7777", Tier.GOLDEN),
          stock("UA", "3901", Tier.ORDINARY),
          stock("UA", "3905", Tier.ORDINARY),
          stock("UA", "39112", Tier.ORDINARY),
          piece("UA", "3120", Tier.ORDINARY, Tariff.FREE, null),
          piece("UA", "5050", Tier.GOLDEN, Tariff.PREMIUM, null),
          stock("UA", "380440000301", Tier.ORDINARY),
          stock("UA", "380440000302", Tier.ORDINARY),
          stock("UA", "380440000777", Tier.GOLDEN),
          stock("GB", "60606", Tier.GOLDEN),
          stock("GB", "64321", Tier.ORDINARY),
          stock("GB", "447700900123", Tier.ORDINARY),
          stock("GB", "447700900456", Tier.ORDINARY),
          stock("PL", "71234", Tier.ORDINARY),
          stock("PL", "77077", Tier.GOLDEN),
          stock("PL", "48500000101", Tier.ORDINARY),
          stock("PL", "48500000102", Tier.ORDINARY));

  private static final int SHORT_LENGTH_MAX = 6;

  /** Stock that only one operator carries. */
  private static final String ONE_OPERATOR_ONLY = "3905";

  private final Map<String, Long> idByLabel = new LinkedHashMap<>();

  private static Piece stock(String country, String digits, Tier tier) {
    return piece(country, digits, tier, Tariff.STANDARD, null);
  }

  private static Piece piece(
      String country, String digits, Tier tier, Tariff tariff, Company renter) {
    var kind = digits.length() <= SHORT_LENGTH_MAX ? Kind.SHORT : Kind.LONG;
    return new Piece(country, digits, kind, tier, tariff, renter);
  }

  static Shelf write(
      Connection connection, Ids ids, Days days, Map<Company, Long> tenants, Operators operators)
      throws SQLException {
    var shelf = new Shelf();
    var stockedAt = days.at(Days.OPENING + 16, 12, 0);
    try (var numbers =
        new Rows(
            connection,
            "number",
            "id, country, digits, kind, tier, tariff, shared, state, tenant_id, rented_at,"
                + " created_at")) {
      for (var piece : PIECES) {
        var id = ids.next();
        shelf.idByLabel.put(piece.label(), id);
        var rented = piece.renter() != null;
        numbers.add(
            id,
            piece.country(),
            piece.digits(),
            piece.kind(),
            piece.tier(),
            piece.tariff(),
            piece.digits().equals(DemoAccounts.SHARED_NUMBER),
            rented ? State.RENTED : State.STOCK,
            rented ? tenants.get(piece.renter()) : null,
            rented ? days.at(Days.OPENING, 12, 0) : null,
            stockedAt);
      }
    }
    shelf.connect(connection, operators);
    return shelf;
  }

  private void connect(Connection connection, Operators operators) throws SQLException {
    try (var links = new Rows(connection, "number_link", "number_id, link_id")) {
      for (var piece : PIECES) {
        if (piece.country().equals(Company.COUNTRY)) {
          links.add(id(piece.label()), operators.kyiv().linkId());
          if (!piece.digits().equals(ONE_OPERATOR_ONLY)) {
            links.add(id(piece.label()), operators.dnipro().linkId());
          }
        }
      }
    }
  }

  /** The id of a number, by "UA 3838". */
  long id(String label) {
    return idByLabel.get(label);
  }

  /** What is rented. */
  static List<Piece> rented() {
    return PIECES.stream().filter(piece -> piece.renter() != null).toList();
  }
}
