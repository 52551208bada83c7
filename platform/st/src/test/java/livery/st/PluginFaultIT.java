package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import livery.simulator.Operator;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import livery.simulator.Text;
import livery.testkit.PluginForge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Campaign types that misbehave, F13 of the fault list: their message is parked with its reason,
 * nothing of it is half done, and the vote beside them goes on.
 */
class PluginFaultIT {

  private static final int VOTES = 80;
  private static final String ALL = "return all(messages, \"done\");";
  private static Product product;
  private static Smsc smsc;
  private static Outpost outpost;
  private static long next = 380_680_000_000L;

  @TempDir static Path work;

  @BeforeAll
  static void start() throws Exception {
    product = Product.shared();
    new Stage(product);
    smsc = Smsc.start(OperatorSettings.of("plugins", 0));
    outpost = new Outpost(product).voting();
    outpost.link("plugins", operator().port(), Map.of());
    assertThat(operator().awaitReceiver(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void end() {
    outpost.close();
    smsc.close();
    assertThat(product.books().broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thrower  | throw new IllegalStateException(\"oh no\");    | oh no",
        "stopper  | throw new ThreadDeath();                       | ThreadDeath",
        "deep     | return onMessages(messages, campaign);         | StackOverflowError",
        "short    | return List.of();                              | 0 outcomes for 1 messages",
        "silent   | return null;                                   | answered null",
        "longlist | return Collections.nCopies(7, Outcome.silent(\"x\", \"\")); | 7 outcomes",
      })
  void f13_a_type_that_fails_parks_its_message_and_no_other(String id, String body, String reason)
      throws Exception {
    install(id, body);

    var phone = textTo(id);

    assertParked(phone, reason);
    remove(id);
  }

  /**
   * The machine decides what comes first: the end of the memory, or of the type's time; and a slow
   * one may suspend the type before its message has been tried alone.
   */
  @Test
  void f13_a_type_that_allocates_gigabytes_fails_alone() throws Exception {
    install(
        "greedy",
        "var hoard = new ArrayList<byte[]>();"
            + " for (var i = 0; i < 64; i++) { hoard.add(new byte[1 << 26]); } "
            + ALL);

    var phone = textTo("greedy");

    assertParked(phone, "OutOfMemoryError|took longer than|did not come back");
    remove("greedy");
  }

  @Test
  void f13_a_type_that_hangs_for_ever_is_suspended_and_the_others_go_on() throws Exception {
    var release = work.resolve("release");
    install(
        "hangs",
        "while (!java.nio.file.Files.exists(java.nio.file.Path.of(\""
            + release
            + "\"))) { try { Thread.sleep(20); } catch (InterruptedException on) { } } "
            + ALL);

    var phone = textTo("hangs");

    assertParked(phone, "took longer than");
    Await.until("it is suspended", () -> plugin("hangs").contains("\"SUSPENDED\""));
    var later = textTo("hangs");
    assertParked(later, "takes no messages now");
    Files.createFile(release);
    remove("hangs");
  }

  @Test
  void f13_a_type_that_starts_threads_harms_nobody() throws Exception {
    install(
        "threads",
        "for (var i = 0; i < 40; i++) { var thread = new Thread(() -> { var end ="
            + " System.nanoTime() + 3_000_000_000L; while (System.nanoTime() < end) {"
            + " Thread.onSpinWait(); } }); thread.setDaemon(true); thread.start(); } "
            + ALL);

    var phone = textTo("threads");

    Await.until("it is decided", () -> incoming(phone, "state = 'DONE'") == 1);
    remove("threads");
  }

  /** Thrown twice: with its batch and alone. It says nothing about the message. */
  @ParameterizedTest
  @CsvSource({"tangled, 40001, 1213", "cutoff, 08000, -1", "killed, 70100, 1927"})
  void f13_a_database_that_fails_within_a_type_is_tried_again_and_parks_nothing(
      String id, String state, int code) throws Exception {
    install(
        id,
        ("var times = Integer.getInteger(\"livery.%s\", 0) + 1;"
                    + " System.setProperty(\"livery.%s\", \"\" + times); if (times <= 2) { throw new"
                    + " IllegalStateException(new java.sql.SQLException(\"gone\", \"%s\", %d)); } ")
                .formatted(id, id, state, code)
            + ALL);

    var phone = textTo(id);

    assertDone(phone);
    assertThat(plugin(id)).doesNotContain("gone");
    remove(id);
  }

  @Test
  void f13_a_statement_that_waits_for_the_database_is_given_more_time() throws Exception {
    install(
        "patient",
        "try (var c = context.dataSource().getConnection(); var s = c.createStatement()) {"
            + " s.execute(\"DO SLEEP(3)\"); } catch (java.sql.SQLException failure) { throw new"
            + " IllegalStateException(failure); } "
            + ALL);

    var phone = textTo("patient");

    assertDone(phone);
    remove("patient");
  }

  @Test
  void f13_a_row_that_the_database_refuses_takes_the_others_of_its_message_back() throws Exception {
    var jar =
        new PluginForge(work, "brokenrow", "1.0.0")
            .extension(
                "brokenrow",
                """
                try (var c = context.dataSource().getConnection(); var s = c.createStatement()) {
                  for (var m : messages) {
                    s.execute("INSERT INTO brokenrow_seen VALUES (" + m.id() + ", 'good')");
                    s.execute("INSERT INTO brokenrow_seen VALUES (" + m.id() + ", 'again')");
                  }
                } catch (java.sql.SQLException failure) {
                  throw new IllegalStateException(failure);
                }
                return all(messages, "seen");
                """)
            .entry("db/migration/", "")
            .entry(
                "db/migration/V1__seen.sql",
                "CREATE TABLE brokenrow_seen (id BIGINT PRIMARY KEY, word VARCHAR(10));")
            .jar();
    install(jar);
    begin("brokenrow");

    var phone = textTo("brokenrow");

    assertParked(phone, "Duplicate entry");
    assertThat(product.books().number("SELECT COUNT(*) FROM brokenrow_seen")).isZero();
    remove("brokenrow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wordy   | PARKED | Outcome.reply(\"l\".repeat(500), \"\", \"ok\")",
        "endless | DONE   | Outcome.reply(\"x\", \"\", \"t\".repeat(60_000))",
        "flood   | DONE   | Outcome.reply(\"x\", \"\", \"t\".repeat(200_000))",
        "astray  | PARKED | new Outcome(\"x\", \"\", List.of(new Outcome.Send(\"nobody at all, but a"
            + " long name\", \"hello\")))",
      })
  void f13_an_outcome_that_fits_nowhere_is_not_sent_and_leaves_nothing_undecided(
      String id, String state, String outcome) throws Exception {
    install(
        id,
        "var out = new ArrayList<Outcome>(); for (var m : messages) { out.add("
            + outcome
            + "); } return out;");

    var phone = textTo(id);

    Await.until("it is decided", () -> incoming(phone, "1 = 1") == 1);
    assertThat(incoming(phone, "state = '" + state + "'")).isEqualTo(1);
    assertThat(
            outpost.messages(
                "COUNT(*)",
                "direction = 'OUT' AND phone = '%s' AND NOT (state = 'REFUSED' AND reason ="
                        .formatted(phone)
                    + " 'too-long')"))
        .isZero();
    remove(id);
  }

  /** Texts to the campaign of the type while votes come in beside it, which all are answered. */
  private static String textTo(String word) throws Exception {
    var first = next;
    next += VOTES + 1;
    var votes = smsc.load(outpost.votes("plugins", VOTES, 100, first));
    Await.until("votes are counted", () -> votes.report().replied() > VOTES / 10);
    var phone = Long.toString(next - 1);
    smsc.text(new Text(phone, outpost.number(), word + " hello", "plugins", null, null));
    var report = votes.await(Duration.ofMinutes(1));
    System.out.println("[plugin] " + word + " " + report);
    assertThat(report.over()).isTrue();
    assertThat(report.acked()).isEqualTo(VOTES);
    assertThat(report.lost()).as("votes beside " + word).isZero();
    return phone;
  }

  /** Parked with its reason, and nothing else of it: no money, no reply. */
  private static void assertParked(String phone, String reason) {
    Await.until("it is decided", () -> incoming(phone, "1 = 1") == 1);
    var message = " FROM message WHERE direction = 'IN' AND phone = '" + phone + "'";
    assertThat(product.books().text("SELECT state" + message)).isEqualTo("PARKED");
    assertThat(product.books().text("SELECT note" + message)).containsPattern(reason);
    assertThat(
            product
                .books()
                .number("SELECT COUNT(*) FROM rated WHERE event_id = (SELECT id" + message + ")"))
        .isZero();
    assertThat(outpost.messages("COUNT(*)", "direction = 'OUT' AND phone = '" + phone + "'"))
        .isZero();
  }

  private static void assertDone(String phone) {
    Await.until("it is decided", () -> incoming(phone, "1 = 1") == 1);
    assertThat(incoming(phone, "state = 'DONE'")).isEqualTo(1);
  }

  private static long incoming(String phone, String condition) {
    return outpost.messages(
        "COUNT(*)", "direction = 'IN' AND phone = '" + phone + "' AND " + condition);
  }

  private static void install(String id, String onMessages) throws Exception {
    install(PluginForge.type(work, id, "1.0.0", onMessages));
    begin(id);
  }

  private static void install(Path jar) throws Exception {
    var answer =
        outpost
            .platform()
            .send(
                "POST",
                "/plugins",
                HttpRequest.BodyPublishers.ofFile(jar),
                "application/java-archive");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void begin(String id) {
    outpost.start(id, id, "{}");
  }

  private static String plugin(String id) {
    return outpost.platform().get("/plugins/" + id).body();
  }

  private static void remove(String id) {
    assertThat(outpost.platform().ask("DELETE", "/plugins/" + id, null).statusCode())
        .isEqualTo(204);
  }

  private static Operator operator() {
    return smsc.operator("plugins");
  }
}
