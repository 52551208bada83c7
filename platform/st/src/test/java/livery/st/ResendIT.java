package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import livery.billing.HeldLines;
import livery.simulator.wire.ShortMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What comes twice, and what is never answered, F5 and F7 of the fault list: a resend is the same
 * text, a second vote is another one, and nobody pays twice.
 */
class ResendIT {

  private static final int RESPONSE_SECONDS = 2;
  private static final int EDGES = 3;
  private static long next = 380_640_000_000L;

  private final Product product = Product.shared();
  private final String phone = Long.toString(next++);
  private RawOperator operator;
  private Outpost outpost;
  private RawOperator.Line line;
  private long link;

  @BeforeEach
  void bind() throws Exception {
    new Stage(product);
    operator = new RawOperator();
    outpost = new Outpost(product).voting();
    link = outpost.link("raw", operator.port(), Map.of("responseSeconds", RESPONSE_SECONDS));
    line = operator.bound();
  }

  @AfterEach
  void leave() throws Exception {
    outpost.close();
    line.close();
    operator.close();
    assertThat(product.books().broken()).isEmpty();
  }

  @Test
  void f7_a_text_that_comes_again_after_a_lost_bind_is_the_same_text() throws Exception {
    line.send(vote());
    Await.until("the vote is counted, whether the operator knows or not", () -> ballots() == 1);
    line.reset();
    line = operator.bound();

    assertThat(line.deliver(vote())).isZero();

    awaitSent();
    assertThat(ballots()).isEqualTo(1);
    assertThat(incoming()).isEqualTo(1);
    assertThat(paid("IN")).isEqualTo(EDGES);
    assertThat(paid("OUT")).isEqualTo(EDGES);
    var replies = submissions();
    assertThat(replies).allMatch("One 1"::equals);
    assertThat(replies.size() == 1 || resent()).as("sent twice only where marked").isTrue();
  }

  @Test
  void f7_the_same_text_within_a_second_on_one_line_is_a_second_vote() throws Exception {
    assertThat(line.deliver(vote())).isZero();
    assertThat(line.deliver(vote())).isZero();

    Await.until("both are counted", () -> ballots() == 2);
    Await.until("both are answered", () -> operator.submitted.size() == 2);
    assertThat(submissions()).containsExactly("One 1", "One 2");
    assertThat(incoming()).isEqualTo(2);
    assertThat(paid("IN")).isEqualTo(2 * EDGES);
  }

  @Test
  void f7_a_text_after_a_resend_is_a_vote_again() throws Exception {
    assertThat(line.deliver(vote())).isZero();
    line.reset();
    line = operator.bound();
    assertThat(line.deliver(vote())).isZero();

    assertThat(line.deliver(vote())).isZero();

    Await.until("the second vote is counted", () -> ballots() == 2);
    assertThat(incoming()).isEqualTo(2);
  }

  @Test
  void f5_a_submission_without_an_answer_goes_out_once_more_and_costs_once() throws Exception {
    operator.answers = false;
    assertThat(line.deliver(vote())).isZero();
    assertThat(operator.submitted.poll(20, TimeUnit.SECONDS)).isNotNull();
    operator.answers = true;

    assertThat(operator.submitted.poll(20, TimeUnit.SECONDS)).isNotNull();

    awaitSent();
    assertThat(resent()).isTrue();
    assertThat(paid("OUT")).isEqualTo(EDGES);
    assertThat(operator.submitted).isEmpty();
  }

  @Test
  void f5_an_operator_that_never_answers_gets_a_text_twice_and_no_money() throws Exception {
    operator.answers = false;

    assertThat(line.deliver(vote())).isZero();

    Await.until("it is given up", () -> outgoing("state = 'FAILED'") == 1);
    assertThat(outgoing("reason = 'no-answer' AND resent")).isEqualTo(1);
    assertThat(operator.submitted).hasSize(2);
    assertThat(paid("OUT")).isZero();
    assertThat(outgoing("id IN (SELECT event_id FROM " + HeldLines.SQL + " h)")).isZero();
  }

  @Test
  void f5_an_operator_that_wants_nothing_twice_gets_a_text_once_and_no_money() throws Exception {
    var changed = outpost.platform().ask("PATCH", "/links/" + link, "{\"resendUnanswered\":false}");
    assertThat(changed.statusCode()).isEqualTo(200);
    line = operator.bound();
    operator.answers = false;

    assertThat(line.deliver(vote())).isZero();

    Await.until("it is given up", () -> outgoing("state = 'FAILED'") == 1);
    assertThat(outgoing("reason = 'no-answer' AND NOT resent")).isEqualTo(1);
    assertThat(operator.submitted).hasSize(1);
    assertThat(paid("OUT")).isZero();
    assertThat(outgoing("id IN (SELECT event_id FROM " + HeldLines.SQL + " h)")).isZero();
  }

  private ShortMessage vote() {
    return RawOperator.text(phone, outpost.number(), "vote 1");
  }

  private void awaitSent() {
    Await.until("the answer is sent", () -> outgoing("state IN ('SENT', 'DELIVERED')") == 1);
  }

  /** The texts that the subscriber has seen. */
  private ArrayList<String> submissions() {
    var texts = new ArrayList<String>();
    operator.submitted.forEach(one -> texts.add(new String(one.octets())));
    return texts;
  }

  private long ballots() {
    return product
        .books()
        .number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'");
  }

  private long incoming() {
    return outpost.messages("COUNT(*)", "direction = 'IN' AND phone = '" + phone + "'");
  }

  private long outgoing(String condition) {
    return outpost.messages(
        "COUNT(*)", "direction = 'OUT' AND phone = '" + phone + "' AND " + condition);
  }

  private boolean resent() {
    return outgoing("resent") == 1;
  }

  /** How often something was charged for the phone's messages, over all edges. */
  private long paid(String direction) {
    return product
        .books()
        .number(
            "SELECT COALESCE(SUM(r.posted), 0) FROM rated r JOIN message m ON m.id = r.event_id"
                + " WHERE r.state = 'POSTED' AND m.direction = '"
                + direction
                + "' AND m.phone = '"
                + phone
                + "'");
  }
}
