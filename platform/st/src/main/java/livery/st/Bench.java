package livery.st;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import livery.simulator.Faults;
import livery.simulator.LoadPlan;
import livery.simulator.LoadReport;
import livery.simulator.Operator;
import livery.st.books.BooksBench;

/**
 * The benchmark of the message path: an incoming SMS over SMPP, a vote counted, billed on every
 * edge, a reply submitted, all on this machine and durable; and the same load against Kannel.
 *
 * <p>Single figures depend on the machine; the ratios of one sitting are what to read. Options:
 * {@code --seconds=60 --warm=30 --windows=10,100,1000}, and {@code --only=} with some of {@link
 * Part}, separated by commas. {@code billing} as the first word runs {@link BooksBench} instead.
 */
public final class Bench {

  private static final int WINDOW = 100;
  private static final String WINDOWS = "10," + WINDOW + ",1000";
  private static final Duration SLOWER = Duration.ofMillis(2);
  private static final int DISK_TURNS = 2;

  /** In this time the database has written out what a load at saturation left in its cache. */
  private static final Duration AFTER_THE_STORM = Duration.ofSeconds(12);

  /** Long enough to tell shares of the processor by samples. */
  private static final Duration SAMPLED = Duration.ofSeconds(10);

  private static final int KANNEL_WARM_UP = 2_000;

  /**
   * With a spool it takes several times what it answers, and would answer a minute's load for ten:
   * it is given no more while so many wait, which is work for seconds.
   */
  private static final int KANNEL_SPOOLED = 10_000;

  /** Kannel takes more than it answers, and leaves some texts for last. */
  private static final Duration KANNEL_PATIENCE = Duration.ofMinutes(1);

  private static final long FIRST_NUMBER = 380_630_000_000L;
  private static final int NUMBERS_APART = 5_000_000;

  /** What can be run by itself. */
  private enum Part {
    /** Windows of 10, 100 and 1,000, without receipts. */
    WINDOWS,
    /** Window 100 with receipts. */
    RECEIPTS,
    /** 1,000 a second, without receipts, as Kannel asks for none, and with them. */
    CALM,
    /** An operator that takes 200 a second. */
    THROTTLED,
    /** One transaction for each message. */
    NAIVE,
    /** Window 100 while each flush to the disk takes 2 ms longer. */
    DISK,
    /** Kannel in three settings. */
    KANNEL
  }

  private final int seconds;
  private final int warmSeconds;
  private final List<Integer> windows;
  private final Set<Part> parts;
  private final List<String> lines = new ArrayList<>();
  private long nextNumber = FIRST_NUMBER;

  private Bench(Map<String, String> options) {
    seconds = seconds(options, "seconds", "60");
    warmSeconds = seconds(options, "warm", "30");
    windows =
        Arrays.stream(options.getOrDefault("windows", WINDOWS).split(","))
            .map(Integer::valueOf)
            .toList();
    parts = EnumSet.noneOf(Part.class);
    for (var name : options.getOrDefault("only", "").split(",")) {
      if (!name.isBlank()) {
        parts.add(part(name.strip()));
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(EnumSet.allOf(Part.class));
    }
  }

  private static int seconds(Map<String, String> options, String name, String standard) {
    var text = options.getOrDefault(name, standard);
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException(
          "--" + name + " is a number of seconds from 1 to 99999, not '" + text + "'.");
    }
    return Integer.parseInt(text);
  }

