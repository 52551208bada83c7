package livery.billing.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.contract.Discount;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.contract.PassThrough.ClientUse;
import livery.billing.month.RandomVersions.Version;
import livery.billing.rent.Proration;
import livery.billing.tier.Delta;
import livery.billing.tier.PooledVolume;
import livery.billing.tier.PooledVolume.Link;
import livery.billing.tier.PooledVolume.Moved;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.PooledVolume.Usage;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;

/**
 * Random months of a tree of three levels against {@link MonthModel}: sent, failed, repeated and
 * late receipts, clients that move, both tier modes, contracts that change within the month (to
 * what they were, too), commitments, minimums. No difference of one micro-unit.
 */
class RandomMonthsTest {

  private static final long SEED = Seed.of(RandomMonthsTest.class);
  private static final int OPERATIONS = 120_000;
  private static final List<Long> RESELLERS = List.of(2L, 3L, 4L, 5L);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final Rounding COINS = Rounding.toCoins("UAH");

  private final Random random = new Random(SEED);
  private int operations;
  private int month;

  @Test
  void every_month_costs_what_the_model_says() {
    while (operations < OPERATIONS) {
      month++;
      new Month().run();
    }
    System.out.println("RandomMonthsTest: " + operations + " operations in " + month + " months");
  }

  /** One month of one reseller with one contract. */
  private final class Month {

    final MonthModel model = new MonthModel();
    final List<Link> links = new ArrayList<>();
    final Map<Long, Instant> since = new HashMap<>();
    final List<Usage> usage = new ArrayList<>();
    final Map<Long, Integer> usageOf = new HashMap<>();
    final Instant start = Instant.parse("2026-03-01T00:00:00Z");
    final Instant end = Instant.parse("2026-04-01T00:00:00Z");
    final Moved moved = Moved.values()[random.nextInt(2)];
    final long payer = RESELLERS.get(random.nextInt(RESELLERS.size()));
    final long before = random.nextInt(3) == 0 ? random.nextInt(900) : 0;
    final boolean commits = before == 0 && random.nextInt(4) == 0;
    final List<Version> versions = RandomVersions.next(random, commits);
    final Discount.Basis basis =
        commits
            ? Discount.Basis.COMMITMENT
            : before == 0 ? Discount.Basis.PERIOD_VOLUME : Discount.Basis.LIFETIME;
    final MonthModel.Table table = versions.get(0).table();
    final Discount discount = RandomTables.discount(table).onBasis(basis, 1);
    long counted = before;
    BigDecimal posted = BigDecimal.ZERO;
    long modelPosted;
    Instant now = start;

    /** Tenant 1 is the platform; 4 and 5 are sub-resellers below 2; the clients begin at 10. */
    void run() {
      put(2, 1);
      put(3, 1);
      put(4, 2);
      put(5, 2);
      for (var client = 10L; client < 18; client++) {
        put(client, RESELLERS.get(random.nextInt(RESELLERS.size())));
      }
      var steps = 60 + random.nextInt(400);
      for (var step = 0; step < steps; step++) {
        now = now.plus(Duration.ofMinutes(random.nextInt(80))).plusMillis(1);
        operations++;
        switch (random.nextInt(10)) {
          case 0 -> move();
          case 1 -> repeat();
          case 2 -> fail();
          default -> send();
        }
      }
      close();
    }

    private void put(long child, long parent) {
      model.parent.put(child, parent);
      since.put(child, Instant.EPOCH);
    }

    private void move() {
      var client = 10L + random.nextInt(8);
      var target = RESELLERS.get(random.nextInt(RESELLERS.size()));
      if (since.get(client).isBefore(now)) {
        links.add(new Link(client, model.parent.get(client), since.get(client), now, true));
        model.parent.put(client, target);
        since.put(client, now);
      }
    }

    private void send() {
      var id = usage.size() + 1L;
      var client = random.nextInt(12) == 0 ? payer : 10L + random.nextInt(8);
      var parts = 1 + random.nextInt(8);
      var message = new MonthModel.Message(id, client, model.above(client), parts);
      message.day = (int) Duration.between(start, now).toDays();
      model.messages.put(id, message);
      usage.add(new Usage(id, client, now, BigDecimal.valueOf(parts)));
      usageOf.put(id, usage.size() - 1);
      if (client == payer || message.above.contains(payer)) {
        charge(message);
      }
    }

    /** The provisional price: each part at the place of the counter that it takes. */
    private void charge(MonthModel.Message message) {
      var table = RandomVersions.at(versions, message.day).table();
      var tiers = RandomTables.discount(table).tiers();
      for (var line : tiers.split(number(counted), number(message.parts))) {
        posted = posted.add(line.amount());
      }
      for (var part = 1; part <= message.parts; part++) {
        message.charged += table.priceOfUnit(counted + part);
      }
      modelPosted += message.charged;
      counted += message.parts;
    }

    private void repeat() {
      if (!usage.isEmpty()) {
        usage.add(usage.get(random.nextInt(usage.size())));
        var last = usage.get(usage.size() - 1);
        usage.set(usage.size() - 1, usage.get(usageOf.get(last.eventId())));
      }
    }

    /** Some parts were not delivered: they are not payable and do not count. */
    private void fail() {
      var message = model.messages.get(1L + random.nextInt(usage.size() + 1));
      if (message != null && message.parts > 0) {
        message.parts -= 1 + random.nextLong(message.parts);
        for (var i = 0; i < usage.size(); i++) {
          var used = usage.get(i);
          if (used.eventId() == message.id) {
            usage.set(i, new Usage(message.id, message.client, used.at(), number(message.parts)));
          }
        }
      }
    }

