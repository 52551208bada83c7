package livery.mail;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import livery.money.LedgerChecks;
import livery.money.Purses;
import livery.post.Mailer;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokenBooksMailsTest {

  private final GreenMail server = new GreenMail(new ServerSetup(0, null, "smtp"));
  private final TestTenants test = new Purses().test;
  private final LedgerChecks checks =
      new LedgerChecks(test.store, test.tree, test.ids, test.clock, test.audit);
  private final Mails mails = new Mails(test.store, test.ids, test.clock);
  private MailJobs jobs;

  @BeforeEach
  void listen() {
    server.start();
    var mailer =
        new Mailer(
            new Mailer.Server("127.0.0.1", server.getSmtp().getPort(), "", "", "none"),
            "books@sms.example",
            test.clock);
    jobs =
        new MailJobs(
            new LowBalanceMails(test.store, test.tree, test.brands, mails, test.clock),
            new BrokenBooksMails(test.store, test.tree, test.brands, mails, test.clock),
            mails,
            mailer);
    test.person(PLATFORM, "olena", Role.OWNER);
    test.person(PLATFORM, "petro", Role.VIEWER);
    test.person(ACME, "anna", Role.OWNER);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  /** Checks twice, as two nights do, and says what was mailed. */
  private List<MimeMessage> mailedAfterTwoNights() throws Exception {
    server.purgeEmailFromAllMailboxes();
    for (var night = 0; night < 2; night++) {
      checks.run(test.owner(PLATFORM));
      jobs.run();
      jobs.run();
    }
    return Arrays.asList(server.getReceivedMessages());
  }

  private void sql(String sql) {
    test.store.jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void an_invariant_that_breaks_is_mailed_once_to_the_platforms_owner() throws Exception {
    assertThat(mailedAfterTwoNights()).isEmpty();

    sql("UPDATE wallet SET balance = balance + 1 WHERE buyer_id = " + ACME);
    var first = mailedAfterTwoNights();
    assertThat(first).hasSize(1);
    assertThat(first.get(0).getAllRecipients()[0]).hasToString("olena@1.example");
    assertThat(first.get(0).getSubject()).contains("platform", "(I1)", "не сходиться");
    assertThat((String) first.get(0).getContent()).contains("balance 1, transfers say 0");

    sql("UPDATE wallet SET held = held + 1 WHERE buyer_id = " + ACME);
    var second = mailedAfterTwoNights();
    assertThat(second).hasSize(1);
    assertThat(second.get(0).getSubject()).contains("(I2)");
    assertThat(GreenMailUtil.getBody(second.get(0))).doesNotContain("balance 1");

    sql("UPDATE wallet SET balance = balance - 1, held = held - 1 WHERE buyer_id = " + ACME);
    assertThat(mailedAfterTwoNights()).isEmpty();

    sql("UPDATE wallet SET balance = balance + 2 WHERE buyer_id = " + ACME);
    assertThat(mailedAfterTwoNights()).hasSize(1);
  }
}
