package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is said in one sentence, before anything is started. */
class PreflightTest {

  @TempDir private Path home;
  private List<Integer> free;

  @BeforeEach
  void built() throws IOException {
    for (var file :
        List.of("platform/portal/target/livery.war", "platform/launcher/target/payara-micro.jar")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.createFile(home.resolve(file));
    }
    free = freePorts();
  }

  /** Five ports that were free a moment ago; the last follows the one before. */
  private static List<Integer> freePorts() throws IOException {
    while (true) {
      var open = new ArrayList<ServerSocket>();
      try {
        for (var i = 0; i < 4; i++) {
          open.add(new ServerSocket(0));
        }
        var ports = new ArrayList<>(open.stream().map(ServerSocket::getLocalPort).toList());
        open.add(new ServerSocket(ports.get(3) + 1));
        ports.add(ports.get(3) + 1);
        return ports;
      } catch (IOException | IllegalArgumentException taken) {
        continue;
      } finally {
        for (var socket : open) {
          socket.close();
        }
      }
    }
  }

  private Settings settings(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--http-port=" + free.get(0),
                "--db-port=" + free.get(1),
                "--handset-port=" + free.get(2),
                "--smpp-port=" + free.get(3)));
    arguments.addAll(Arrays.asList(more));
    return Settings.read(home, arguments, Map.of());
  }

  @Test
  void a_machine_that_fits_is_taken() {
    assertThatCode(() -> Preflight.check(settings())).doesNotThrowAnyException();
  }

  @Test
  void a_port_in_use_is_named_with_its_option() throws IOException {
    for (var option : List.of(0, 1, 2, 3, 4)) {
      try (var taken = new ServerSocket(free.get(option), 1, InetAddress.getLoopbackAddress())) {
        assertThatThrownBy(() -> Preflight.check(settings()))
            .isInstanceOf(LaunchFailure.class)
            .hasMessageContaining("Port " + taken.getLocalPort())
            .hasMessageContaining("is in use")
            .hasMessageContaining("LIVERY_");
      }
    }
  }

  @Test
  void the_portals_port_is_looked_for_where_the_portal_will_listen() throws IOException {
    var other = InetAddress.getByName("127.0.0.2");
    try (var taken = new ServerSocket(free.get(0), 1, other)) {
      for (var address : List.of("127.0.0.2", "0.0.0.0")) {
        assertThatThrownBy(() -> Preflight.check(settings("--http-address=" + address)))
            .hasMessageContaining("Port " + taken.getLocalPort());
      }
      assertThatCode(() -> Preflight.check(settings())).doesNotThrowAnyException();
    }
  }

  @Test
  void one_port_is_not_given_twice() {
    assertThatThrownBy(() -> Preflight.check(settings("--db-port=" + free.get(0))))
        .hasMessageContaining("cannot be the port of the portal and the port of the embedded");
    assertThatThrownBy(() -> Preflight.check(settings("--handset-port=" + free.get(4))))
        .hasMessageContaining("two operators take two ports");
  }

  @Test
  void an_address_of_another_machine_is_refused() {
    assertThatThrownBy(() -> Preflight.check(settings("--http-address=192.0.2.7")))
        .hasMessageContaining("LIVERY_HTTP_ADDRESS");
    assertThatCode(() -> Preflight.check(settings("--http-address=0.0.0.0")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_folder_that_cannot_be_is_named() throws IOException {
    var file = Files.createFile(home.resolve("file"));

    assertThatThrownBy(() -> Preflight.check(settings("--data=" + file)))
        .hasMessageContaining(file + " cannot be written");
  }

  @Test
  void too_little_disk_says_how_much_is_needed() {
    assertThatThrownBy(() -> Preflight.disk(settings(), Long.MAX_VALUE))
        .hasMessageMatching(".* has \\d+ MiB free; Livery needs \\d+ MiB\\. Name another folder.*");
  }

  @Test
  void what_is_not_built_is_named() throws IOException {
    Files.delete(home.resolve("platform/portal/target/livery.war"));

    assertThatThrownBy(() -> Preflight.check(settings()))
        .hasMessageContaining("livery.war is missing")
        .hasMessageContaining("./livery build");
  }

  @Test
  void a_folder_serves_one_livery_at_a_time() {
    var data = home.resolve("data");
    try (var mine = DataLock.take(data)) {
      assertThat(mine).isNotNull();
      assertThatThrownBy(() -> DataLock.take(data)).hasMessageContaining("Another Livery runs");
    }
    assertThatCode(() -> DataLock.take(data).close()).doesNotThrowAnyException();
  }
}
