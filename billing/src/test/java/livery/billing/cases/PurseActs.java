package livery.billing.cases;

import static livery.billing.cases.Given.plain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.billing.purse.Lot;
import livery.billing.purse.Lots;
import livery.billing.purse.LowBalance;
import livery.billing.purse.SpendLimit;

/** Wallets, lots, limits and alerts. */
final class PurseActs {

  static final Map<String, Function<Given, String>> ACTS =
      Map.of(
          "wallet", PurseActs::wallet,
          "lots", PurseActs::lots,
          "limit", PurseActs::limit,
          "low", PurseActs::low);

  private PurseActs() {}

  /** Steps "hold:5", "post:5:3" (of 5 held 3), "charge:2", "topUp:9", "force:7", "lend:10". */
  private static String wallet(Given given) {
    var wallet = Wallet.of(given.money("has", "0"), given.money("credit", "0"));
    for (var step : given.list("then")) {
      var part = step.split(":");
      var amount = Money.of(part[1], given.currency());
      wallet =
          switch (part[0]) {
            case "hold" -> wallet.hold(amount);
            case "post" -> wallet.post(amount, Money.of(part[2], given.currency()));
            case "void" -> wallet.post(amount, Money.zero(given.currency()));
            case "charge" -> wallet.charge(amount);
            case "topUp" -> wallet.topUp(amount);
            default -> throw new IllegalArgumentException(step);
          };
    }
    return plain(wallet.balance(), wallet.held(), wallet.available());
  }

  /** Lots "1:money:10:2026-01-01:2026-02-01" or "2:MT:5:..."; without an end they last. */
  private static String lots(Given given) {
    var order = given.one(Lots.Order.class, "order", Lots.Order.OLDEST_FIRST);
    var lots = new Lots(order, given.currency(), java.util.List.of());
    for (var lot : given.list("lots")) {
      var part = lot.split("~");
      var id = Long.parseLong(part[0]);
      var from = Instant.parse(part[3]);
      var to = part.length > 4 ? Instant.parse(part[4]) : Lot.NEVER;
      lots =
          lots.with(
              part[1].equals("money")
                  ? Lot.money(id, Money.of(part[2], given.currency()), from, to)
                  : Lot.units(id, part[1], Long.parseLong(part[2]), given.currency(), from, to));
    }
    var at = given.moment("at");
    Lots.Taken taken;
    if (given.has("expire")) {
      taken = lots.expire(at);
    } else if (given.has("units")) {
      var price = new BigDecimal(given.text("price"));
      taken = lots.take("MT", Long.parseLong(given.text("units")), price, at);
    } else {
      taken = lots.take(given.money("pay"), at);
    }
    return taken.uses().stream()
        .map(use -> use.lotId() + ":" + (use.units() > 0 ? use.units() + "u" : plain(use.money())))
        .collect(Collectors.joining(" "));
  }

  /** Purchases "2026-03-01T10:00:00Z~5"; the answer is what each left, or "no". */
  private static String limit(Given given) {
    var zone = ZoneId.of(given.text("zone", "Europe/Kyiv"));
    var spent = new SpendLimit(given.money("day"), zone).none();
    var answers = new StringBuilder();
    for (var purchase : given.list("buys")) {
      var part = purchase.split("~");
      var at = Instant.parse(part[0]);
      try {
        spent = spent.spend(Money.of(part[1], given.currency()), at);
        answers.append(' ').append(plain(spent.left(at)));
      } catch (BillingException.NoMoney refused) {
        answers.append(" no");
      }
    }
    return answers.toString().strip();
  }

  private static String low(Given given) {
    var alert = LowBalance.below(given.money("below"));
    var rings = new StringBuilder();
    for (var balance : given.amounts("seen")) {
      alert = alert.at(balance);
      rings.append(alert.rings() ? '!' : '-');
    }
    return rings.toString();
  }
}
