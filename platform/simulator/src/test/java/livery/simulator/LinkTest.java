package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.type.SmppBindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binds, texts and answers, with ch-smpp on the other side. */
@Timeout(60)
class LinkTest {

  private final Smsc smsc =
      Smsc.start(
          OperatorSettings.of("kyiv-cell", 0)
              .secured("livery", "secret")
              .timed(Duration.ofMillis(500), Duration.ofMillis(50)),
          OperatorSettings.of("dnipro-mobile", 0));
  private final Operator kyiv = smsc.operator("kyiv-cell");

  @AfterEach
  void close() {
    smsc.close();
  }

  @Test
  void text_is_delivered_acknowledged_and_answered() throws Exception {
    try (var esme = Esme.bind(kyiv)) {
      var sent = smsc.text(Text.of("380501112233", "3344", "VOTE 1"));
      var arrived = esme.next();
      esme.submit("3344", "380501112233", "Thank you");
      var acknowledged = smsc.awaitAnswer(sent, Esme.SOON).orElseThrow();
      var reply = smsc.awaitReply(sent, Esme.SOON).orElseThrow();

      assertThat(arrived.getSourceAddress().getAddress()).isEqualTo("380501112233");
      assertThat(arrived.getDestAddress().getAddress()).isEqualTo("3344");
      assertThat(arrived.getShortMessage()).asString(StandardCharsets.US_ASCII).isEqualTo("VOTE 1");
      assertThat(acknowledged.state()).isEqualTo(Message.State.ACKNOWLEDGED);
      assertThat(reply.text()).isEqualTo("Thank you");
      assertThat(reply.operator()).isEqualTo("kyiv-cell");
    }
  }

  @Test
  void pair_of_transmitter_and_receiver_serves_as_well() throws Exception {
    try (var receiver = Esme.bind(kyiv, SmppBindType.RECEIVER);
        var transmitter = Esme.bind(kyiv, SmppBindType.TRANSMITTER)) {
      var sent = smsc.text(Text.of("380501112233", "3344", "hello"));
      receiver.next();
      var answer = transmitter.submit("3344", "380501112233", "hi");
      var refused = receiver.submit("3344", "380501112233", "hi");

      assertThat(answer.getMessageId()).isNotEmpty();
      assertThat(refused.getCommandStatus()).isEqualTo(0x04);
      assertThat(smsc.awaitReply(sent, Esme.SOON)).isPresent();
      assertThat(transmitter.nothingWaits()).isTrue();
    }
  }

  @Test
  void wrong_password_and_unknown_system_are_refused() {
    assertThatThrownBy(() -> Esme.bind(kyiv, "livery", "wrong"))
        .isInstanceOfSatisfying(
            SmppBindException.class,
            e -> assertThat(e.getBindResponse().getCommandStatus()).isEqualTo(0x0E));
    assertThatThrownBy(() -> Esme.bind(kyiv, "other", "secret"))
        .isInstanceOfSatisfying(
            SmppBindException.class,
            e -> assertThat(e.getBindResponse().getCommandStatus()).isEqualTo(0x0F));
  }

  @Test
  void enquire_link_and_unbind_are_answered() throws Exception {
    try (var esme = Esme.bind(kyiv)) {
      var answer = esme.session().enquireLink(new EnquireLink(), 5_000);
      esme.session().unbind(5_000);

      assertThat(answer.getCommandStatus()).isZero();
      assertThat(kyiv.counted().binds()).isEqualTo(1);
    }
  }

  @Test
  void texts_wait_for_the_bind_and_keep_their_order() throws Exception {
    for (int i = 0; i < 20; i++) {
      smsc.text(Text.of("380501112233", "3344", "text " + i));
    }

    List<String> arrived = new ArrayList<>();
    try (var esme = Esme.bind(kyiv)) {
      for (int i = 0; i < 20; i++) {
        arrived.add(new String(esme.next().getShortMessage(), StandardCharsets.US_ASCII));
      }
    }

    assertThat(arrived).hasSize(20).first().isEqualTo("text 0");
    assertThat(arrived).last().isEqualTo("text 19");
    assertThat(arrived.get(9)).isEqualTo("text 9");
  }

  @Test
  void temporary_refusal_is_tried_again_and_a_final_one_is_not() throws Exception {
    var tries = new AtomicInteger();
    try (var esme = Esme.bind(kyiv)) {
      esme.answering(d -> tries.incrementAndGet() < 3 ? 0x64 : 0);
      var patient = smsc.text(Text.of("380501112233", "3344", "later"));
      var taken = smsc.awaitAnswer(patient, Esme.SOON).orElseThrow();
      esme.answering(d -> 0x0B);
      var hopeless = smsc.text(Text.of("380501112233", "3344", "never"));
      var refused = smsc.awaitAnswer(hopeless, Esme.SOON).orElseThrow();

      assertThat(taken.state()).isEqualTo(Message.State.ACKNOWLEDGED);
      assertThat(tries).hasValue(3);
      assertThat(refused.state()).isEqualTo(Message.State.REFUSED);
      assertThat(refused.status()).isEqualTo(0x0B);
      assertThat(kyiv.counted().temporarilyRefused()).isEqualTo(2);
    }
  }

  @Test
  void text_without_an_answer_comes_again_over_the_next_bind() throws Exception {
    Message sent;
    try (var esme = Esme.bind(kyiv)) {
      esme.answering(d -> -1);
      sent = smsc.text(Text.of("380501112233", "3344", "once more"));
      esme.next();
    }

    try (var esme = Esme.bind(kyiv)) {
      esme.next();

      assertThat(smsc.awaitAnswer(sent, Esme.SOON).orElseThrow().state())
          .isEqualTo(Message.State.ACKNOWLEDGED);
      assertThat(kyiv.counted().resent()).isEqualTo(1);
    }
  }

  @Test
  void text_without_an_answer_comes_again_on_the_same_bind_after_a_while() throws Exception {
    try (var esme = Esme.bind(kyiv)) {
      esme.answering(d -> -1);
      var sent = smsc.text(Text.of("380501112233", "3344", "hear me"));
      esme.next();
      esme.answering(d -> 0);
      esme.next();

      assertThat(smsc.awaitAnswer(sent, Esme.SOON)).isPresent();
      assertThat(kyiv.counted().unanswered()).isEqualTo(1);
    }
  }

  @Test
  void two_operators_do_not_hear_each_other() throws Exception {
    try (var here = Esme.bind(kyiv);
        var there = Esme.bind(smsc.operator("dnipro-mobile"))) {
      smsc.text(Text.of("380671112233", "3344", "hello").at("dnipro-mobile"));
      there.next();

      assertThat(here.nothingWaits()).isTrue();
    }
  }

  @Test
  void submission_to_nobody_is_refused() throws Exception {
    try (var esme = Esme.bind(kyiv)) {
      assertThat(esme.submit("3344", "not-a-number", "hi").getCommandStatus()).isEqualTo(0x0B);
    }
  }
}
