package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import livery.frame.Texts;
import livery.testkit.PluginForge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginJarTest {

  @TempDir Path work;

  @Test
  void a_proper_jar_is_taken() {
    var jar = PluginJar.read(forged(forge -> forge.with("Plugin-Requires", ">=1.0.0 & <2.0.0")));

    assertThat(jar.fileName()).isEqualTo("poll-1.0.0.jar");
    assertThat(jar.sha256()).hasSize(32);
  }

  @Test
  void bad_jars_are_refused_with_the_reason() throws IOException {
    refused("outside of itself", forge -> forge.entry("../../etc/x", ""));
    refused("which the portal provides", forge -> forge.entry("livery/api/Form.class", ""));
    refused("which the portal provides", forge -> forge.entry("jakarta/persistence/Id.class", ""));
    refused("Plugin-Id in the manifest", forge -> forge.with("Plugin-Id", "Bad Id"));
    refused("Plugin-Version in the manifest", forge -> forge.with("Plugin-Version", "new"));
    refused("requires API >=9.0.0", forge -> forge.with("Plugin-Requires", ">=9.0.0"));
    refused("depends on other plugins", forge -> forge.with("Plugin-Dependencies", "voting"));
    refused(
        "touches the table wallet",
        forge ->
            forge
                .entry("db/migration/", "")
                .entry(
                    "db/migration/V1__x.sql", "CREATE TABLE poll_a (id INT);\nDROP TABLE wallet;"));
    refused(
        "touches the table tenant",
        forge ->
            forge
                .entry("db/migration/", "")
                .entry("db/migration/V1__x.sql", "update `tenant` set name = 'x'"));
    refused(
        "no entry for the folder",
        forge -> forge.entry("db/migration/V1__x.sql", "CREATE TABLE poll_a (id INT);"));

    var text = Files.writeString(work.resolve("text.jar"), "not a jar");
    assertThatThrownBy(() -> PluginJar.read(text)).hasMessageContaining("not a readable jar");
    var huge = work.resolve("huge.jar");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(PluginJar.SIZE_MAX + 1);
    }
    assertThatThrownBy(() -> PluginJar.read(huge)).hasMessageContaining("at most 52428800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "uk", "ru"})
  void a_refusal_can_be_read_in_each_language(String language) {
    var jar = forged(forge -> forge.with("Plugin-Dependencies", "other"));

    assertThatThrownBy(() -> PluginJar.read(jar))
        .isInstanceOfSatisfying(
            PluginFailure.Refused.class,
            refused -> {
              var fault = refused.fault();
              var text = Texts.in(new Locale(language)).of(fault.key(), fault.arguments());
              assertThat(text).contains("other");
              assertThat(text.equals(refused.getMessage())).isEqualTo(language.equals("en"));
            });
  }

  private void refused(String reason, UnaryOperator<PluginForge> change) {
    var jar = forged(change);

    assertThatThrownBy(() -> PluginJar.read(jar))
        .isInstanceOf(PluginFailure.Refused.class)
        .hasMessageContaining(reason);
  }

  private Path forged(UnaryOperator<PluginForge> change) {
    return change
        .apply(new PluginForge(work, "poll", "1.0.0").entry("META-INF/extensions.idx", "x\n"))
        .jar();
  }
}
