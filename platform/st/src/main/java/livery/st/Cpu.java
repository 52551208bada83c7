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
      return "decide, plugin, rating";
    }
    if (thread.startsWith("livery-sender")) {
      return "sender";
    }
    if (thread.startsWith("livery-answers") || thread.startsWith("livery-receipts")) {
      return "answers and receipts";
    }
    if (thread.startsWith("smpp") || thread.startsWith("livery-smpp") || thread.contains("link")) {
      return "SMPP";
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
