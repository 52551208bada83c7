package livery.campaign;

import static livery.message.MessageTown.BAKERY_NUMBER;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Locale;
import livery.frame.SmsPreview;
import livery.message.MessageTown;
import livery.price.Prices;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One operator writes GSM 03.38, another Latin-1, which has no euro. */
class PreviewPriceTest {

  private static final String EURO = "€" + "x".repeat(99);
  private static final long LATIN = 8;

  private MessageTown town;
  private PreviewPrice prices;

  @BeforeEach
  void build() {
    town = new MessageTown();
    town.execute(
        "INSERT INTO smpp_link (id, name, network, host, port, system_id, password, bind, options,"
            + " state, created_at) SELECT ?, 'Latin', 'Latintel', host, port, system_id, password,"
            + " bind, '{\"defaultAlphabet\":\"LATIN1\"}', state, created_at FROM smpp_link"
            + " WHERE id = ?",
        LATIN,
        MessageTown.LINK);
    prices = new PreviewPrice(town.prices, town.networks, town.tenants.tree, town.tenants.clock);
  }

  @Test
  void a_number_of_both_operators_shows_the_most_parts_and_both_prices() {
    var preview = preview(EURO);

    assertThat(preview.count()).isEqualTo(2);
    assertThat(preview.least()).isEqualTo(1);
    assertThat(preview.price()).matches(".*0[.]05 – .*0[.]10");
    assertThat(preview("plain").least()).isEqualTo(preview("plain").count()).isEqualTo(1);
    assertThat(preview("plain").price()).matches("[^–]*0[.]05");
  }

  @Test
  void a_number_of_one_operator_shows_what_that_one_sends() {
    serve(LATIN);
    var latin = preview(EURO);
    serve(MessageTown.LINK);
    var gsm = preview(EURO);

    assertThat(latin.least()).isEqualTo(latin.count()).isEqualTo(2);
    assertThat(latin.price()).matches("[^–]*0[.]10");
    assertThat(gsm.count()).isEqualTo(1);
    assertThat(gsm.price()).matches("[^–]*0[.]05");
  }

  @Test
  void a_number_without_an_operator_is_shown_as_usual() {
    town.execute("UPDATE smpp_link SET state = 'PAUSED'");

    assertThat(preview(EURO).count()).isEqualTo(1);
    assertThat(preview(EURO).price()).isEmpty();
  }

  @Test
  void prices_by_how_the_receivers_number_begins_are_in_the_range() {
    town.price(ACME, 0, Prices.MT, "0.02", "38050");
    town.price(ACME, BAKERY, Prices.MT, "1", "38067");
    town.price(ACME, 0, Prices.MT, "5", "48"); // of another country than the number
    town.price(ACME, STUDIO, Prices.MT, "6", "38068");
    town.prices.reload();

    assertThat(preview("plain").price()).matches(".*0[.]02 – .*1[.]00");
  }

  @Test
  void the_operators_of_a_number_are_read_once_for_all_texts_of_a_form() {
    var asked = new ArrayList<String>();
    var jdbi = town.tenants.store.jdbi();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(context.getRawSql());
          }
        });

    var parts = prices.parts(BAKERY_NUMBER);

    assertThat(parts.applyAsInt(EURO)).isEqualTo(2);
    assertThat(parts.applyAsInt("plain")).isEqualTo(1);
    assertThat(parts.applyAsInt("x".repeat(161))).isEqualTo(2);
    preview("plain");
    jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    assertThat(asked).filteredOn(one -> one.contains("number_link")).hasSize(2); // and the preview
  }

  private void serve(long link) {
    town.execute("DELETE FROM number_link");
    town.execute("INSERT INTO number_link (number_id, link_id) VALUES (?, ?)", BAKERY_NUMBER, link);
  }

  private SmsPreview preview(String text) {
    return prices.of(
        new Scope(BAKERY, BAKERY, 1, "owner", Role.OWNER),
        BAKERY_NUMBER,
        "UA",
        text,
        Locale.ENGLISH);
  }
}
