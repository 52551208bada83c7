package livery.document;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import livery.issue.IssueTown;
import livery.post.Mailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailingTest {

  private final IssueTown town = new IssueTown();
  private final GreenMail server = new GreenMail(new ServerSetup(0, null, "smtp"));
  private final Files files = new Files(town.test.store, town.documents, town.test.clock);
  private Mailing mailing;

  @BeforeEach
  void listen() {
    server.start();
    mailing = mailing(server.getSmtp().getPort());
    town.moved.observe(moved -> mailing.sent(moved));
    town.parties.save(town.owner(BAKERY), IssueTown.requisites("ТОВ «Пекарня»", "20", true));
  }

  private Mailing mailing(int port) {
    var mailer =
        new Mailer(
            new Mailer.Server("127.0.0.1", port, "", "", "none"),
            "documents@sms.example",
            town.test.clock);
    return new Mailing(town.test.store, town.parties, files, mailer, town.test.clock);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private long proforma() {
    return town.byHand.proforma(town.owner(ACME), BAKERY, new BigDecimal("120"), "", "one").id();
  }

  @Test
  void a_document_that_is_sent_goes_by_mail_in_the_issuers_brand_with_its_pdf() throws Exception {
    var id = proforma();
    town.acts.send(town.owner(ACME), id);

    assertThat(mailing.work()).isEqualTo(1);
    assertThat(mailing.work()).isZero();

    var received = server.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getFrom()[0].toString()).isEqualTo("acme <documents@sms.example>");
    assertThat(received[0].getReplyTo()[0].toString()).isEqualTo("docs@example.com");
    assertThat(received[0].getSubject()).contains("PF-2026-00001").contains("Company 10");
    var parts = (MimeMultipart) received[0].getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    var pdf = parts.getBodyPart(1).getInputStream().readAllBytes();
    assertThat(new String(Arrays.copyOf(pdf, 5), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
    assertThat(pdf).isEqualTo(files.file(town.owner(BAKERY), id, Files.Format.PDF).bytes());
    assertThat(town.count("SELECT COUNT(*) FROM document_file")).isEqualTo(1);
  }

  @Test
  void a_server_that_is_away_is_tried_again_later() {
    mailing = mailing(1);
    var id = proforma();
    town.acts.send(town.owner(ACME), id);

    assertThat(mailing.work()).isZero();
    assertThat(mailing.work()).isZero();
    assertThat(town.count("SELECT tries FROM document_mail")).isEqualTo(1);

    mailing = mailing(server.getSmtp().getPort());
    town.test.clock.pass(Duration.ofMinutes(5));
    assertThat(mailing.work()).isEqualTo(1);
    assertThat(mailing.of(town.documents.get(town.owner(ACME), id)).orElseThrow().state())
        .isEqualTo("SENT");
  }

  @Test
  void every_format_of_every_copy_is_the_same() {
    var id = proforma();
    for (var format : Files.Format.values()) {
      var first = files.file(town.owner(ACME), id, format).bytes();

      assertThat(first).isNotEmpty();
      assertThat(files.file(town.owner(BAKERY), id, format).bytes())
          .as(format.name())
          .isEqualTo(first);
    }
  }
}
