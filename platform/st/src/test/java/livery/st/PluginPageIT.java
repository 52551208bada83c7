package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of plugins: another version, stop, start, remove and install, while texts come in. */
class PluginPageIT {

  private static final String HOST = "localhost";
  private static final long PHONES = 380_509_970_000L;
  private static Product product;
  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    product.books().change("UPDATE app_user SET must_change = FALSE");
  }

  @BeforeEach
  void open() {
    window = Browser.window(Browser.WIDE);
    page = window.newPage();
    Browser.signIn(page, product, HOST, "owner@livery.example");
    page.navigate(product.page(HOST, "/plugin/list.xhtml"));
    startVoting(); // a test that failed may have left it
  }

  private void startVoting() {
    var start = page.locator("tr:has-text('voting') button:has(.pi-play)");
    if (start.count() > 0) {
      start.click();
    }
    assertThat(page.locator("tr:has-text('voting') button:has(.pi-pause)")).isVisible();
  }

  @AfterEach
  void close() {
    window.close();
  }

  /** The built plugin, with another version in its manifest. */
  private static FilePayload jar(String id, String version) throws IOException {
    var built =
        Path.of(System.getProperty("livery.home", "."), "plugins", id, "target", id + "-1.0.0.jar");
    var bytes = new ByteArrayOutputStream();
    try (var in = new JarInputStream(Files.newInputStream(built))) {
      var manifest = in.getManifest();
      manifest.getMainAttributes().putValue("Plugin-Version", version);
      try (var out = new JarOutputStream(bytes, manifest)) {
        for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
          in.transferTo(out);
        }
      }
    }
    return new FilePayload(
        id + "-" + version + ".jar", "application/java-archive", bytes.toByteArray());
  }

  private void install(FilePayload jar) {
    page.locator("input[type=file]").setInputFiles(jar);
    page.locator("[id='upload:install']").click();
  }

  @Test
  void a_plugin_is_replaced_removed_and_installed_again_while_votes_come_in() throws Exception {
    var running = new AtomicBoolean(true);
    var sent = new AtomicInteger();
    var traffic =
        new Thread(
            () -> {
              while (running.get()) {
                new Handset(product, "" + (PHONES + sent.get())).text(Stage.NUMBER, "vote 1");
                sent.incrementAndGet();
                LockSupport.parkNanos(50_000_000);
              }
            });
    traffic.start();
    try {
      Await.until("votes come in", () -> sent.get() > 5);
      install(jar("voting", "1.0.1"));
      assertThat(page.locator(".ui-messages-info")).isVisible();
      assertThat(page.locator("tr:has-text('voting')")).containsText("1.0.1");
      var during = sent.get();
      Await.until("votes still come in", () -> sent.get() > during + 5);
      remove("voting");
      Await.until("votes wait for their plugin", () -> votes(sent, "IN", "PARKED") > 5);
      install(jar("voting", "1.0.2"));
      assertThat(page.locator("tr:has-text('voting')")).containsText("1.0.2");
      var back = sent.get();
      Await.until("votes come in again", () -> sent.get() > back + 5);
    } finally {
      running.set(false);
      traffic.join();
    }
    var phones = "phone BETWEEN '%d' AND '%d'".formatted(PHONES, PHONES + sent.get() - 1);
    Await.until(
        "every vote is counted",
        () ->
            product.books().number("SELECT COUNT(*) FROM voting_ballot WHERE " + phones)
                == sent.get());
    assertThat(votes(sent, "IN", "DONE")).as("there once each").isEqualTo(sent.get());
    assertThat(votes(sent, "OUT", "%")).as("answered once each").isEqualTo(sent.get());
    assertThat(product.books().broken()).isEmpty();
  }

  /** How many messages of one direction and state the phones of the votes have. */
  private static long votes(AtomicInteger sent, String direction, String state) {
    return product
        .books()
        .number(
            "SELECT COUNT(*) FROM message WHERE direction = '%s' AND state LIKE '%s' AND phone BETWEEN '%d' AND '%d'"
                .formatted(direction, state, PHONES, PHONES + sent.get() - 1));
  }

  private void remove(String plugin) {
    page.locator("tr:has-text('" + plugin + "') button:has(.pi-trash)").click();
    var dialog = page.locator(".ui-dialog:visible");
    assertThat(dialog.locator("button.ui-button-danger")).isDisabled();
    dialog.locator("input[data-danger]").fill(plugin);
    dialog.locator("button.ui-button-danger").click();
    assertThat(page.locator("tr:has-text('" + plugin + "')")).hasCount(0);
  }

  @Test
  void what_a_stopped_plugin_could_not_decide_is_tried_again() {
    var phone = "380509973001";
    page.locator("tr:has-text('voting') button:has(.pi-pause)").click();
    assertThat(page.locator("tr:has-text('voting') button:has(.pi-play)")).isVisible();
    new Handset(product, phone).text(Stage.NUMBER, "vote 1");
    var message = "SELECT %s FROM message WHERE direction = 'IN' AND phone = '" + phone + "'";
    Await.until(
        "the text waits", () -> "PARKED".equals(product.books().text(message.formatted("state"))));

    page.navigate(
        product.page(
            HOST, "/message/life.xhtml?id=" + product.books().text(message.formatted("id"))));
    page.locator("button:has(.pi-refresh)").click();
    Browser.settle(page);
    assertThat(product.books().text(message.formatted("state"))).isEqualTo("PARKED");

    page.navigate(product.page(HOST, "/plugin/list.xhtml"));
    startVoting();
    page.navigate(
        product.page(
            HOST, "/message/life.xhtml?id=" + product.books().text(message.formatted("id"))));
    if (page.locator("button:has(.pi-refresh)").count() > 0) {
      page.locator("button:has(.pi-refresh)").click();
    }
    Await.until(
        "the text is decided",
        () -> "DONE".equals(product.books().text(message.formatted("state"))));
  }

  @Test
  void a_plugin_is_removed_by_its_name_and_installed_again() throws Exception {
    remove("autoreply");

    install(jar("autoreply", "1.0.1"));
    assertThat(page.locator("tr:has-text('autoreply')")).containsText("1.0.1");
  }

  @Test
  void what_is_no_plugin_is_refused_in_words() {
    install(new FilePayload("nonsense.jar", "application/java-archive", new byte[] {1, 2, 3}));
    assertThat(page.locator(".ui-messages-error")).isVisible();
    page.locator("[id='upload:install']").click();
    assertThat(page.locator(".ui-messages-error")).isVisible();
  }
}
