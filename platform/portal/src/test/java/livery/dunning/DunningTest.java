package livery.dunning;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import livery.billing.Money;
import livery.document.Document;
import livery.document.Documents;
import livery.document.Files;
import livery.document.Letterheads;
import livery.document.Mailing;
import livery.document.State;
import livery.fault.Fault;
import livery.issue.IssueTown;
import livery.order.Sought;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.post.Mailer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DunningTest {

  private final IssueTown town = new IssueTown();
  private final Receivables receivables =
      new Receivables(town.test.store, town.test.sql, town.test.tree, town.test.clock);
  private final Dunning dunning =
      new Dunning(
          town.test.store,
          town.test.sql,
          town.test.tree,
          receivables,
          town.parties,
          new Letterheads(town.test.brands, town.parties, town.test.tree),
          town.issuer,
          town.acts,
          town.test.audit);

  private List<Long> texts;

  @BeforeEach
  void owe() {
    town.topUp(ACME, PLATFORM, "1000");
    town.topUp(BAKERY, ACME, "3");
    town.sell(BAKERY, 10, "0.5", "0.02");
    texts = town.sell(DENTIST, 4, "1", "0.02");
    town.at("2026-04-01T08:00:00Z");
    town.months.run(town.owner(ACME), IssueTown.MARCH);
    dunning.save(town.owner(ACME), rule(true));
  }

  private static DunningRule rule(boolean active) {
    return new DunningRule(
        active,
        BigDecimal.ONE,
        List.of(
            new DunningRule.Level(5, Sheet.Tone.FRIENDLY),
            new DunningRule.Level(20, Sheet.Tone.FINAL)));
  }

  private List<Document> letters(long tenant) {
    return town.documents.list(
        town.owner(tenant),
        new Documents.Query(Kind.DUNNING, null, null, false, "", 0, 0),
        Long.MAX_VALUE,
        50);
  }

  private Money open(long tenant) {
    return receivables.list(town.owner(ACME), "", 9).stream()
        .filter(one -> one.tenantId() == tenant)
        .map(Receivables.Debtor::open)
        .findFirst()
        .orElse(Money.zero("EUR"));
  }

  @Test
  void the_wallet_pays_the_oldest_invoices_first_and_by_itself() {
    assertThat(open(BAKERY)).isEqualTo(Money.of("4.50", "EUR"));
    assertThat(open(DENTIST)).isEqualTo(Money.of("6", "EUR"));
    assertThat(receivables.all(town.owner(ACME), Sought.of("BAK")))
        .extracting(Receivables.Debtor::tenantId)
        .containsExactly(BAKERY);

    town.topUp(BAKERY, ACME, "2");
    assertThat(open(BAKERY)).isEqualTo(Money.of("2.50", "EUR"));
    town.topUp(BAKERY, ACME, "100");
    assertThat(open(BAKERY)).isEqualTo(Money.zero("EUR"));

    var invoice =
        town.documents
            .list(
                town.owner(BAKERY),
                new Documents.Query(Kind.INVOICE, null, null, false, "", 0, 0),
                Long.MAX_VALUE,
                5)
            .get(0);
    assertThat(invoice.state()).isEqualTo(State.SETTLED);
  }

  @Test
  void what_is_given_back_for_an_invoice_is_no_payment_of_it() {
    var acme = town.owner(ACME);
    town.sell(DENTIST, 1, "1", "0.02");

    town.giveBack(List.of(texts.get(0), texts.get(2)), 1, "1");
    assertThat(open(DENTIST)).isEqualTo(Money.of("6", "EUR"));
    town.at("2026-05-01T08:00:00Z");
    town.months.run(acme, IssueTown.MARCH.plusMonths(1));

    // 6 of March and 1 of April were sold, 2 were given back.
    assertThat(open(DENTIST)).isEqualTo(Money.of("5", "EUR"));
  }

  @Test
  void each_level_is_reached_once_and_what_is_paid_is_reminded_of_no_more() {
    var acme = town.owner(ACME);
    assertThat(dunning.remind(acme)).isZero();
    town.test.clock.pass(Duration.ofDays(14 + 5));

    assertThat(dunning.remind(acme)).isEqualTo(2);
    assertThat(dunning.remind(acme)).isZero();
    var logged = "SELECT COUNT(*) FROM audit WHERE action = 'dunning.remind' AND detail LIKE '%: ";
    assertThat(town.count(logged + "2'")).isEqualTo(1);
    assertThat(town.count(logged + "0'")).as("before, and once more").isEqualTo(2);
    assertThat(letters(BAKERY)).hasSize(1);
    assertThat(letters(BAKERY).get(0).gross()).isEqualTo(Money.of("4.50", "EUR"));

    town.topUp(BAKERY, ACME, "100");
    town.test.clock.pass(Duration.ofDays(15));
    assertThat(dunning.remind(acme)).isEqualTo(1);
    assertThat(letters(BAKERY)).hasSize(1);
    assertThat(letters(DENTIST)).hasSize(2);
    assertThat(
            town.documents
                .sheet(town.owner(DENTIST), letters(DENTIST).get(0).id())
                .heading()
                .tone())
        .isEqualTo(Sheet.Tone.FINAL);
  }

  @Test
  void a_reminder_reaches_the_debtors_mailbox_with_its_letter() throws Exception {
    var server = new GreenMail(new ServerSetup(0, null, "smtp"));
    server.start();
    try {
      var mailer =
          new Mailer(
              new Mailer.Server("127.0.0.1", server.getSmtp().getPort(), "", "", "none"),
              "documents@sms.example",
              town.test.clock);
      var files = new Files(town.test.store, town.documents, town.test.clock);
      var mailing = new Mailing(town.test.store, town.parties, files, mailer, town.test.clock);
      town.moved.observe(mailing::sent);
      town.parties.save(town.owner(BAKERY), IssueTown.requisites("ТОВ «Пекарня»", "20", true));
      town.test.clock.pass(Duration.ofDays(14 + 5));

      dunning.remind(town.owner(ACME));
      mailing.work();

      var letter = letters(BAKERY).get(0);
      var received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getAllRecipients()[0]).hasToString("docs@example.com");
      assertThat(received[0].getSubject()).contains(letter.number(), "Company 10");
      assertThat(((MimeMultipart) received[0].getContent()).getCount()).isEqualTo(2);
      assertThat(ReceivablesCsv.of(receivables.all(town.owner(ACME))))
          .contains("\"bakery\",\"EUR\",1,\"2026-04-15\",0,4.5,0,0,0,4.5");
    } finally {
      server.stop();
    }
  }

  /**
   * Lago, spec/services/dunning_campaigns/bulk_process_service_spec.rb (billing.md §1.9, case E09):
   * 51.00 late are more than the 50.99 of their currency, 50.00 are not; four days between
   * attempts, five at most.
   */
  @Test
  void lago_reminds_from_a_least_sum_on_with_days_between_and_a_most_of_attempts() {
    var acme = town.owner(ACME);
    var attempts =
        java.util.stream.IntStream.of(5, 9, 13, 17, 21)
            .mapToObj(days -> new DunningRule.Level(days, Sheet.Tone.FIRM))
            .toList();
    dunning.save(acme, new DunningRule(true, new BigDecimal("50.99"), attempts));
    town.sell(BAKERY, 1, "46.5", "0.02");
    town.sell(DENTIST, 1, "44", "0.02");
    town.at("2026-05-01T08:00:00Z");
    town.months.run(acme, IssueTown.MARCH.plusMonths(1));
    assertThat(open(BAKERY)).isEqualTo(Money.of("51", "EUR"));
    assertThat(open(DENTIST)).isEqualTo(Money.of("50", "EUR"));

    town.test.clock.pass(Duration.ofDays(14 + 5));
    assertThat(dunning.remind(acme)).isEqualTo(1);
    town.test.clock.pass(Duration.ofDays(3));
    assertThat(dunning.remind(acme)).as("three days later").isZero();
    town.test.clock.pass(Duration.ofDays(1));
    assertThat(dunning.remind(acme)).as("four days later").isEqualTo(1);
    for (var more = 0; more < 6; more++) {
      town.test.clock.pass(Duration.ofDays(4));
      assertThat(dunning.remind(acme)).as("%d", more).isEqualTo(more < 3 ? 1 : 0);
    }
    assertThat(letters(BAKERY)).hasSize(5);
    assertThat(letters(DENTIST)).isEmpty();
  }

  @Test
  void levels_come_later_and_later() {
    for (var bad :
        List.of(
            List.of(
                new DunningRule.Level(5, Sheet.Tone.FIRM),
                new DunningRule.Level(5, Sheet.Tone.FINAL)),
            List.of(new DunningRule.Level(0, Sheet.Tone.FIRM)),
            List.of(new DunningRule.Level(366, Sheet.Tone.FIRM)),
            List.<DunningRule.Level>of())) {
      assertThatThrownBy(() -> new DunningRule(true, BigDecimal.ONE, bad))
          .isInstanceOf(Fault.class);
    }
  }
}
