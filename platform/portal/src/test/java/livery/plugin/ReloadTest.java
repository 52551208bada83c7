package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import livery.testkit.PluginForge;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

  private static final int RELOADS = 100;

  @TempDir Path work;

  @Test
  @Timeout(300)
  void classes_of_replaced_versions_do_not_pile_up() throws Exception {
    var store = new OpenStore(TestDatabase.create());
    try (var script = ReloadTest.class.getResourceAsStream("/db/portal/V70__plugin.sql")) {
      var sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      store.jdbi().useHandle(handle -> handle.createScript(sql).execute());
    }
    var host =
        new PluginHost(store, Clock.systemUTC(), work.resolve("plugins"), Duration.ofSeconds(5));
    host.start(null);
    var jar = PluginForge.type(work, "poll", "1.0.0", "return all(messages, \"x\");");
    for (var warm = 0; warm < 5; warm++) {
      reload(host, jar);
    }
    var before = loadedNow();

    for (var i = 0; i < RELOADS; i++) {
      reload(host, jar);
    }

    assertThat(loadedNow() - before).isLessThan(RELOADS / 2);
    host.stop(null);
  }

  private static void reload(PluginHost host, Path jar) {
    host.folder().install(jar);
    host.folder().remove("poll");
  }

  private static long loadedNow() {
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }
}