  private static Part part(String name) {
    for (var part : Part.values()) {
      if (part.name().equalsIgnoreCase(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "--only names some of "
            + List.of(Part.values()).toString().toLowerCase(Locale.ROOT)
            + ", not '"
            + name
            + "'.");
  }

  public static void main(String[] arguments) throws Exception {
    var options = new TreeMap<String, String>();
    for (var argument : arguments) {
      var parts = argument.replaceFirst("^--", "").split("=", 2);
      options.put(parts[0], parts.length == 2 ? parts[1] : "yes");
    }
    try {
      if (options.remove("billing") != null) {
        BooksBench.run(options);
      } else {
        new Bench(options).run();
      }
    } catch (IllegalArgumentException refused) {
      System.err.println(refused.getMessage());
      System.exit(2);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    System.out.println(
        "Processors: " + Runtime.getRuntime().availableProcessors() + ", window " + WINDOW);
    var product = Product.shared();
    var operator = new Stage(product).operator();
    operator.faults(withoutReceipts());
    measure(product, "warm-up", votes().lasting(Duration.ofSeconds(warmSeconds)));
    var batched = parts.contains(Part.WINDOWS) ? windows(product) : new TreeMap<Integer, Double>();
    if (parts.contains(Part.CALM)) {
      calm(product, "without receipts");
    }
    operator.faults(Faults.NONE);
    if (parts.contains(Part.RECEIPTS)) {
      receipts(product, batched);
    }
    if (parts.contains(Part.CALM)) {
      calm(product, "with receipts");
    }
    if (parts.contains(Part.THROTTLED)) {
      say("Livery, operator that takes 200 a second: " + throttled(product, operator));
    }
    if (parts.contains(Part.DISK)) {
      slowDisk(product, operator);
    }
    if (parts.contains(Part.NAIVE)) {
      naive(product, operator, batched);
    }
    var broken = product.books().broken();
    say("Books after all loads: " + (broken.isEmpty() ? "balance" : broken));
    if (parts.contains(Part.KANNEL)) {
      product.livery().killPortal();
      product.livery().killDatabase();
      againstKannel(batched);
    }
    System.out.println();
    lines.forEach(System.out::println);
  }

  private void againstKannel(Map<Integer, Double> batched) throws Exception {
    if (!Kannel.isInstalled()) {
      say("Kannel is not installed: on Debian, 'apt-get install kannel'.");
      return;
    }
    for (var kind : Kannel.Kind.values()) {
      kannel(kind, batched);
    }
  }

  private void say(String line) {
    System.out.println(line);
    lines.add(line);
  }

  private void ratio(Double own, String other, Double rate) {
    if (own != null && rate != null) {
      say("  Livery / %s: %.2f".formatted(other, own / rate));
    }
  }

  /** Replies a second by window, without receipts, as Kannel asks for none. */
  private Map<Integer, Double> windows(Product product) throws Exception {
    var rates = new TreeMap<Integer, Double>();
    for (var window : windows) {
      var report =
          told(
              product,
              "Livery, durable, counted, billed on three edges, window " + window,
              votes -> votes.lasting(Duration.ofSeconds(seconds)).windowed(window));
      rates.put(window, report.repliedPerSecond());
    }
    say("  portal " + Cpu.residentMib(product.livery().portalPid()) + " MiB resident");
    return rates;
  }

  private void receipts(Product product, Map<Integer, Double> batched) throws Exception {
    var report = measure(product, "with receipts", saturation());
    say("Livery with receipts, window " + WINDOW + ": " + report);
    ratio(report.repliedPerSecond(), "without receipts", batched.get(WINDOW));
  }

  private LoadPlan saturation() {
    return votes().lasting(Duration.ofSeconds(seconds));
  }

  private void calm(Product product, String receipts) throws Exception {
    Thread.sleep(AFTER_THE_STORM.toMillis());
    measure(
        product,
        "1,000 a second, warm-up", // compiled for a thousand at once, it is so anew for ten
        votes().paced(1_000).lasting(Duration.ofSeconds(warmSeconds)));
    told(
        product,
        "Livery at 1,000 a second, " + receipts,
        votes -> votes.paced(1_000).lasting(Duration.ofSeconds(seconds)));
  }

  private String throttled(Product product, Operator operator) throws Exception {
    var shares = new ArrayList<String>();
    for (var burst : new int[] {200, 1_000}) {
      operator.faults(limited(200, burst));
      var report =
          measure(product, "throttled", votes().paced(400).lasting(Duration.ofSeconds(20)));
      shares.add(
          "burst %d ms: %.2f of the limit".formatted(burst, report.repliedPerSecond() / 200));
    }
    operator.faults(Faults.NONE);
    return String.join(", ", shares);
  }

  private static Faults withoutReceipts() {
    var none = Faults.NONE;
    return with(none.submitLimitPerSecond(), none.burstMillis(), Faults.Receipts.NEVER);
  }

  private static Faults limited(int perSecond, int burstMillis) {
    return with(perSecond, burstMillis, Faults.NONE.receipts());
  }

  private static Faults with(int perSecond, int burstMillis, Faults.Receipts receipts) {
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
        receipts,
        none.receiptDelayMillis(),
        0,
        0,
        none.idFormat());
  }

  /** The same product, in turns on a quick disk and on one that takes longer to flush. */
  private void slowDisk(Product product, Operator operator) throws Exception {
    var disk = SlowDisk.of(SLOWER);
    if (disk.isEmpty()) {
      say("The slow disk wants a C compiler: on Debian, 'apt-get install gcc libc6-dev'.");
      return;
    }
    operator.faults(withoutReceipts());
    product.livery().killPortal();
    product.livery().killDatabase();
    product.livery().startDatabase(Map.of("LD_PRELOAD", disk.get().library()));
    product.livery().startPortal();
    operator.awaitReceiver(Duration.ofMinutes(1));
    measure(product, "warm-up", votes().lasting(Duration.ofSeconds(warmSeconds)));
    var quick = 0.0;
    var slow = 0.0;
    for (var turn = 1; turn <= DISK_TURNS; turn++) {
      var each = Duration.ofSeconds(seconds / DISK_TURNS);
      var report =
          told(product, "Livery on the quick disk, turn " + turn, votes -> votes.lasting(each));
      quick += report.repliedPerSecond();
      disk.get().slow();
      // Other subscribers than before: the same text of the same ones is taken for a repetition.
      report =
          told(
              product,
              "Livery, flushes " + SLOWER.toMillis() + " ms slower, turn " + turn,
              votes -> votes.lasting(each));
      disk.get().quick();
      slow += report.repliedPerSecond();
    }
    ratio(slow, "the same on the quick disk", quick);
    product.livery().killPortal();
    product.livery().killDatabase();
    product.livery().startDatabase();
    product.livery().startPortal();
    operator.awaitReceiver(Duration.ofMinutes(1));
  }

  /** The same product with batches of one. */
  private void naive(Product product, Operator operator, Map<Integer, Double> batched)
      throws Exception {
    operator.faults(withoutReceipts());
    product.livery().killPortal();
    product.livery().startPortal(Map.of("LIVERY_BATCH_MAX", "1"));
    operator.awaitReceiver(Duration.ofMinutes(1));
    // What comes in is stored twice as fast as it is answered: the rest is waited for, not lost.
    var patience = Duration.ofMinutes(2);
    measure(product, "warm-up", votes().patient(patience).lasting(Duration.ofSeconds(5)));
    var load = votes().patient(patience).lasting(Duration.ofSeconds(seconds / 3));
    var report = measure(product, "one by one", load);
    say("Livery with one transaction for each message: " + report);
    ratio(batched.get(WINDOW), "one transaction for each message", report.repliedPerSecond());
  }

  private void kannel(Kannel.Kind kind, Map<Integer, Double> batched)
      throws IOException, InterruptedException {
    var load =
        LoadPlan.of(Stage.NUMBER, "vote 1", 1)
            .lasting(Duration.ofSeconds(seconds))
            .awaiting(kind.store.isEmpty() ? 0 : KANNEL_SPOOLED)
            .warmed(KANNEL_WARM_UP)
            .patient(KANNEL_PATIENCE);
    for (var own : batched.entrySet()) {
      var report = Kannel.run(kind, load.windowed(own.getKey()));
      say(kind.label + ", window " + own.getKey() + ": " + report);
      ratio(own.getValue(), kind.label, report.repliedPerSecond());
    }
    var report = Kannel.run(kind, load.windowed(WINDOW).paced(1_000));
    say(kind.label + ", at 1,000 a second: " + report);
  }

  private LoadPlan votes() {
    var first = nextNumber;
    nextNumber += NUMBERS_APART;
    return Stage.votes(NUMBERS_APART, first).windowed(WINDOW).patient(Duration.ofSeconds(30));
  }

  /** A load whose figures are said at the end, with what of the processor each stage took. */
  private LoadReport told(Product product, String what, UnaryOperator<LoadPlan> shape)
      throws Exception {
    var portal = product.livery().portalPid();
    var used =
        Cpu.during(
            portal,
            product.livery().databasePid(),
            () -> measure(product, what, shape.apply(votes())));
    var sampled = shape.apply(votes()).lasting(SAMPLED);
    Cpu.rating(used, portal, () -> measure(product, "the same, sampled", sampled));
    say(what + ": " + used.result());
    say("  CPU, microseconds a message: " + used.perMessage(used.result().replied()));
    return used.result();
  }

  private LoadReport measure(Product product, String what, LoadPlan plan)
      throws InterruptedException {
    System.out.println(what + " …");
    var report =
        product.livery().operators().load(plan).await(plan.duration().plus(Duration.ofMinutes(3)));
    System.out.println("  " + report);
    return report;
  }
}
