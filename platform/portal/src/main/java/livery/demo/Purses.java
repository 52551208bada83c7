package livery.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import livery.billing.AgentLedger;
import livery.billing.Money;
import livery.billing.Refusal;
import livery.billing.Wallet;
import livery.billing.price.Rating;
import livery.billing.rent.Proration;
import livery.billing.rent.Rent;
import livery.billing.rent.Rents;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.Directory;
import livery.number.NumberEntry.Tier;
import livery.price.Prices;
import livery.store.Ids;
import livery.tenant.Role;

/** The wallets of the story: what is paid in during the month, and the rents of numbers. */
final class Purses {

  /**
   * How a company pays: an amount at the start, and later whenever less than {@code below} is left,
   * so often that it is not any more. Before a new month {@code rent} has to be left besides.
   */
  private record Payer(Company company, String first, String below, String amount, String rent) {

    BigDecimal needs(boolean newMonth) {
      var needed = new BigDecimal(below);
      return newMonth ? needed.add(new BigDecimal(rent)) : needed;
    }
  }

  /** Something about money that happened at a moment of the month. */
  record Move(Instant at, Act act) {

    void happen() throws SQLException {
      act.happen(at);
    }
  }

  /** What happened; it is told its own moment. */
  interface Act {
    void happen(Instant at) throws SQLException;
  }

  private static final List<Payer> PAYERS =
      List.of(
          new Payer(Company.ACME, "40000", "12000", "25000", "5000"),
          new Payer(Company.NOVA, "450", "150", "250", "60"),
          new Payer(Company.WEST, "170", "40", "80", "20"),
          new Payer(Company.COFFEE, "2500", "700", "2000", "0"),
          new Payer(Company.CLINIC, "3000", "500", "1500", "950"),
          new Payer(Company.PIZZA, "110", "20", "60", "24"),
          new Payer(Company.FITNESS, "42", "2", "3", "24"),
          new Payer(Company.FESTIVAL, "95", "15", "30", "26"));

  /** The fitness club has not paid for so many days, but for a little yesterday. */
  private static final int FITNESS_SILENT_DAYS = 2;

  private final Connection connection;
  private final Ids ids;
  private final Prices prices;
  private final Days days;
  private final Map<Company, Long> tenants;
  private final Trail trail;
  private int payments = 1040;

  Purses(
      Connection connection,
      Ids ids,
      Prices prices,
      Days days,
      Map<Company, Long> tenants,
      Trail trail) {
    this.connection = connection;
    this.ids = ids;
    this.prices = prices;
    this.days = days;
    this.tenants = tenants;
    this.trail = trail;
  }

  /** Opens the wallets, empty. */
  void open() throws SQLException {
    for (var company : Company.values()) {
      Wallet.open(
          connection,
          ids::next,
          tenants.get(company),
          seller(company),
          company.currency,
          Directory.begun(company, days));
    }
    var limit = Money.of("30000", Company.TV.currency);
    var since = days.at(Days.OPENING + 1, 11, 30);
    prices
        .ledger()
        .setCreditLimit(
            connection,
            tenants.get(Company.TV),
            seller(Company.TV),
            limit,
            "demo-credit-line",
            since);
    note(since, Company.TV, "wallet.credit-line", Money.zero(limit.currency()) + " → " + limit);
    var inHand = Money.of("1500", Company.WEST.currency);
    prices
        .ledger()
        .setCreditLimit(
            connection,
            tenants.get(Company.WEST),
            seller(Company.WEST),
            inHand,
            "demo-agent-line",
            since);
    note(since, Company.WEST, "wallet.credit-line", Money.zero(inHand.currency()) + " → " + inHand);
  }

  /** Everything that happened about money beside messages, oldest first. */
  List<Move> moves(Shelf shelf) {
    var moves = new ArrayList<Move>();
    for (var payer : PAYERS) {
      var reseller = payer.company.kind == livery.tenant.Tenant.Kind.RESELLER;
      var minute = payer.company.ordinal();
      moves.add(
          new Move(
              days.at(Days.OPENING + (reseller ? 10 : 1), 11, minute),
              at -> pay(payer.company, payer.first, at)));
      for (var day = Days.OPENING; day >= 0; day--) {
        if (payer.company != Company.FITNESS || day > FITNESS_SILENT_DAYS) {
          moves.add(new Move(days.at(day, 10, 0), at -> payIfLow(payer, false, at)));
        }
        if (days.daysAgo(day - 1).getDayOfMonth() == 1) {
          moves.add(new Move(days.at(day, 17, 0), at -> payIfLow(payer, true, at)));
        }
      }
    }
    moves.add(new Move(days.at(12, 14, 10), at -> pay(Company.TV, "4000", at)));
    moves.add(new Move(days.at(1, 18, 30), at -> pay(Company.FITNESS, "3", at)));
    moves.add(new Move(days.at(Days.OPENING, 9, 15), this::welcome));
    moves.add(new Move(days.at(Days.OPENING, 12, 0), at -> rent(shelf, at)));
    for (var day = Days.OPENING - 1; day >= 0; day--) {
      if (days.daysAgo(day).getDayOfMonth() == 1) {
        var month = days.daysAgo(day);
        // As the portal does it: when the month has begun at the platform, too, which is in UTC.
        moves.add(new Move(days.at(day, 3, 1), at -> renew(shelf, month, at)));
      }
    }
    moves.removeIf(move -> move.at().isAfter(days.now()));
    moves.sort(Comparator.comparing(Move::at));
    return moves;
  }

