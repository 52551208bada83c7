package livery.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command line behind {@code ./livery demo}, {@code check} and {@code help}. */
public final class Main {

  private Main() {}

  /** Runs one command; ends with status 1 and one sentence when it cannot. */
  public static void main(String[] arguments) throws InterruptedException {
    var home = Path.of(System.getProperty("livery.home", ".")).toAbsolutePath().normalize();
    var words = Arrays.asList(arguments);
    try {
      if (words.isEmpty() || words.get(0).equals("help")) {
        System.out.print(help());
        return;
      }
      var settings = Settings.read(home, words.subList(1, words.size()), System.getenv());
      if (words.get(0).equals("check")) {
        System.exit(BooksJudge.run(settings, System.getenv(), System.out) == 0 ? 0 : 1);
      }
      run(settings);
    } catch (LaunchFailure failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  private static void run(Settings settings) throws InterruptedException {
    var started = System.nanoTime();
    var livery = new Livery(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(livery::close, "stop"));
    livery.start(text -> System.out.println("  " + text));
    System.out.println("  Ready after " + (System.nanoTime() - started) / 1_000_000_000 + " s");
    System.out.print(Summary.of(settings));
    livery.waitForEnd();
  }

  static String help() {
    var text = new StringBuilder();
    text.append(
        """
        ./livery demo [options]   build what is not built, start everything, load the demo tenants
        ./livery test             every test, from unit tests to the browser
        ./livery bench            the benchmark of the message path
        ./livery check [options]  check the books of the demo, or of LIVERY_DB_URL; fails when they do not add up
        ./livery build            build without tests
        ./livery help             this page

        Options of demo and check, each as a flag or as an environment variable:
        """);
    for (var option : List.of(Settings.Option.values())) {
      text.append(
          "  %-16s %-20s %s (%s)%n"
              .formatted(option.flag + "=", option.variable, option.meaning, option.standard));
    }
    return text.toString();
  }
}
