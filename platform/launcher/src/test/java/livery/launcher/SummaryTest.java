package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void what_listens_is_told_as_an_address() {
    var given = List.of("--smpp-port=4001", "--http-port=4010", "--handset-port=4020");

    var said = Summary.of(Settings.read(Path.of("/opt/livery"), given, Map.of()));

    assertThat(said)
        .contains("the simulated operators listen on 127.0.0.1:4001, 127.0.0.1:4002\n")
        .contains("http://127.0.0.1:4020/", "http://acme.localhost:4010/")
        .doesNotContain("[", "%");
  }
}
