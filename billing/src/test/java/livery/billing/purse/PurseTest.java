package livery.billing.purse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.purse.Lots.Order;
import livery.billing.purse.Lots.Use;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;

class PurseTest {

  private static final long SEED = Seed.of(PurseTest.class);
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));
  private static final BigDecimal PRICE = new BigDecimal("0.85");

  private static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }

  private static Lot money(long id, String amount, Instant since) {
    return Lot.money(id, uah(amount), since, Lot.NEVER);
  }

  /** CGRateS: the bundle of messages goes before the money. */
  @Test
  void free_units_go_first_and_money_pays_for_the_rest() {
    var lots =
        Lots.none("UAH")
            .with(money(1, "10", NOON.minusSeconds(9)))
            .with(Lot.units(2, "MT", 3, "UAH", NOON, TOMORROW))
            .with(Lot.units(3, "VIBER", 100, "UAH", NOON, TOMORROW));

    var taken = lots.take("MT", 5, PRICE, NOON);

    assertThat(taken.uses()).containsExactly(new Use(2, 3, uah("0")), new Use(1, 0, uah("1.7")));
    assertThat(taken.after().money(NOON)).isEqualTo(uah("8.3"));
    assertThat(taken.after().units("MT", NOON)).isZero();
    assertThat(taken.after().units("VIBER", NOON)).isEqualTo(100);
  }

  @Test
  void the_oldest_lot_goes_first_unless_the_expiring_one_does() {
    var old = money(1, "5", NOON.minusSeconds(10));
    var expiring = Lot.money(2, uah("5"), NOON.minusSeconds(5), TOMORROW);

    assertThat(
            new Lots(Order.OLDEST_FIRST, "UAH", List.of(expiring, old)).take(uah("6"), NOON).uses())
        .containsExactly(new Use(1, 0, uah("5")), new Use(2, 0, uah("1")));
    assertThat(
            new Lots(Order.EXPIRING_FIRST, "UAH", List.of(old, expiring))
                .take(uah("6"), NOON)
                .uses())
        .containsExactly(new Use(2, 0, uah("5")), new Use(1, 0, uah("1")));
  }

  @Test
  void a_lot_is_worth_nothing_from_the_moment_of_its_expiry() {
    var lots =
        Lots.none("UAH").with(Lot.money(1, uah("5"), NOON, TOMORROW)).with(money(2, "1", NOON));

    assertThat(lots.money(TOMORROW.minusMillis(1))).isEqualTo(uah("6"));
    assertThat(lots.money(TOMORROW)).isEqualTo(uah("1"));
    assertThat(lots.money(NOON.minusMillis(1))).isEqualTo(uah("0"));
    assertThat(lots.expire(TOMORROW.minusMillis(1)).uses()).isEmpty();
    var expired = lots.expire(TOMORROW);
    assertThat(expired.uses()).containsExactly(new Use(1, 0, uah("5")));
    assertThat(expired.after().expire(TOMORROW).uses()).isEmpty();
  }

  @Test
  void a_purchase_is_paid_as_a_whole_or_not_at_all() {
    var lots =
        Lots.none("UAH")
            .with(money(1, "1.7", NOON))
            .with(Lot.units(2, "MT", 1, "UAH", NOON, TOMORROW));

    assertThatThrownBy(() -> lots.take("MT", 4, PRICE, NOON))
        .isInstanceOf(BillingException.NoMoney.class)
        .hasMessageContaining("takes 2.55 UAH, 1.7 UAH is there");
    assertThat(lots.take("MT", 3, PRICE, NOON).after().money(NOON)).isEqualTo(uah("0"));
    assertThat(lots.money(NOON)).isEqualTo(uah("1.7"));
  }

  @Test
  void what_is_put_back_is_in_its_lot_again() {
    var lots =
        Lots.none("UAH")
            .with(money(1, "1", NOON))
            .with(Lot.units(2, "MT", 1, "UAH", NOON, TOMORROW));
    var taken = lots.take("MT", 2, PRICE, NOON);

    assertThat(taken.after().putBack(taken.uses())).isEqualTo(lots);
    assertThatThrownBy(() -> lots.putBack(List.of(new Use(9, 1, uah("0")))))
        .isInstanceOf(BillingException.Unknown.class);
  }

  @Test
  void random_purchases_never_lose_a_unit_or_a_millionth() {
    var random = new Random(SEED);
    var lots = new Lots(Order.values()[random.nextInt(2)], "UAH", List.of());
    var brought = uah("0");
    var gone = uah("0");
    var free = 0L;
    var history = new ArrayList<Use>();
    for (var step = 0; step < 5_000; step++) {
      var at = NOON.plusSeconds(step);
      switch (random.nextInt(6)) {
        case 0 -> {
          var lot =
              Lot.money(
                  step + 1,
                  new Money(random.nextInt(9_000_000), "UAH"),
                  at,
                  at.plusSeconds(1 + random.nextInt(400)));
          lots = lots.with(lot);
          brought = brought.plus(lot.money());
        }
        case 1 -> {
          var units = random.nextInt(20);
          lots = lots.with(Lot.units(step + 1, "MT", units, "UAH", at, at.plusSeconds(300)));
          free += units;
        }
        case 2 -> {
          var expired = lots.expire(at);
          gone = gone.plus(expired.money());
          free -= expired.units();
          lots = expired.after();
        }
        case 3 -> {
          if (!history.isEmpty()) {
            var use = history.remove(random.nextInt(history.size()));
            lots = lots.putBack(List.of(use));
            gone = gone.minus(use.money());
            free += use.units();
          }
        }
        default -> {
          try {
            var taken = lots.take("MT", 1 + random.nextInt(9), new BigDecimal("0.1234567"), at);
            lots = taken.after();
            gone = gone.plus(taken.money());
            free -= taken.units();
            history.addAll(taken.uses());
          } catch (BillingException.NoMoney tooLittle) {
            assertThat(lots.money(at)).isLessThan(uah("1.2"));
          }
        }
      }
      var name = "seed " + SEED + ", step " + step;
      var inLots = lots.lots().stream().map(Lot::money).reduce(uah("0"), Money::plus);
      assertThat(inLots.plus(gone)).as(name).isEqualTo(brought);
      assertThat(lots.lots().stream().mapToLong(Lot::units).sum()).as(name).isEqualTo(free);
    }
  }

  @Test
  void a_day_has_a_limit_and_the_next_one_begins_at_midnight_of_its_zone() {
    var kyiv = ZoneId.of("Europe/Kyiv");
    var midnight = NOON.atZone(kyiv).toLocalDate().plusDays(1).atStartOfDay(kyiv).toInstant();
    var spent = new SpendLimit(uah("100"), kyiv).none().spend(uah("60"), NOON);

    assertThat(spent.allows(uah("40"), NOON)).isTrue();
    assertThat(spent.allows(uah("40.000001"), NOON)).isFalse();
    assertThatThrownBy(() -> spent.spend(uah("41"), midnight.minusMillis(1)))
        .isInstanceOf(BillingException.NoMoney.class)
        .hasMessageContaining("40 UAH are left, not 41 UAH");
    assertThat(spent.spend(uah("40"), NOON).left(NOON)).isEqualTo(uah("0"));
    assertThat(spent.spend(uah("100"), midnight).left(midnight)).isEqualTo(uah("0"));
    assertThat(spent.release(uah("10"), NOON).left(NOON)).isEqualTo(uah("50"));
    assertThat(spent.release(uah("10"), NOON.minus(Duration.ofDays(1))).left(NOON))
        .isEqualTo(uah("40"));
    assertThatThrownBy(() -> spent.release(uah("61"), NOON)).hasMessageContaining("60 UAH");
    assertThatThrownBy(() -> spent.spend(uah("0"), NOON)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new SpendLimit(uah("-1"), kyiv)).hasMessageContaining("0 or more");
  }

  @Test
  void a_low_balance_rings_once_for_each_crossing() {
    var alert = LowBalance.below(uah("50"));
    var rung = new ArrayList<String>();
    for (var available : List.of("60", "50", "49.999999", "40", "-5", "50", "49", "10")) {
      alert = alert.at(uah(available));
      if (alert.rings()) {
        rung.add(available);
      }
    }
    assertThat(rung).containsExactly("49.999999", "49");
  }

  @Test
  void bad_lots_are_refused() {
    assertThatThrownBy(() -> money(1, "-1", NOON)).hasMessageContaining("Lot 1");
    assertThatThrownBy(() -> Lot.units(1, "", 5, "UAH", NOON, TOMORROW))
        .hasMessageContaining("Lot 1");
    assertThatThrownBy(() -> Lot.units(1, "MT", -5, "UAH", NOON, TOMORROW))
        .hasMessageContaining("Lot 1");
    assertThatThrownBy(() -> Lot.units(1, "MT", 5, "UAH", NOON, NOON))
        .hasMessageContaining("Lot 1");
    assertThatThrownBy(
            () -> Lots.none("UAH").with(Lot.money(1, Money.of("1", "EUR"), NOON, TOMORROW)))
        .hasMessageContaining("not in UAH");
    var lots = Lots.none("UAH").with(money(1, "1", NOON));
    assertThatThrownBy(() -> lots.with(money(1, "1", NOON))).hasMessageContaining("already");
    assertThatThrownBy(() -> lots.take("MT", 0, PRICE, NOON))
        .hasMessageContaining("1 unit or more");
    assertThatThrownBy(() -> lots.take("MT", 1, PRICE.negate(), NOON))
        .hasMessageContaining("unit price");
    assertThatThrownBy(() -> lots.take(uah("0"), NOON)).hasMessageContaining("above 0");
  }
}
