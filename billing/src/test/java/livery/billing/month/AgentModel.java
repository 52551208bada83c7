package livery.billing.month;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What one agent earns, in plain whole numbers: amounts in millionths, what is exact in grains of
 * 10⁻¹⁰. Adds up what happened day by day; shares no code with the engine.
 */
final class AgentModel {

  private static final long GRAINS_OF_A_COIN = 100_000_000;
  private static final BigInteger TWO = BigInteger.TWO;

  /** What a commission is taken of. */
  enum Basis {
    SALES,
    MARKUP,
    UNITS
  }

  /**
   * A row of a table.
   *
   * @param upTo millionths of money, or units; the last one has no end
   * @param grains for each of them
   * @param flat in grains, for entering it or being in it
   */
  record Row(long upTo, long grains, long flat) {}

  /** What holds from a day on. */
  record Terms(
      LocalDate from,
      boolean agent,
      Basis basis,
      boolean graduated,
      boolean boundIsAbove,
      List<Row> rows,
      boolean onPayment,
      boolean answers) {

    private boolean reaches(BigInteger counted, long bound) {
      var above = counted.compareTo(BigInteger.valueOf(bound));
      return above > 0 || above == 0 && boundIsAbove && bound > 0;
    }

    /** In grains. */
    BigInteger exact(long number) {
      var counted = BigInteger.valueOf(number);
      var sum = BigInteger.ZERO;
      var start = 0L;
      for (var row : rows) {
        if (!reaches(counted, start)) {
          break;
        }
        if (!graduated) {
          sum = BigInteger.ZERO;
          start = 0;
        }
        var last = row == rows.get(rows.size() - 1);
        var end = last || !graduated || number < row.upTo() ? number : row.upTo();
        sum = sum.add(BigInteger.valueOf(end - start).multiply(BigInteger.valueOf(row.grains())));
        sum = sum.add(BigInteger.valueOf(row.flat()));
        start = row.upTo();
      }
      return sum;
    }
  }

  /** Something that happened on a day; below 0 what was given or taken back. */
  private record Fact(LocalDate day, long sold, long base, long units, long paid, long taken) {}

  /** What is below zero and goes on into the next stretch. */
  record Carried(long sold, long base, long units, long received) {
    static final Carried NOTHING = new Carried(0, 0, 0, 0);
  }

  /** What a month came to; money in millionths. */
  static final class Month {
    final Carried before;
    Carried after;
    boolean any;
    long sold;
    long base;
    long units;
    long received;
    long collected;
    long accrued;
    long due;

    Month(Carried before) {
      this.before = before;
      after = before;
    }

    @Override
    public String toString() {
      return "sold %d, received %d, accrued %d, due %d, before %s, after %s"
          .formatted(sold, received, accrued, due, before, after);
    }
  }

  final List<Terms> terms = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private Carried carried = Carried.NOTHING;

  /** What is carried into the next month, once this one was posted to its end. */
  private Carried carriedOn = Carried.NOTHING;

  /** What this month has earned so far, as it was posted. */
  private long posted;

  LocalDate postedUpTo = LocalDate.MIN;

  /** Earned and not got. */
  long payable;

  /** Collected and not handed over. */
  long holds;

  /** Credited to its balance. */
  long balance;

  /** Replaces what had not begun by that day. */
  void amend(Terms next) {
    terms.removeIf(one -> !one.from().isBefore(next.from()));
    terms.add(next);
  }

  boolean answersOn(LocalDate day) {
    var found = terms.get(0);
    for (var one : terms) {
      found = one.from().isAfter(day) ? found : one;
    }
    return found.agent() && found.answers();
  }

  void sold(LocalDate day, long micros, long base, long units) {
    facts.add(new Fact(day, micros, base, units, 0, 0));
  }

  void paid(LocalDate day, long micros, boolean toTheAgent) {
    facts.add(new Fact(day, 0, 0, 0, micros, toTheAgent ? micros : 0));
    holds += toTheAgent ? micros : 0;
  }

  /** Of the days from the first up to another, which does not count. */
  Month month(LocalDate first, LocalDate end) {
    var month = new Month(carried);
    for (var i = 0; i < terms.size(); i++) {
      var from = terms.get(i).from().isBefore(first) ? first : terms.get(i).from();
      var to = i + 1 < terms.size() ? terms.get(i + 1).from() : end;
      to = to.isAfter(end) ? end : to;
      if (from.isBefore(to) && terms.get(i).agent()) {
        stretch(month, terms.get(i), from, to);
      }
    }
    return month;
  }

  private void stretch(Month month, Terms by, LocalDate from, LocalDate to) {
    var before = month.after;
    var sold = before.sold;
    var base = before.base;
    var units = before.units;
    var received = before.received;
    var collected = 0L;
    var marginBack = before.base - before.sold;
    for (var fact : facts) {
      if (fact.day.isBefore(from) || !fact.day.isBefore(to)) {
        continue;
      }
      sold += fact.sold;
      base += fact.base;
      units += fact.units;
      received += fact.paid;
      collected += fact.taken;
      if (fact.sold < 0 || fact.base < 0) {
        marginBack += fact.base - fact.sold;
      }
    }
    var soldOn = Math.min(0, sold);
    var baseOn = sold < 0 ? base : 0;
    if (by.basis() == Basis.MARKUP) {
      var missing = base - sold;
      baseOn =
          missing > 0 ? soldOn + Math.min(missing, Math.max(0, marginBack)) : Math.min(0, base);
    }
    month.after = new Carried(soldOn, baseOn, Math.min(0, units), Math.min(0, received));
    earn(
        month,
        by,
        sold - soldOn,
        by.basis() == Basis.MARKUP ? base - baseOn : 0,
        Math.max(0, units),
        Math.max(0, received));
    month.collected += collected;
  }

  private static void earn(Month month, Terms by, long sold, long base, long units, long received) {
    var counted =
        switch (by.basis()) {
          case SALES -> sold;
          case MARKUP -> Math.max(0, sold - base);
          case UNITS -> units;
        };
    var accrued = coins(by.exact(counted), BigInteger.ONE);
    var due = accrued;
    if (by.onPayment() && by.basis() == Basis.SALES) {
      due = coins(by.exact(received), BigInteger.ONE);
    } else if (by.onPayment()) {
      var part = BigInteger.valueOf(Math.min(received, sold));
      due = sold == 0 ? 0 : coins(by.exact(counted).multiply(part), BigInteger.valueOf(sold));
    }
    month.any = true;
    month.sold += sold;
    month.base += base;
    month.units += units;
    month.received += received;
    month.accrued += accrued;
    month.due += due;
  }

  /** Whole coins, half a coin up, of grains divided by a number; in millionths. */
  private static long coins(BigInteger grains, BigInteger by) {
    var coin = BigInteger.valueOf(GRAINS_OF_A_COIN).multiply(by);
    return grains.multiply(TWO).add(coin).divide(coin.multiply(TWO)).longValueExact() * 10_000;
  }

  /** What would be posted now, below zero where too much was. */
  long more(Month month) {
    return month.due - posted;
  }

  /** Posts a month up to a day. */
  void post(Month month, LocalDate upTo, boolean whole) {
    postedUpTo = upTo;
    payable += more(month);
    posted = month.due;
    carriedOn = whole ? month.after : carriedOn;
  }

  /** Another month begins. */
  void next() {
    posted = 0;
    carried = carriedOn;
  }
}
