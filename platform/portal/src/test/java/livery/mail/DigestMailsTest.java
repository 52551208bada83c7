package livery.mail;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.campaign.OneType;
import livery.digest.DigestLetter;
import livery.digest.DigestMails;
import livery.digest.Digests;
import livery.fault.Fault;
import livery.message.MessageTown;
import livery.money.Wallets;
import livery.post.Mailer;
import livery.price.Products;
import livery.sales.Sales;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import livery.traffic.TrafficCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is noon of Sunday, 1 March 2026, in Kyiv, where the tenants are. */
class DigestMailsTest {

  private static final String PORTAL = "https://acme.example";

  private final GreenMail server = new GreenMail(new ServerSetup(0, null, "smtp"));
  private final MessageTown town = new MessageTown();
  private final TestTenants test = town.tenants;
  private final Mails mails = new Mails(test.store, test.ids, test.clock);
  private final Digests digests =
      new Digests(test.store, test.sql, test.tree, test.people, test.ids, test.clock, test.audit);
  private Scope anna;
  private long fedir;

  @BeforeEach
  void begin() {
    server.start();
    anna = person(BAKERY, "anna", Role.VIEWER);
    fedir = person(BAKERY, "fedir", Role.OWNER).userId();
    town.execute(
        "INSERT INTO campaign VALUES (7, ?, '=Голоси', 'voting', NULL, '{}', 'Europe/Kyiv', 'RUNNING',"
            + " '2026-01-01', NULL, '2026-01-01')",
        BAKERY);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Scope person(long tenant, String name, Role role) {
    var id = test.person(tenant, name, role).person().id();
    return new Scope(tenant, tenant, id, name, role);
  }

  /** As after a start of the portal: nothing is remembered. */
  private DigestMails fresh() {
    var letters =
        new DigestLetter(
            test.tree,
            test.brands,
            new Wallets(test.store, test.sql, test.tree, test.ids, test.clock),
            new Sales(test.sql, test.tree),
            new TrafficCounts(test.sql),
            town.messages,
            new Products(test.store, test.tree, test.audit, new OneType()),
            test.clock);
    return new DigestMails(test.store, test.tree, letters, mails, test.clock);
  }

  private void traffic(String hour, String direction, String state, int messages, long micros) {
    town.execute(
        "INSERT INTO traffic_hour VALUES (?, ?, ?, 101, 7, 7, ?, ?, ?, ?)",
        BAKERY,
        hour,
        direction,
        state,
        messages,
        messages,
        micros);
  }

  private void sale(long seller, long buyer, String hour, long micros, long cost) {
    town.execute(
        "INSERT INTO sale (seller_id, hour, buyer_id, product, price_id, currency, cost_currency,"
            + " rate, rate_on, chunk, quantity, amount, cost, converted) VALUES (?, ?, ?, 'sms.mt', 1,"
            + " 'EUR', 'EUR', 0, '1970-01-01', 1, 2, ?, ?, ?)",
        seller,
        hour,
        buyer,
        micros,
        cost,
        cost);
  }

  private void at(String moment) {
    test.clock.pass(Duration.between(test.clock.instant(), Instant.parse(moment)));
  }

  private List<MimeMessage> deliver() throws Exception {
    server.purgeEmailFromAllMailboxes();
    var mailer =
        new Mailer(
            new Mailer.Server("127.0.0.1", server.getSmtp().getPort(), "", "", "none"),
            "reports@sms.example",
            test.clock);
    new MailJobs(
            new LowBalanceMails(test.store, test.tree, test.brands, mails, test.clock),
            new BrokenBooksMails(test.store, test.tree, test.brands, mails, test.clock),
            mails,
            mailer)
        .run();
    return Arrays.asList(server.getReceivedMessages());
  }

  private static String part(MimeMessage mail, int number) throws Exception {
    var part = ((MimeMultipart) mail.getContent()).getBodyPart(number);
    return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void one_that_cannot_be_written_holds_up_nobody_and_is_tried_an_hour_later() throws Exception {
    digests.subscribe(anna, 0, "DAY", PORTAL);
    town.execute("UPDATE digest SET tenant_id = 987"); // whom nobody knows
    digests.subscribe(person(BAKERY, "olha", Role.VIEWER), 0, "DAY", PORTAL);
    at("2026-03-02T05:00:00Z");

    assertThat(fresh().write()).isOne();
    assertThat(fresh().write()).isZero();
    town.execute("UPDATE digest SET tenant_id = ?", BAKERY);
    at("2026-03-02T05:59:59Z");
    assertThat(fresh().write()).isZero();
    at("2026-03-02T06:00:00Z");
    assertThat(fresh().write()).isOne();
    assertThat(deliver()).hasSize(2);
  }

  @Test
  void a_day_is_told_once_in_the_morning_after_with_what_was_paid_and_what_is_left()
      throws Exception {
    digests.subscribe(anna, 0, "DAY", PORTAL);
    traffic("2026-02-28 21:00", "IN", "DONE", 100, 0); // the day before
    traffic("2026-02-28 22:00", "IN", "DONE", 3, 0);
    traffic("2026-03-01 21:00", "OUT", "SENT", 2, 100_000);
    traffic("2026-03-01 21:00", "OUT", "DELIVERED", 1, 0);
    traffic("2026-03-01 22:00", "OUT", "SENT", 50, 0); // the day after
    sale(ACME, BAKERY, "2026-02-28 21:00", 9_000_000, 0);
    sale(ACME, BAKERY, "2026-03-01 21:00", 100_000, 40_000);

    at("2026-03-02T04:59:59Z");
    assertThat(fresh().write()).isZero();
    at("2026-03-02T05:00:00Z");
    assertThat(fresh().write()).isEqualTo(1);
    assertThat(fresh().write()).as("after a restart").isZero();

    var received = deliver();
    assertThat(received).hasSize(1);
    var mail = received.get(0);
    assertThat(mail.getFrom()[0]).hasToString("acme <reports@sms.example>");
    assertThat(mail.getAllRecipients()[0]).hasToString("anna@20.example");
    assertThat(mail.getSubject()).contains("bakery", "звіт");
    var stop = PORTAL + "/digest/stop?code=" + digests.list(anna).get(0).stopCode();
    assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<" + stop + ">");
    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(part(mail, 0))
        .contains("Сплачено: ", "0,10", "9,00", "Доступно зараз", "1,00", stop)
        .contains("=Голоси: отримано 3, надіслано 2, доставлено 1, вартість ")
        .doesNotContain("Продано клієнтам");
    assertThat(part(mail, 1))
        .startsWith("\uFEFF\"Вид\";\"Назва\"")
        .contains("\"Кампанія\";\"'=Голоси\";3;2;1;;0,1;;;\"EUR\"")
        .contains(";2;0,1;;;\"EUR\"");
    assertThat(deliver()).isEmpty();
  }

  @Test
  void many_at_once_tell_a_period_once_and_each_that_was_missed() throws Exception {
    digests.subscribe(anna, 0, "DAY", PORTAL);
    digests.subscribe(anna, 0, "WEEK", PORTAL);
    digests.subscribe(anna, 0, "MONTH", PORTAL);
    at("2026-03-04T12:00:00Z");

    var pool = Executors.newFixedThreadPool(4);
    var written = 0;
    for (var round = 0; round < 3; round++) {
      var all = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 4; i++) {
        all.add(() -> fresh().write());
      }
      for (var one : pool.invokeAll(all)) {
        written += one.get();
      }
    }
    pool.shutdown();

    // three days, and the week that ended on 1 March; the month goes on
    assertThat(written).isEqualTo(4);
    assertThat(deliver()).hasSize(4);
    assertThat(digests.list(anna))
        .extracting(one -> one.every() + " " + one.since() + " " + one.dueAt())
        .containsExactly(
            "DAY 2026-03-04 2026-03-05T05:00:00Z",
            "MONTH 2026-03-01 2026-04-01T04:00:00Z",
            "WEEK 2026-03-02 2026-03-09T05:00:00Z");
  }

  @Test
  void a_reseller_reads_what_its_clients_brought_and_no_campaign_cost_of_theirs() throws Exception {
    var olha = person(ACME, "olha", Role.FINANCE);
    digests.subscribe(olha, 0, "DAY", PORTAL);
    digests.subscribe(person(ACME, "ivan", Role.VIEWER), 0, "DAY", PORTAL);
    traffic("2026-03-01 10:00", "OUT", "SENT", 2, 100_000);
    sale(ACME, BAKERY, "2026-03-01 10:00", 3_000_000, 1_000_000);
    at("2026-03-02T06:00:00Z");

    assertThat(fresh().write()).isEqualTo(2);
    var received = deliver();
    var finance = part(received.get(0), 0);
    var viewer = part(received.get(1), 0);

    assertThat(received.get(0).getAllRecipients()[0]).hasToString("olha@10.example");
    assertThat(finance).contains("bakery: ", "3,00", "маржа", "2,00").doesNotContain("вартість");
    assertThat(part(received.get(0), 1)).contains("\"Клієнт\";\"bakery\";;;;2;;3;2;\"EUR\"");
    assertThat(viewer).doesNotContain("маржа", "3,00");
    assertThat(part(received.get(1), 1)).doesNotContain("Клієнт\"");
  }

  @Test
  void one_click_ends_it_once_and_a_wrong_code_nothing() throws Exception {
    var code = digests.subscribe(anna, 0, "DAY", PORTAL).stopCode();
    digests.subscribe(anna, 0, "MONTH", PORTAL);

    assertThat(digests.stop((String) null)).isEmpty();
    assertThat(digests.stop(code.substring(1))).isEmpty();
    assertThat(digests.stop("ї" + code)).isEmpty();
    assertThat(digests.ofCode(code)).isPresent();
    assertThat(digests.stop(code)).isPresent();
    assertThat(digests.stop(code)).isEmpty();

    at("2026-03-02T06:00:00Z");
    assertThat(fresh().write()).isZero();
    assertThat(digests.list(anna)).hasSize(1);
    assertThat(test.log.read(test.owner(BAKERY), "", Long.MAX_VALUE, 10))
        .extracting(entry -> entry.action() + " " + entry.detail())
        .contains("digest.stop anna@20.example: DAY");
  }

  @Test
  void people_have_their_own_and_who_manages_those_of_the_tenant() {
    assertThatThrownBy(() -> digests.subscribe(anna, fedir, "DAY", PORTAL))
        .isInstanceOf(NotAllowed.class);
    var owner = test.owner(BAKERY);
    var made = digests.subscribe(owner, fedir, "DAY", PORTAL);
    assertThat(digests.subscribe(owner, fedir, "DAY", PORTAL)).isEqualTo(made);
    digests.subscribe(anna, 0, "DAY", PORTAL);

    assertThat(digests.list(anna)).hasSize(1);
    assertThat(digests.list(owner)).hasSize(2);
    assertThat(digests.list(test.owner(NOVA))).isEmpty();
    assertThatThrownBy(() -> digests.stop(anna, made.id())).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> digests.stop(test.owner(NOVA), made.id())).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> digests.subscribe(test.owner(NOVA), fedir, "WEEK", PORTAL))
        .as("somebody of another tenant")
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> digests.subscribe(owner, 0, "DAY", PORTAL))
        .as("a key is nobody")
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> digests.subscribe(owner, fedir, "HOUR", PORTAL))
        .isInstanceOf(Fault.class);
    digests.stop(owner, made.id());
    assertThat(digests.list(owner)).hasSize(1);
  }

  @Test
  void who_is_suspended_is_told_nothing_of_that_time() throws Exception {
    var owner = person(PLATFORM, "root", Role.OWNER);
    digests.subscribe(anna, 0, "DAY", PORTAL);
    town.execute("UPDATE app_user SET state = 'SUSPENDED' WHERE id = ?", anna.userId());
    at("2026-03-04T12:00:00Z");
    for (var i = 0; i < 5; i++) {
      assertThat(fresh().write()).isZero();
    }
    town.execute("UPDATE app_user SET state = 'ACTIVE' WHERE id = ?", anna.userId());
    digests.subscribe(owner, 0, "DAY", "http://localhost:8080");

    at("2026-03-05T05:00:00Z");
    assertThat(fresh().write()).isEqualTo(2);
    var received = deliver();
    assertThat(received).hasSize(2);
    assertThat(part(received.get(1), 0)).doesNotContain("Сплачено", "Доступно");
  }
}
