package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks how a command is used is told, and nothing is started or built. */
class ScriptTest {

  private record End(int status, String out, String err) {}

  private static End livery(String words) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of("bash", "livery"), Stream.of(words.split(" "))).toList();
    var process = new ProcessBuilder(command).directory(Path.of("../..").toFile()).start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new End(process.exitValue(), out, err);
  }

  @ParameterizedTest
  @CsvSource({
    "test --help,           ./livery test [Maven options],  -Dit.test=",
    "test -pl billing -h,   ./livery test [Maven options],  -pl",
    "bench --help,          ./livery bench [options],       --seconds=",
    "bench --seconds=1 -h,  ./livery bench [options],       --only=",
    "bench billing --help,  ./livery bench [options],       --rows=",
    "build --help,          ./livery build,                 no options"
  })
  void the_script_prints_the_commands_page(String words, String head, String option)
      throws Exception {
    var end = livery(words);

    assertThat(end.status()).isZero();
    assertThat(end.out()).startsWith(head).contains(option);
    assertThat(end.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test --fast",
        "test all",
        "test -pl",
        "bench --second=5",
        "bench --rows=5",
        "bench 5",
        "build -q"
      })
  void an_option_that_is_not_known_is_refused_in_one_sentence(String words) throws Exception {
    var end = livery(words);

    assertThat(end.status()).isEqualTo(2);
    assertThat(end.out()).isEmpty();
    assertThat(end.err()).startsWith("Unknown option '").contains("--help").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"demo, --http-port=", "check, --data="})
  void the_launcher_prints_the_commands_page(String command, String option) throws Exception {
    var screen = System.out;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Main.main(new String[] {command, "--help"});
    } finally {
      System.setOut(screen);
    }

    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("./livery " + command + " [options]")
        .contains(option);
  }

  @Test
  void help_of_the_check_names_only_what_it_reads() {
    assertThat(Main.helpOf("check"))
        .contains("--db-port=", "LIVERY_DB_URL")
        .doesNotContain("--http-port", "--smpp-port");
    for (var option : List.of(Settings.Option.values())) {
      assertThat(Main.helpOf("demo")).contains(option.flag);
    }
  }
}
