package livery.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command line behind {@code ./livery demo} and {@code check}. */
public final class Main {

  private Main() {}

  /** Runs one command; ends with status 1 and one sentence when it cannot. */
  public static void main(String[] arguments) throws InterruptedException {
    var home = Path.of(System.getProperty("livery.home", ".")).toAbsolutePath().normalize();
    var words = Arrays.asList(arguments);
    try {
      if (words.isEmpty()) {
        throw new LaunchFailure("What is to be done: demo or check? See './livery help'.");
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
    var stopped = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(livery, stopped), "stop"));
    try {
      livery.start(text -> System.out.println("  " + text));
      System.out.println("  Ready after " + (System.nanoTime() - started) / 1_000_000_000 + " s");
      System.out.print(Summary.of(settings));
      livery.waitForEnd();
      throw new LaunchFailure("The portal has ended; see " + settings.data().resolve("log"));
    } catch (LaunchFailure failure) {
      if (!stopped.get()) { // else somebody wanted the end
        throw failure;
      }
    }
  }

  private static void stop(Livery livery, AtomicBoolean stopped) {
    stopped.set(true);
    if (livery.isOpen()) {
      System.out.println("  Stopping …");
      livery.close();
      System.out.println("  Stopped; the data stays in " + livery.settings().data());
    }
  }
}
