package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Path HOME = Path.of("/opt/livery");

  private static Settings read(Map<String, String> environment, String... arguments) {
    return Settings.read(HOME, List.of(arguments), environment);
  }

  @Test
  void a_flag_goes_before_the_environment_and_both_before_the_standard() {
    var settings =
        read(Map.of("LIVERY_HTTP_PORT", "81", "LIVERY_DATA", "/var/livery"), "--http-port=82");

    assertThat(settings.httpPort()).isEqualTo(82);
    assertThat(settings.data()).isEqualTo(Path.of("/var/livery"));
    assertThat(settings.databasePort()).isEqualTo(3316);
    assertThat(settings.smppPorts()).containsExactly(2775, 2776);
    assertThat(read(Map.of()).data()).isEqualTo(HOME.resolve("data"));
  }

  @ParameterizedTest
  @CsvSource({
    "--http-port=eighty, LIVERY_HTTP_PORT",
    "--http-port=0,      LIVERY_HTTP_PORT",
    "--smpp-port=65535,  LIVERY_SMPP_PORT",
    "--memory=plenty,    LIVERY_MEMORY",
    "--demo=yes,         LIVERY_DEMO",
    "--http-prot=80,     --http-prot",
    "http-port,          http-port"
  })
  void what_cannot_be_is_named(String argument, String named) {
    assertThatThrownBy(() -> read(Map.of(), argument))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining(named);
  }
}
