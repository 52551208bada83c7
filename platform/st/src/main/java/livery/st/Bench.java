package livery.st;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.simulator.Faults;
import livery.simulator.LoadPlan;
import livery.simulator.LoadReport;

/**
 * The benchmark of the message path: an incoming SMS over SMPP, a vote counted, billed on every
 * edge, a reply submitted, all on this machine and durable; and the same load against Kannel.
 *
 * <p>Single figures depend on the machine; the ratios of one sitting are what to read. Options:
 * {@code --seconds=60 --warm=30 --kannel=yes --naive=yes}.
 */
public final class Bench {

  private static final int WINDOW = 100;
  private static final long FIRST_NUMBER = 380_630_000_000L;
  private static final int NUMBERS_APART = 5_000_000;

  private final int seconds;
  private final int warmSeconds;
  private final boolean kannel;
  private final boolean naive;
  private long nextNumber = FIRST_NUMBER;

  private Bench(Map<String, String> options) {
    seconds = Integer.parseInt(options.getOrDefault("seconds", "60"));
    warmSeconds = Integer.parseInt(options.getOrDefault("warm", "30"));
    kannel = options.getOrDefault("kannel", "yes").equals("yes");
    naive = options.getOrDefault("naive", "yes").equals("yes");
  }

  public static void main(String[] arguments) throws Exception {
    var options = new TreeMap<String, String>();
    for (var argument : arguments) {
      var parts = argument.replaceFirst("^--", "").split("=", 2);
      options.put(parts[0], parts.length == 2 ? parts[1] : "yes");
    }
    new Bench(options).run();
    System.exit(0);
  }

  private void run() throws Exception {
    System.out.println(
        "Processors: " + Runtime.getRuntime().availableProcessors() + ", window " + WINDOW);
    var lines = new ArrayList<String>();
    var batched = product(lines);
    var alone = naive ? naive(lines) : 0;
    var rates = new TreeMap<Kannel.Kind, Double>();
    if (kannel && Kannel.isInstalled()) {
      for (var kind : Kannel.Kind.values()) {
        rates.put(kind, kannel(kind, lines));
      }
    } else if (kannel) {
      lines.add("Kannel is not installed: on Debian, 'apt-get install kannel'.");
    }
    System.out.println();
    lines.forEach(System.out::println);
    System.out.println();
    rates.forEach((kind, rate) -> System.out.println(ratio(batched, kind.label, rate)));
    if (alone > 0) {
      System.out.println(ratio(batched, "one transaction for each message", alone));
    }
  }

  private static String ratio(double own, String other, double rate) {
    return "Livery / %s: %.2f".formatted(other, own / rate);
  }

  private double product(List<String> lines) throws Exception {
    var product = Product.shared();
    var stage = new Stage(product);
    measure(product, "warm-up", votes().lasting(Duration.ofSeconds(warmSeconds)));
    var before = Cpu.microsByStage(product.livery().portalPid());
    var databaseBefore = Cpu.micros(product.livery().databasePid());
    var report = measure(product, "saturation", votes().lasting(Duration.ofSeconds(seconds)));
    lines.add("Livery, durable, counted, billed on three edges: " + report);
    lines.add(cpu(product, before, databaseBefore, report.replied()));
    lines.add("  portal " + Cpu.residentMib(product.livery().portalPid()) + " MiB resident");
    var calm =
        measure(product, "1,000 a second", votes().paced(1_000).lasting(Duration.ofSeconds(30)));
    lines.add("Livery at 1,000 a second: " + calm);
    lines.add("Livery, operator that takes 200 a second: " + throttled(product, stage));
    var broken = product.books().broken();
    lines.add("Books after all loads: " + (broken.isEmpty() ? "balance" : broken));
    return report.repliedPerSecond();
  }

  private String throttled(Product product, Stage stage) throws Exception {
    var shares = new ArrayList<String>();
    for (var burst : new int[] {200, 1_000}) {
      stage.operator().faults(limited(200, burst));
      var report =
          measure(product, "throttled", votes().paced(400).lasting(Duration.ofSeconds(20)));
      shares.add(
          "burst %d ms: %.2f of the limit".formatted(burst, report.repliedPerSecond() / 200));
    }
    stage.operator().faults(Faults.NONE);
    return String.join(", ", shares);
  }

  private static Faults limited(int perSecond, int burstMillis) {
    var none = Faults.NONE;
    return new Faults(
        0,
        false,
        Faults.Freeze.NONE,
        0,
        0,
        0,
        perSecond,
        burstMillis,
        none.throttleStatus(),
        0,
        false,
        0,
        0,
        List.of(),
        none.receipts(),
        none.receiptDelayMillis(),
        0,
        0,
        none.idFormat());
  }

  /** The same product with batches of one. */
  private double naive(List<String> lines) throws Exception {
    var product = Product.shared();
    product.livery().killPortal();
    product.livery().startPortal(Map.of("LIVERY_BATCH_MAX", "1"));
    new Stage(product).operator().awaitReceiver(Duration.ofMinutes(1));
    measure(product, "warm-up", votes().lasting(Duration.ofSeconds(warmSeconds)));
    var report = measure(product, "one by one", votes().lasting(Duration.ofSeconds(seconds / 2)));
    lines.add("Livery with one transaction for each message: " + report);
    product.livery().killPortal();
    product.livery().startPortal();
    return report.repliedPerSecond();
  }

  private double kannel(Kannel.Kind kind, List<String> lines)
      throws IOException, InterruptedException {
    System.out.println(kind.label + " …");
    var report =
        Kannel.run(
            kind,
            LoadPlan.of(Stage.NUMBER, "vote 1", 60_000)
                .windowed(WINDOW)
                .warmed(2_000)
                .patient(Duration.ofSeconds(20)));
    lines.add(kind.label + ": " + report);
    return report.repliedPerSecond();
  }

  private LoadPlan votes() {
    var first = nextNumber;
    nextNumber += NUMBERS_APART;
    return Stage.votes(NUMBERS_APART, first).windowed(WINDOW).patient(Duration.ofSeconds(30));
  }

  private LoadReport measure(Product product, String what, LoadPlan plan)
      throws InterruptedException {
    System.out.println(what + " …");
    var report =
        product.livery().operators().load(plan).await(plan.duration().plus(Duration.ofMinutes(3)));
    System.out.println("  " + report);
    return report;
  }

  private static String cpu(
      Product product, Map<String, Long> before, long databaseBefore, int messages) {
    var text = new StringBuilder("  CPU, microseconds a message:");
    Cpu.microsByStage(product.livery().portalPid())
        .forEach(
            (stage, micros) ->
                text.append(
                    " %s %d,"
                        .formatted(
                            stage,
                            (micros - before.getOrDefault(stage, 0L)) / Math.max(1, messages))));
    var database = Cpu.micros(product.livery().databasePid()) - databaseBefore;
    return text.append(" database %d".formatted(database / Math.max(1, messages))).toString();
  }
}
