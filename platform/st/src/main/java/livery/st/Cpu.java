package livery.st;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** CPU time and memory of a process, as Linux counts them in /proc; zero elsewhere. */
final class Cpu {

  private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux of today

  private Cpu() {}

  /** What the portal's stages and the database use from now on. */
  static final class Meter {
    private final long portal;
    private final long database;
    private final Map<String, Long> before;
    private final long databaseBefore;

    Meter(long portal, long database) {
      this.portal = portal;
      this.database = database;
      this.before = microsByStage(portal);
      this.databaseBefore = micros(database);
    }

    /** CPU time by stage, divided by a number of messages. */
    String perMessage(int messages) {
      var each = Math.max(1, messages);
      var text = new StringBuilder();
      microsByStage(portal)
          .forEach(
              (stage, used) ->
                  text.append(
                      "%s %d, ".formatted(stage, (used - before.getOrDefault(stage, 0L)) / each)));
      return text.append("database %d".formatted((micros(database) - databaseBefore) / each))
          .toString();
    }
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
      return "pipeline and rating";
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