  /** What a company has at its seller. */
  Wallet wallet(Company company) throws SQLException {
    return Wallet.find(connection, tenants.get(company), seller(company), company.currency)
        .orElseThrow();
  }

  private long seller(Company company) {
    var supplier = company.supplier();
    return supplier == null ? Company.PLATFORM_ID : tenants.get(supplier);
  }

  private void payIfLow(Payer payer, boolean newMonth, Instant at) throws SQLException {
    var missing = payer.needs(newMonth).subtract(wallet(payer.company).balance().toBigDecimal());
    if (missing.signum() > 0) {
      var amount = new BigDecimal(payer.amount);
      var times = missing.divide(amount, 0, java.math.RoundingMode.CEILING);
      var later = at.plusSeconds(53L * payer.company.ordinal());
      pay(payer.company, amount.multiply(times).toPlainString(), later);
    }
  }

  /**
   * Nova West is paid for by its parent and collects from its client, as Nova's agent; everybody
   * else pays from outside.
   */
  private void pay(Company company, String amount, Instant at) throws SQLException {
    var number = payments++;
    var money = Money.of(amount, company.currency);
    var key = "demo-payment-" + number;
    if (company == Company.WEST) {
      allocate(company, money, key, "Allocation " + number, at);
      return;
    }
    if (company == Company.FESTIVAL) {
      new AgentLedger(ids::next)
          .collect(
              connection,
              tenants.get(Company.WEST),
              tenants.get(company),
              seller(company),
              money,
              key,
              "Bank transfer " + number,
              at);
      note(at, company, "wallet.top-up", money + ", Bank transfer " + number);
      return;
    }
    var reference =
        company.currency.equals("UAH") ? "Платіж № " + number : "Bank transfer " + number;
    prices
        .ledger()
        .topUp(connection, tenants.get(company), seller(company), money, key, reference, at);
    note(at, company, "wallet.top-up", money + ", " + reference);
  }

  /** Acme's welcome to the coffee chain, out of its own wallet. */
  private void welcome(Instant at) throws SQLException {
    var gift = Money.of("500", Company.COFFEE.currency);
    allocate(Company.COFFEE, gift, "demo-welcome", "Вітальний бонус", at);
  }

  /** Money of the seller's own, which it has at the platform. */
  private void allocate(Company buyer, Money money, String key, String reference, Instant at)
      throws SQLException {
    prices
        .ledger()
        .allocate(
            connection,
            tenants.get(buyer),
            seller(buyer),
            Company.PLATFORM_ID,
            money,
            key,
            reference,
            at);
    note(at, buyer, "wallet.allocate", money + ", " + reference);
  }

  /** Funding is the seller's finance people's business; the platform has its owner only. */
  private void note(Instant at, Company buyer, String action, String detail) {
    var role = buyer.seller == null ? Role.OWNER : Role.FINANCE;
    trail.note(
        at,
        buyer.seller,
        buyer.seller,
        role,
        action,
        "tenant " + tenants.get(buyer),
        buyer.title + ": " + detail);
  }

  private void rent(Shelf shelf, Instant at) throws SQLException {
    var first = LocalDate.ofInstant(at, Days.ZONE);
    var rents = rents(shelf, first);
    var setups =
        Shelf.rented().stream()
            .map(
                piece ->
                    Rating.rate(
                        prices.book(),
                        ids.next(),
                        prices.edges(tenants.get(piece.renter())),
                        product("number.setup", piece),
                        1,
                        piece.country(),
                        "",
                        at))
            .toList();
    requireNone(new Rents(prices.ledger()).begin(connection, prices.book(), rents, at));
    requireNone(prices.ledger().charge(connection, setups, at));
  }

  private void renew(Shelf shelf, LocalDate month, Instant at) throws SQLException {
    requireNone(
        new Rents(prices.ledger()).renew(connection, prices.book(), rents(shelf, month), at));
  }

  private List<Rent> rents(Shelf shelf, LocalDate from) {
    return Shelf.rented().stream()
        .map(
            piece ->
                new Rent(
                    ids.next(),
                    shelf.id(piece.label()),
                    product("number.rent", piece),
                    prices.edges(tenants.get(piece.renter())),
                    piece.country(),
                    "",
                    from,
                    from.withDayOfMonth(1).plusMonths(1),
                    Proration.DAILY_ACTUAL))
        .toList();
  }

  private static String product(String product, Shelf.Piece piece) {
    return piece.tier() == Tier.GOLDEN ? product + ".golden" : product;
  }

  private static void requireNone(Collection<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new IllegalStateException("The demo story is short of money: " + refusals);
    }
  }
}
