package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A campaign that asks: the next text is the answer, whatever it says, and STOP ends it. */
class DialogueIT {

  private static final String WORD = "askme";
  private static final String CAMPAIGN =
      "{\"name\":\"Asks\",\"type\":\"autoreply\",\"numberId\":%d,\"timeZone\":\"Europe/Kyiv\","
          + "\"settings\":{\"reply\":\"-\",\"question\":\"How many?\",\"thanks\":\"Noted\"},"
          + "\"keywords\":[{\"word\":\"%s\"}]}";

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    var client = Caller.of(product, "owner@tv.example");
    var number =
        product.books().number("SELECT id FROM number WHERE digits = '" + Stage.NUMBER + "'");
    var made = client.post("/campaigns", CAMPAIGN.formatted(number, WORD));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    var id = JsonParser.parseString(made.body()).getAsJsonObject().get("id").getAsLong();
    assertThat(client.post("/campaigns/" + id + "/start", "{}").statusCode()).isLessThan(300);
  }

  @Test
  void the_next_text_is_the_answer_even_when_it_is_anothers_keyword() {
    var phone = "380509992001";
    var handset = new Handset(product, phone);
    says(handset, WORD, "How many?");

    says(handset, "vote 1", "Noted");
    assertThat(ballots(phone)).isZero();

    handset.text(Stage.NUMBER, "vote 1");
    Await.until("the vote after the answer counts", () -> ballots(phone) == 1);
  }

  @Test
  void stop_ends_the_dialogue_and_what_follows_is_no_answer() {
    var phone = "380509992002";
    var handset = new Handset(product, phone);
    says(handset, WORD, "How many?");

    handset.text(Stage.NUMBER, "СТОП");
    Await.until("STOP is confirmed", () -> handset.received().size() == 2);
    handset.text(Stage.NUMBER, "vote 2");

    Await.until("the vote counts as a vote", () -> ballots(phone) == 1);
    assertThat(handset.received()).doesNotContain("Noted");
  }

  private static void says(Handset handset, String text, String answer) {
    handset.text(Stage.NUMBER, text);
    Await.until(text + " is answered with " + answer, () -> handset.received().contains(answer));
  }

  private static long ballots(String phone) {
    return product
        .books()
        .number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'");
  }
}
