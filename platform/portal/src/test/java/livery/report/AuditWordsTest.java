package livery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import livery.contract.Terms;
import livery.frame.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What features wrote into the log, as its readers see it. */
class AuditWordsTest {

  private static String told(String language, String action, String detail) {
    return new AuditWords(Texts.in(new Locale(language))).of(action, detail);
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en | number.change | GOLDEN PREMIUM | Golden Premium price",
        "uk | number.import | 12 added, 3 refused | додано: 12, відхилено: 3",
        "ru | number.import | 12 added, 3 refused | добавлено: 12, отклонено: 3",
        "en | number.tariff | FREE 0.00 EUR from 2026-05-01 | Free 0.00 EUR from 2026-05-01",
        "en | user.invite | anna@example.com, owner | anna@example.com, Owner",
        "uk | user.change | a@b.example: viewer → finance | a@b.example: Глядач → Фінанси",
        "en | tenant.create | Bakery, client | Bakery, Client",
        "en | message.retry | REFUSED | Refused",
        "en | payment.state | 5.00 EUR: PENDING → PAID | 5.00 EUR: Under way → Paid",
        "en | digest.start | a@b.example: WEEK | a@b.example: Each week, Monday to Sunday",
        "en | dunning.rule | on, 7 d FRIENDLY, 14 d FINAL | on, 7 days Friendly, 14 days Final",
        "uk | dunning.rule | off, 7 d FIRM | вимкнено, 7 дн. Рішучий",
        "en | document.rule | day 1, 14 d, true | day 1, 14 d, sent at once",
        "uk | bank.match | 3 of 12 credited | зараховано 3 з 12",
        "ru | dunning.remind | letters written: 2 | написано писем: 2",
        "uk | month.rule | day 5, grace 6 h | 5-го числа, запас 6 год",
        "en | price.add | sms.mt, UA, *: 0.05 EUR, x | Text out, for each part, UA, *: 0.05 EUR, x",
        "uk | brand.change | logo | логотип",
        "uk | link.change | link 5 \"kyiv-cell\" (u@h:1) | підключення 5 «kyiv-cell» (u@h:1)",
        "uk | payment.account | LIQPAY m1 at https://x.example (off) |"
            + " LIQPAY m1, адреса https://x.example (вимкнено)",
      })
  void what_has_a_word_is_told_by_it(String language, String action, String said, String told) {
    assertThat(told(language, action, said)).isEqualTo(told);
  }

  @Test
  void a_sentence_is_read_once_for_all_lines_of_an_export() {
    var words = new AuditWords(Texts.in(Locale.ENGLISH));
    var known = words.written("report.audit.number.import").orElseThrow();

    assertThat(words.of("number.import", "12 added, 3 refused")).isEqualTo("12 added, 3 refused");
    assertThat(words.written("report.audit.number.import").orElseThrow()).isSameAs(known);
    assertThat(words.written("report.audit.nobody.wrote")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "campaign.create | PREMIUM owner, client $1 \\ {0}", // what people called it
        "number.change | SILVER PREMIUMS golden", // no such names
        "tenant.create | Owner & client, LTD",
        "number.import | many added",
        "contract.draft | {\"from\":\"2026-03-01\",\"mo", // longer than the log keeps
        "nonsense.nobody-wrote | 12 added, 3 refused",
      })
  void everything_else_stays_as_it_was_written(String action, String said) {
    assertThat(told("uk", action, said)).isEqualTo(said);
  }

  @Test
  void terms_of_a_contract_are_told_and_not_their_fields() {
    var terms =
        Terms.agent("2026-03-01", "AGENT_OWN_NAME", null, "PAYOUT").ending("2026-12-31").written();

    assertThat(told("en", "contract.send", "Acme, version 2: " + terms))
        .isEqualTo(
            "Acme, version 2: From: 2026-03-01, Last day: 2026-12-31, Scheme: Agent in its own"
                + " name, How it is paid: paid out");
    assertThat(told("uk", "contract.draft", terms)).doesNotContain("{", "AGENT", "PAYOUT", "mode");
    assertThat(told("en", "contract.draft", "")).isEmpty();
  }
}
