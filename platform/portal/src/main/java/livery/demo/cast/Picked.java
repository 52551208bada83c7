package livery.demo.cast;

import java.util.List;
import java.util.Random;

/** What chance picks; with the story's own random numbers it picks the same every time. */
public final class Picked {

  private Picked() {}

  public static <T> T from(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** An index, each as often as its weight says. */
  public static int index(int[] weights, Random random) {
    var sum = 0;
    for (var weight : weights) {
      sum += weight;
    }
    var left = random.nextInt(sum);
    for (var i = 0; ; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
  }

  public static boolean percent(double percent, Random random) {
    return random.nextDouble() * 100 < percent;
  }
}
