package livery.st;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A JVM of this machine and this person, told what to do by {@code jcmd}.
 *
 * @param pid its process
 */
record Jvm(long pid) {

  private static final String NAME = "name=livery";

  /**
   * Tells it a command of {@code jcmd}.
   *
   * @return what it says
   * @throws IOException when it cannot be told, or does not do it
   */
  String tell(String... command) throws IOException, InterruptedException {
    var whole = new ArrayList<String>();
    whole.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    whole.add(Long.toString(pid));
    whole.addAll(Arrays.asList(command));
    var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  /**
   * What happened in it meanwhile, of one kind.
   *
   * @param event its name for Java Flight Recorder
   * @param settings of the event, such as {@code period=10ms}
   */
  <T> Recorded<T> recorded(String event, List<String> settings, Callable<T> meanwhile)
      throws Exception {
    var options = new ArrayList<>(List.of("JFR.start", NAME, "settings=none"));
    options.add("+" + event + "#enabled=true"); // what no settings name is added by the sign
    settings.forEach(setting -> options.add("+" + event + "#" + setting));
    var file = Files.createTempFile("livery", ".jfr");
    try {
      tell(options.toArray(String[]::new));
      T result;
      try {
        result = meanwhile.call();
      } finally {
        tell("JFR.stop", NAME, "filename=" + file);
      }
      return new Recorded<>(result, events(file, event));
    } finally {
      Files.delete(file);
    }
  }

  private static List<RecordedEvent> events(Path file, String name) throws IOException {
    var events = new ArrayList<RecordedEvent>();
    try (var recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        var event = recording.readEvent();
        if (event.getEventType().getName().equals(name)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /**
   * @param result of what was done meanwhile
   * @param events in no order
   */
  record Recorded<T>(T result, List<RecordedEvent> events) {}
}
