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
      if (words.contains("--help") || words.contains("-h")) {
        System.out.print(helpOf(words.get(0)));
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
        ./livery bench            the benchmark of the message path; of the books: ./livery bench billing
        ./livery check [options]  check the books of the demo, or of LIVERY_DB_URL; fails when they do not add up
        ./livery build            build without tests
        ./livery help             this page

        Options of demo and check, each as a flag or as an environment variable:
        """);
    text.append(options(List.of(Settings.Option.values())));
    return text.toString();
  }

  /** The page of {@code demo} or {@code check}; the other commands are explained by the script. */
  static String helpOf(String command) {
    if (!command.equals("check")) {
      return "./livery demo [options]\n\n"
          + "Builds what is not built, starts the database, the portal, its plugins and two simulated\n"
          + "operators, and loads the demo tenants on the first start. Ctrl-C stops it all; data stays.\n\n"
          + options(List.of(Settings.Option.values()));
    }
    return """
    ./livery check [options]

    Checks every invariant of the books, of a demo that runs or is stopped, or of the database that
    LIVERY_DB_URL, LIVERY_DB_USER and LIVERY_DB_PASSWORD name. Reads only. Ends with status 0 when
    the books add up, with 1 and the names of what does not when they do not.

    """
        + options(List.of(Settings.Option.DATA, Settings.Option.DB_PORT));
  }

  private static String options(List<Settings.Option> options) {
    var text = new StringBuilder();
    for (var option : options) {
      text.append(
          "  %-16s %-20s %s (%s)%n"
              .formatted(option.flag + "=", option.variable, option.meaning, option.standard));
    }
    return text.toString();
  }
}
