package livery.testkit;

/**
 * Where the random numbers of a test begin: the same in each usual run, so that what was green
 * stays green. {@code -Dlivery.seed=random} looks for new faults, {@code -Dlivery.seed=N} repeats a
 * run.
 */
public final class Seed {

  private static final long USUAL = 20_260_101;
  private static final long GIVEN = given(System.getProperty("livery.seed", ""));

  private Seed() {}

  /** The seed of this run, told on the console under the test's name. */
  public static long of(Class<?> test) {
    System.out.println(test.getSimpleName() + " -Dlivery.seed=" + GIVEN);
    return GIVEN;
  }

  private static long given(String text) {
    return switch (text) {
      case "" -> USUAL;
      case "random" -> System.nanoTime();
      default -> Long.parseLong(text);
    };
  }
}
