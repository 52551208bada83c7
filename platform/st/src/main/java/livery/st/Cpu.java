package livery.st;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;

/** CPU time and memory of a process, as Linux counts them in /proc; zero elsewhere. */
final class Cpu {

  private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux of today

  private static final String SAMPLE = "jdk.ExecutionSample";

  private Cpu() {}

  /**
   * What the portal's stages and the database used.
   *
   * @param micros of processor time, by stage
   */
  record Used<T>(T result, Map<String, Long> micros) {

    /** By stage, divided by a number of messages. */
    String perMessage(int messages) {
      var each = Math.max(1, messages);
      return micros.entrySet().stream()
          .map(stage -> stage.getKey() + " " + stage.getValue() / each)
          .collect(Collectors.joining(", "));
    }
  }

  /** What is used while a load runs. */
  static <T> Used<T> during(long portal, long database, Callable<T> load) throws Exception {
    var before = microsByStage(portal);
    var databaseBefore = micros(database);
    var result = load.call();
    var used = new TreeMap<String, Long>();
    microsByStage(portal)
        .forEach((stage, now) -> used.put(stage, now - before.getOrDefault(stage, 0L)));
    used.put("database", micros(database) - databaseBefore);
    return new Used<>(result, used);
  }

  /**
   * Tells rating apart, which has no thread of its own: its share of a stage is that of the stage's
   * samples that are taken within {@code livery.billing}, while another load of the same kind runs,
   * as samples slow the portal down. They see Java alone: a stage's time in the kernel is shared
   * out as its time in Java.
   */
  static void rating(Used<?> used, long portal, Callable<?> load) throws Exception {
    apart(used.micros(), new Jvm(portal).recorded(SAMPLE, List.of("period=20ms"), load).events());
  }

  /** Takes rating out of the stages. */
  private static void apart(Map<String, Long> used, List<RecordedEvent> samples) {
    var all = new HashMap<String, Long>();
    var rating = new HashMap<String, Long>();
    for (var sample : samples) {
      var thread = sample.getThread("sampledThread");
      if (thread != null && thread.getJavaName() != null && sample.getStackTrace() != null) {
        var stage = stage(thread.getJavaName());
        all.merge(stage, 1L, Long::sum);
        if (sample.getStackTrace().getFrames().stream().anyMatch(Cpu::isRating)) {
          rating.merge(stage, 1L, Long::sum);
        }
      }
    }
    rating.forEach(
        (stage, count) -> {
          var share = used.getOrDefault(stage, 0L) * count / all.get(stage);
          used.merge(stage, -share, Long::sum);
          used.merge("rating", share, Long::sum);
        });
  }

  private static boolean isRating(RecordedFrame frame) {
    return frame.getMethod().getType().getName().startsWith("livery.billing.");
  }

  /** CPU time of a whole process, in microseconds. */
  static long micros(long pid) {
    return ticks(Path.of("/proc/" + pid + "/stat")) * MICROS_PER_TICK;
  }

  /** Memory that a process holds, in MiB. */
  static long residentMib(long pid) {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      return 0;
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** CPU time of the portal's threads by what they do, in microseconds. */
  static Map<String, Long> microsByStage(long pid) {
    var sums = new TreeMap<String, Long>();
    try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      threads.forEach(
          thread -> {
            var name = name(thread);
            sums.merge(stage(name), ticks(thread.resolve("stat")) * MICROS_PER_TICK, Long::sum);
          });
    } catch (IOException | UncheckedIOException notLinux) {
      return sums;
    }
    return sums;
  }

  private static String stage(String thread) {
    if (thread.startsWith("livery-inbox")) {
      return "inbox";
    }
    if (thread.startsWith("livery-dispatch")) {
      return "pipeline";
    }
    if (thread.startsWith("livery-sender")) {
      return "sender";
    }
    if (thread.startsWith("livery-answers") || thread.startsWith("livery-receipts")) {
      return "answers and receipts";
    }
    if (thread.startsWith("livery-smpp")) {
      return "SMPP";
    }
    if (thread.startsWith("livery-plugin")) {
      return "plugin";
    }
    return thread.startsWith("C1 ") || thread.startsWith("C2 ") || thread.startsWith("GC")
        ? "JIT and GC"
        : "other";
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  private static long ticks(Path stat) {
    try {
      var line = Files.readString(stat);
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException gone) {
      return 0;
    }
  }
}
