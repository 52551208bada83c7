package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    "build --help,          ./livery build,                 no options",
    "demo --help,           ./livery demo [options],        Ctrl-C",
    "help,                  ./livery demo [options],        ./livery bench billing"
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

  @Test
  void help_names_every_option_as_the_launcher_reads_it() throws Exception {
    for (var words : List.of("help", "--help", "demo --help", "demo --http-port=1 -h")) {
      var out = livery(words).out();

      assertThat(out.lines().filter(line -> line.startsWith("  --")))
          .as(words)
          .containsExactlyElementsOf(lines(Settings.Option.values()));
    }
  }

  @Test
  void help_of_the_check_names_only_what_it_reads() throws Exception {
    var out = livery("check --help").out();

    assertThat(out).startsWith("./livery check [options]").contains("LIVERY_DB_URL");
    assertThat(out.lines().filter(line -> line.startsWith("  --")))
        .containsExactlyInAnyOrderElementsOf(lines(Settings.Option.DATA, Settings.Option.DB_PORT));
  }

  @Test
  void help_is_printed_where_nothing_is_built_and_there_is_no_java(@TempDir Path folder)
      throws Exception {
    var script = Files.copy(Path.of("../../livery"), folder.resolve("livery"));
    var process =
        new ProcessBuilder("/bin/bash", script.toString(), "help").directory(folder.toFile());
    process.environment().put("JAVA_HOME", folder.resolve("none").toString());

    var started = process.redirectErrorStream(true).start();

    assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("./livery demo [options]");
    assertThat(started.waitFor()).isZero();
  }

  private static List<String> lines(Settings.Option... options) {
    return Stream.of(options)
        .map(
            option ->
                "  %-16s %-20s %s (%s)"
                    .formatted(option.flag + "=", option.variable, option.meaning, option.standard))
        .toList();
  }
}
