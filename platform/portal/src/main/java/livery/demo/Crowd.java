package livery.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import livery.demo.cast.Operators;
import livery.demo.cast.Picked;

/** The people who text one company; some come often, most once. */
final class Crowd {

  private static final int KYIV_PERCENT = 56;
  private static final int LINE_NUMBERS = 10_000;

  /** Above 1: the first of the crowd come more often than the last. */
  private static final double LOYALTY = 1.5;

  private final List<Operators.Phone> phones = new ArrayList<>();
  private final Random random;

  Crowd(int size, Operators operators, Random random) {
    this.random = random;
    var taken = new HashSet<String>();
    while (phones.size() < size) {
      var operator = Picked.percent(KYIV_PERCENT, random) ? operators.kyiv() : operators.dnipro();
      var prefix = operator.prefixes().get(random.nextInt(operator.prefixes().size()));
      var digits = prefix + "%04d".formatted(random.nextInt(LINE_NUMBERS));
      if (taken.add(digits)) {
        phones.add(new Operators.Phone(digits, operator));
      }
    }
  }

  /** Somebody. */
  Operators.Phone anybody() {
    return phones.get((int) (phones.size() * Math.pow(random.nextDouble(), LOYALTY)));
  }

  /** So many different people. */
  List<Operators.Phone> several(int count) {
    var all = new ArrayList<>(phones);
    java.util.Collections.shuffle(all, random);
    return all.subList(0, Math.min(count, all.size()));
  }
}