    private void close() {
      var name = "seed " + SEED + ", month " + month + ", " + table;
      model.parent.forEach(
          (child, parent) ->
              links.add(new Link(child, parent, since.get(child), PooledVolume.NO_END, true)));
      var volume = PooledVolume.over(links, moved).count(payer, Scope.SUBTREE, usage, start, end);
      var quantity = model.volume(payer, moved == Moved.WHOLE_PERIOD);
      assertThat(volume.total()).as(name).isEqualByComparingTo(number(quantity));

      var stretches = new ArrayList<MonthModel.Stretch>();
      var byDay = new TreeMap<LocalDate, BigDecimal>();
      for (var i = 0; i < versions.size(); i++) {
        var version = versions.get(i);
        var last = i + 1 == versions.size() ? 31 : versions.get(i + 1).day();
        var units = model.volume(payer, moved == Moved.WHOLE_PERIOD, version.day(), last);
        stretches.add(new MonthModel.Stretch(version.table(), version.committed(), units));
        byDay.put(MARCH.plusDays(version.day()), number(units));
      }
      var timesUnits = MonthModel.costTimesUnits(before, stretches);
      var total = RandomVersions.charge(versions, basis, byDay, number(before));
      var coins = MonthModel.coins(timesUnits, quantity);
      assertThat(total.multiply(number(quantity)).setScale(12, RoundingMode.HALF_UP))
          .as(name)
          .isEqualByComparingTo(new BigDecimal(timesUnits, 4));
      if (versions.size() == 1) {
        var decisive = commits ? versions.get(0).committed() : before;
        assertThat(discount.charge(number(decisive), volume.total()).total())
            .as(name)
            .isEqualByComparingTo(total);
      }
      assertThat(posted).as(name).isEqualByComparingTo(hundredths(modelPosted));

      var booked = Money.rounded(posted, "UAH");
      var exact = total.setScale(16, RoundingMode.HALF_UP);
      var delta = Delta.toPost(exact, booked, COINS);
      var due = coins * 100 - modelPosted;
      assertThat(delta).as(name).isEqualTo(Money.of(hundredths(due), "UAH"));
      assertThat(Delta.toPost(exact, booked.plus(delta), COINS).isZero()).as(name).isTrue();
      var list = 2_500 + random.nextLong(5_501);
      var saved = Math.max(0, list * quantity - coins * 100);
      assertThat(Discount.saved(Money.of(hundredths(list * quantity), "UAH"), booked.plus(delta)))
          .as(name)
          .isEqualTo(Money.of(hundredths(saved), "UAH"));
      passOn(name, volume, booked, Money.of(hundredths(saved), "UAH"), saved);
      var modelEarned = modelPosted - coins * 100;
      if (versions.size() == 1) {
        var decisive = commits ? versions.get(0).committed() : before;
        var earned = discount.earned(booked, number(decisive), volume.total(), COINS);
        assertThat(earned).as(name).isEqualTo(Money.of(hundredths(modelEarned), "UAH"));
        passOn(name, volume, booked, earned, modelEarned);
      }
      var least = RandomVersions.minimum(versions);
      var agreed = RandomVersions.modelMinimum(versions);
      assertThat(least).as(name).isEqualTo(Money.of(BigDecimal.valueOf(agreed, 2), "UAH"));
      var missing = new MinimumSpend(least, Proration.NONE).trueUp(booked.plus(delta));
      assertThat(missing)
          .as(name)
          .isEqualTo(Money.of(BigDecimal.valueOf(Math.max(0, agreed - coins), 2), "UAH"));
      late(name, quantity);
    }

    private void passOn(
        String name, PooledVolume.Volume volume, Money booked, Money earned, long modelEarned) {
      var clients = new ArrayList<ClientUse>();
      volume.byBranch().forEach((id, units) -> clients.add(new ClientUse(id, units, booked)));
      var percent = random.nextInt(101);
      var passed =
          PassThrough.of(String.valueOf(percent), Among.PRO_RATA_QTY).pass(earned, clients);
      if (modelEarned > 0 && !clients.isEmpty()) {
        var pool = Math.min((modelEarned * percent + 5_000) / 10_000, modelEarned / 100);
        var weights =
            volume.byBranch().values().stream().mapToLong(BigDecimal::longValueExact).toArray();
        var shares = MonthModel.shares(pool, weights);
        var index = 0;
        for (var part : passed.values()) {
          assertThat(part)
              .as(name)
              .isEqualTo(Money.of(BigDecimal.valueOf(shares[index++], 2), "UAH"));
        }
      }
    }

    /** A receipt after the close takes units away: the month is never rated up. */
    private void late(String name, long quantity) {
      if (basis == Discount.Basis.PERIOD_VOLUME && quantity > 0) {
        var gone = 1 + random.nextLong(quantity);
        var back =
            Delta.afterClose(
                Delta.Late.CLOSED_NEVER_UP,
                discount.tiers(),
                number(quantity),
                number(gone),
                BigDecimal.ONE);
        var expected = Math.min(0, table.cost(0, quantity - gone) - table.cost(0, quantity));
        assertThat(back).as(name).isEqualByComparingTo(hundredths(expected));
        operations++;
      }
    }
  }

  private static BigDecimal number(long value) {
    return BigDecimal.valueOf(value);
  }

  private static BigDecimal hundredths(long ofACoin) {
    return BigDecimal.valueOf(ofACoin, 4);
  }
}
