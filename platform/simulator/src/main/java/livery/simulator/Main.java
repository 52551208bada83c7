package livery.simulator;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import livery.simulator.web.Web;

/**
 * The simulator as a process. Every option is also an environment variable: {@code --system-id} is
 * {@code SIMULATOR_SYSTEM_ID}. Runs until it is stopped.
 */
public final class Main {

  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("smpp", "2775,2776");
    OPTIONS.put("operators", "kyiv-cell,dnipro-mobile");
    OPTIONS.put("http", "8090");
    OPTIONS.put("host", "127.0.0.1");
    OPTIONS.put("system-id", "");
    OPTIONS.put("password", "");
    OPTIONS.put("window", "100");
  }

  private final Map<String, String> chosen;

  private Main(Map<String, String> chosen) {
    this.chosen = chosen;
  }

  /** Starts the operators and their pages. */
  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      help(System.out);
      return;
    }
    try {
      new Main(choose(arguments, System.getenv())).run(System.out);
    } catch (RuntimeException | UnknownHostException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  static Map<String, String> choose(String[] arguments, Map<String, String> environment) {
    Map<String, String> chosen = new LinkedHashMap<>(OPTIONS);
    for (var name : OPTIONS.keySet()) {
      var variable = "SIMULATOR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
      chosen.put(name, environment.getOrDefault(variable, chosen.get(name)));
    }
    for (int i = 0; i < arguments.length; i += 2) {
      var name = arguments[i].replaceFirst("^--", "");
      if (!OPTIONS.containsKey(name) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            arguments[i] + " is no option with a value; --help shows them all");
      }
      chosen.put(name, arguments[i + 1]);
    }
    return chosen;
  }

  private void run(PrintStream out) throws InterruptedException, UnknownHostException {
    var address = InetAddress.getByName(chosen.get("host"));
    try (var smsc = Smsc.start(address, Clock.systemUTC(), settings());
        var web = Web.start(smsc, chosen.get("host"), number("http"))) {
      for (var operator : smsc.operators()) {
        out.println("Operator " + operator.name() + " listens for SMPP on port " + operator.port());
      }
      out.println("Handsets: http://" + chosen.get("host") + ":" + web.port() + "/");
      new CountDownLatch(1).await();
    }
  }

  private List<OperatorSettings> settings() {
    var ports = chosen.get("smpp").split(",");
    var names = chosen.get("operators").split(",");
    List<OperatorSettings> settings = new ArrayList<>();
    for (int i = 0; i < ports.length; i++) {
      var name = i < names.length ? names[i] : "operator-" + (i + 1);
      settings.add(
          OperatorSettings.of(name, port(ports[i]))
              .secured(chosen.get("system-id"), chosen.get("password"))
              .windowed(number("window")));
    }
    return settings;
  }

  private int number(String option) {
    return port(chosen.get(option));
  }

  private static int port(String digits) {
    if (!digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("a port or a window is a number, was \"" + digits + "\"");
    }
    return Integer.parseInt(digits);
  }

  private static void help(PrintStream out) {
    out.println("An operator's SMSC to talk to. Options, with what they are without being set:");
    OPTIONS.forEach((name, value) -> out.println("  --" + name + " " + value));
  }
}
