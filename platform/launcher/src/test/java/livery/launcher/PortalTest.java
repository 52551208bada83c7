package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalTest {

  @TempDir private Path folder;

  private Path log(String... lines) throws IOException {
    return Files.write(folder.resolve("portal.log"), List.of(lines));
  }

  @Test
  void a_start_is_hopeless_where_payara_has_said_so_and_stays_up_all_the_same() throws IOException {
    assertThat(Portal.hopeless(folder.resolve("none.log"))).isEmpty();
    assertThat(
            Portal.hopeless(log("Network Listener http-listener started in: 1ms - bound to [/0]")))
        .isEmpty();
    assertThat(Portal.hopeless(log("…", "SEVERE Exception while loading the app : …")))
        .contains("be deployed");
    assertThat(
            Portal.hopeless(
                log(
                    "[SEVERE] Network Listener `http-listener` could not start - unable to bind to"
                        + " [/127.0.0.1:8080]",
                    "…")))
        .hasValueSatisfying(words -> assertThat(words).startsWith("open its port"));
  }
}
