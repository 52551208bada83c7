package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livery.simulator.Text;
import livery.simulator.wire.PartStyle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One subscriber's text on its whole way, from the operator and back. */
class RoadIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
  }

  @Test
  void a_vote_is_counted_billed_on_every_edge_and_answered() throws Exception {
    var phone = "380509990001";

    var sent = product.livery().operators().text(Text.of(phone, Stage.NUMBER, "Голос 1"));
    var reply = product.livery().operators().awaitReply(sent, SOON);

    assertThat(reply).isPresent();
    var books = product.books();
    var id = "(SELECT id FROM message WHERE direction = 'IN' AND phone = '" + phone + "')";
    assertThat(books.text("SELECT state FROM message WHERE id = " + id)).isEqualTo("DONE");
    assertThat(books.number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'"))
        .isEqualTo(1);
    assertThat(books.number("SELECT COUNT(*) FROM rated WHERE event_id = " + id)).isEqualTo(3);
    assertThat(books.number("SELECT COUNT(*) FROM message WHERE reply_to = " + id)).isEqualTo(1);
    Await.until(
        "the reply is delivered",
        () -> "DELIVERED".equals(books.text("SELECT state FROM message WHERE reply_to = " + id)));
    assertThat(
            books.number(
                "SELECT COUNT(*) FROM rated r JOIN message m ON m.id = r.event_id"
                    + " WHERE m.reply_to = "
                    + id
                    + " AND r.state = 'POSTED'"))
        .isEqualTo(3);
    assertThat(books.broken()).isEmpty();
  }

  @Test
  void stop_costs_nobody_is_confirmed_once_and_holds_back_what_follows() throws Exception {
    var phone = "380509990002";
    var operators = product.livery().operators();

    var stop = operators.text(Text.of(phone, Stage.NUMBER, "СТОП"));
    assertThat(operators.awaitReply(stop, SOON)).isPresent();
    var vote = operators.text(Text.of(phone, Stage.NUMBER, "vote 1"));
    operators.awaitAnswer(vote, SOON);

    var books = product.books();
    Await.until(
        "the vote is decided",
        () ->
            books.number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'") == 1);
    assertThat(
            books.number(
                "SELECT COUNT(*) FROM rated r JOIN message m ON m.id = r.event_id WHERE m.phone = '"
                    + phone
                    + "' AND m.rule = 'STOP' AND r.amount > 0"))
        .isZero();
    assertThat(
            books.text(
                "SELECT reason FROM message WHERE direction = 'OUT' AND rule <> 'STOP' AND phone = '"
                    + phone
                    + "'"))
        .isEqualTo("blocked");
  }

  @ParameterizedTest
  @CsvSource({"380509990003, UDH8", "380509990005, PAYLOAD"})
  void a_long_text_is_one_message_and_billed_by_part_however_it_travels(
      String phone, PartStyle style) throws Exception {
    var text = "голос 1 " + "дуже довге повідомлення з голосом ".repeat(6);

    var sent = product.livery().operators().text(Text.of(phone, Stage.NUMBER, text).as(style));
    product.livery().operators().awaitAnswer(sent, SOON);

    var books = product.books();
    var where = " FROM message WHERE direction = 'IN' AND phone = '" + phone + "'";
    Await.until("the long text is decided", () -> books.number("SELECT COUNT(*)" + where) == 1);
    assertThat(books.text("SELECT text" + where)).isEqualTo(text);
    assertThat(books.number("SELECT parts" + where)).isEqualTo(4);
    assertThat(
            books.number(
                "SELECT quantity FROM rated WHERE level = 0 AND event_id = (SELECT id"
                    + where
                    + ")"))
        .isEqualTo(4);
  }

  @Test
  void a_text_to_a_number_that_is_not_ours_is_kept() throws Exception {
    var phone = "380509990004";

    var sent = product.livery().operators().text(Text.of(phone, "9999", "hello?"));
    product.livery().operators().awaitAnswer(sent, SOON);

    var books = product.books();
    var where = " FROM message WHERE phone = '" + phone + "'";
    Await.until("it is kept", () -> books.number("SELECT COUNT(*)" + where) == 1);
    assertThat(books.text("SELECT state" + where)).isEqualTo("UNCLAIMED");
  }
}
