package livery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks how a command is used is told, and nothing is started or built. */
class ScriptTest {

  private static final Pattern SWITCH = Pattern.compile("-Dlivery\\.([a-z.]+)");
  private static final Pattern READ =
      Pattern.compile("get(?:Property|Integer|Long|Boolean)\\(\\s*\"livery\\.([a-z.]+)\"");
  private static final String TEST_SOURCES = ".*/(src/test|testkit/src/main)/.*\\.java";

  /** Where things lie on this machine, and which of several JVMs this is. */
  private static final Set<String> SET_BY_MAVEN = Set.of("home", "fork", "container");

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
        "build -q",
        "demo --http-prt=1",
        "demo --http-port",
        "demo now",
        "check --dta=x"
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

  /** A switch that nothing reads would be believed in; one that is not named would be forgotten. */
  @Test
  void help_of_the_tests_names_the_switches_that_the_tests_read_and_no_other() throws Exception {
    var out = livery("test --help").out();

    assertThat(found(SWITCH, out)).isEqualTo(switches());
    var script = Files.readString(Path.of("../../livery"));
    assertThat(out.lines().filter(line -> line.startsWith("  LIVERY_")))
        .extracting(line -> line.strip().split(" ")[0])
        .hasSize(2)
        .allMatch(name -> script.contains("${" + name + ":-"));
    assertThat(found(Pattern.compile("-Dlivery\\.strange=(\\w+)"), out)).containsExactly("all");
  }

  private static Set<String> switches() throws IOException {
    var read = new TreeSet<String>();
    try (var files = Files.walk(Path.of("../.."))) {
      for (var file : files.filter(one -> one.toString().matches(TEST_SOURCES)).toList()) {
        read.addAll(found(READ, Files.readString(file)));
      }
    }
    read.removeAll(SET_BY_MAVEN);
    return read;
  }

  private static Set<String> found(Pattern what, String text) {
    return what.matcher(text)
        .results()
        .map(one -> one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
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

  /** A folder with the script, what it calls, a Java of this version, and a Maven that builds. */
  private static ProcessBuilder elsewhere(Path folder, String words, String javaVersion)
      throws IOException {
    var script = Files.copy(Path.of("../../livery"), folder.resolve("livery"));
    var programs = Files.createDirectories(folder.resolve("bin"));
    for (var name :
        List.of("bash", "cat", "dirname", "sed", "df", "awk", "find", "grep", "touch", "id")) {
      var known =
          Stream.of("/usr/bin", "/bin").map(bin -> Path.of(bin, name)).filter(Files::exists);
      Files.createSymbolicLink(programs.resolve(name), known.findFirst().orElseThrow());
    }
    program(programs.resolve("mvn"), "touch " + folder.resolve("built"));
    program(programs.resolve("javac"), "true");
    if (javaVersion != null) {
      program(
          programs.resolve("java"), "echo '    java.specification.version = " + javaVersion + "'");
    }
    var command = new ArrayList<>(List.of("/bin/bash", script.toString()));
    command.addAll(List.of(words.split(" ")));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVERY_"));
    builder.environment().put("LIVERY_BUILD_DISK_MIB", "1");
    builder.environment().put("PATH", programs.toString());
    builder.environment().remove("JAVA_HOME");
    return builder.redirectErrorStream(true);
  }

  private static void program(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void refuses(ProcessBuilder builder, String... words) throws Exception {
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains(words).hasLineCount(1);
    assertThat(builder.directory().toPath().resolve("built")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "check", "test", "bench", "build"})
  void a_wrong_java_is_named_and_nothing_is_built_or_started(String command, @TempDir Path folder)
      throws Exception {
    refuses(elsewhere(folder, command, "11"), "Livery needs Java 17", "'java' is version 11.");
  }

  @Test
  void where_there_is_no_java_it_is_told_what_to_install(@TempDir Path folder) throws Exception {
    refuses(elsewhere(folder, "demo", null), "Livery needs a JDK 17", "apt-get install openjdk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "test", "bench", "build"})
  void too_little_disk_is_told_before_the_build(String command, @TempDir Path folder)
      throws Exception {
    var builder = elsewhere(folder, command, "17");
    builder.environment().put("LIVERY_BUILD_DISK_MIB", "999999999");
    for (var port : List.of("HTTP", "DB", "SMPP", "HANDSET")) {
      builder.environment().put("LIVERY_" + port + "_PORT", "1");
    }
    var what = command.equals("test") ? "testing" : "building";
    refuses(builder, "MiB free; " + what + " Livery needs 999999999 MiB.");
  }

  @Test
  void tests_without_a_browser_say_what_to_install_or_which_name_is_wrong(@TempDir Path folder)
      throws Exception {
    var builder = elsewhere(folder, "test", "17");
    refuses(builder, "The browser tests need Chromium: on Debian, 'apt-get install chromium'.");

    var none = folder.resolve("none").toString();
    builder.environment().put("LIVERY_BROWSER", none);
    refuses(builder, "LIVERY_BROWSER is " + none + ", which is no program.");
  }

  @Test
  void a_java_home_that_is_none_or_too_old_is_named_whatever_the_path_has(
      @TempDir Path none, @TempDir Path old) throws Exception {
    var builder = elsewhere(none, "demo", "17");
    builder.environment().put("JAVA_HOME", none.resolve("nowhere").toString());
    refuses(builder, "JAVA_HOME is " + none.resolve("nowhere"), "Name a JDK 17, or unset it.");

    builder = elsewhere(old, "demo", "17");
    program(old.resolve("jdk8/bin/java"), "echo '    java.specification.version = 1.8'");
    builder.environment().put("JAVA_HOME", old.resolve("jdk8").toString());
    refuses(builder, "Livery needs Java 17", "'java' is version 1.8.");
  }

  @Test
  void a_port_in_use_is_told_before_the_build_in_the_launchers_words(@TempDir Path folder)
      throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      var builder = elsewhere(folder, "demo --handset-port=" + port, "17");
      refuses(
          builder,
          "Port %d (port of the handset page) is in use. Name another one with LIVERY_HANDSET_PORT or --handset-port."
              .formatted(port));

      builder.command().remove(builder.command().size() - 1);
      builder.environment().put("LIVERY_DB_PORT", "" + port);
      refuses(builder, "Port " + port + " (port of the embedded MariaDB) is in use.");
    }
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
