package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalLogTest {

  @TempDir private Path data;

  private String read(String name) throws IOException {
    return Files.readString(data.resolve("log").resolve(name));
  }

  @Test
  void the_last_few_starts_are_kept() throws IOException {
    var log = new PortalLog(data.resolve("log"), 100);
    for (var start = 1; start <= PortalLog.KEPT + 3; start++) {
      log.begin();
      Files.writeString(log.file(), "start " + start);
    }
    log.begin();
    log.begin(); // nothing was written since

    assertThat(read("portal.1.log")).isEqualTo("start 8");
    assertThat(read("portal.5.log")).isEqualTo("start 4");
    assertThat(data.resolve("log").toFile().list()).hasSize(PortalLog.KEPT);
  }

  @Test
  void a_file_that_has_grown_too_large_is_put_away_while_the_portal_writes() throws Exception {
    var log = new PortalLog(data.resolve("log"), 10);
    log.begin();
    var script = "echo 0123456789; read wait; echo after";
    var portal =
        new ProcessBuilder("sh", "-c", script)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
            .start();
    try (var input = portal.outputWriter()) {
      while (Files.size(log.file()) < 11) {
        Thread.onSpinWait();
      }
      log.look();
      log.look(); // an empty file is not too large
      input.write("go\n");
    }
    portal.waitFor();

    assertThat(read("portal.log")).isEqualTo("after\n");
    assertThat(read("portal.1.log")).isEqualTo("0123456789\n");
    assertThat(data.resolve("log/portal.2.log")).doesNotExist();
  }
}
