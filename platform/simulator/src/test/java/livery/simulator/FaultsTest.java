package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.type.SmppTimeoutException;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import livery.simulator.web.Json;
import livery.simulator.web.JsonReader;
import livery.simulator.wire.Malformed;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault, seen from the other side. */
@Timeout(60)
class FaultsTest {

  private final Smsc smsc =
      Smsc.start(
          OperatorSettings.of("kyiv-cell", 0).timed(Duration.ofMillis(400), Duration.ofMillis(50)));
  private final Operator operator = smsc.operator("");

  @AfterEach
  void close() {
    smsc.close();
  }

  @Test
  void throttling_refuses_a_share_with_the_chosen_status() throws Exception {
    faults("{'throttlePercent':100,'throttleStatus':20}");
    try (var esme = Esme.bind(operator)) {
      assertThat(submit(esme).getCommandStatus()).isEqualTo(0x14);
      assertThat(operator.counted().throttled()).isEqualTo(1);
    }
  }

  @Test
  void limit_admits_one_burst_and_refuses_the_rest() throws Exception {
    faults("{'submitLimitPerSecond':1,'burstMillis':5000}");
    try (var esme = Esme.bind(operator)) {
      int admitted = 0;
      for (int i = 0; i < 12; i++) {
        admitted += submit(esme).getCommandStatus() == 0 ? 1 : 0;
      }

      assertThat(admitted).isBetween(5, 7);
      assertThat(operator.counted().throttled()).isBetween(5L, 7L);
    }
  }

  @Test
  void answer_is_late_by_the_chosen_delay() throws Exception {
    faults("{'respDelayMillis':300}");
    try (var esme = Esme.bind(operator)) {
      long start = System.nanoTime();
      submit(esme);

      assertThat(System.nanoTime() - start).isGreaterThan(290_000_000L);
    }
  }

  @Test
  void submission_without_an_answer_reaches_the_handset() throws Exception {
    faults("{'noRespPercent':100}");
    try (var esme = Esme.bind(operator)) {
      var submit = Esme.message("3344", "380501112233", 0, new byte[] {'h', 'i'});

      assertThatThrownBy(() -> esme.session().submit(submit, 300))
          .isInstanceOf(SmppTimeoutException.class);
      assertThat(smsc.journal().await(m -> m.text().equals("hi"), Esme.SOON)).isPresent();
    }
  }

  @Test
  void duplicated_text_comes_twice_and_counts_once() throws Exception {
    faults("{'duplicatePercent':100}");
    try (var esme = Esme.bind(operator)) {
      var sent = smsc.text(Text.of("380501112233", "3344", "VOTE 1"));
      var first = esme.next();
      var second = esme.next();

      assertThat(second.getShortMessage()).isEqualTo(first.getShortMessage());
      assertThat(second.getSequenceNumber()).isNotEqualTo(first.getSequenceNumber());
      assertThat(smsc.awaitAnswer(sent, Esme.SOON)).isPresent();
    }
  }

  @Test
  void connection_is_dropped_again_and_again() throws Exception {
    faults("{'dropTcpEverySeconds':1}");
    try (var esme = Esme.bind(operator)) {
      await(() -> esme.events().contains("closed"));
    }
    try (var esme = Esme.bind(operator)) {
      await(() -> esme.events().contains("closed"));
    }
    assertThat(operator.counted().lostBinds()).isEqualTo(2);
  }

  @Test
  void connection_is_torn_inside_a_pdu() throws Exception {
    faults("{'dropInsidePdu':true}");
    try (var esme = Esme.bind(operator)) {
      operator.drop();
      await(() -> esme.events().contains("closed"));
    }
  }

  @Test
  void half_open_link_is_silent_and_its_texts_go_over_a_new_one() throws Exception {
    try (var frozen = Esme.bind(operator)) {
      faults("{'freeze':'EXISTING'}");
      var sent = smsc.text(Text.of("380501112233", "3344", "anybody?"));

      assertThatThrownBy(() -> frozen.session().enquireLink(new EnquireLink(), 300))
          .isInstanceOf(SmppTimeoutException.class);
      assertThat(frozen.events()).isEmpty();
      try (var fresh = Esme.bind(operator)) {
        fresh.next();
        assertThat(smsc.awaitAnswer(sent, Esme.SOON)).isPresent();
      }
    }
  }

  @Test
  void text_on_a_link_that_freezes_comes_again_over_a_new_one() throws Exception {
    try (var frozen = Esme.bind(operator)) {
      frozen.answering(d -> -1);
      var sent = smsc.text(Text.of("380501112233", "3344", "again"));
      frozen.next();
      faults("{'freeze':'EXISTING'}");
      try (var fresh = Esme.bind(operator)) {
        fresh.next();
        assertThat(smsc.awaitAnswer(sent, Esme.SOON)).isPresent();
      }
    }
  }

  @Test
  void receipt_names_the_message_and_its_state() throws Exception {
    faults("{'receiptDelayMillis':0}");
    try (var esme = Esme.bind(operator)) {
      var id = asked(esme);
      var receipt = receipt(esme.next());

      assertThat(receipt.getMessageId()).isEqualTo(id);
      assertThat(receipt.getState()).isEqualTo((byte) 2);
      assertThat(smsc.journal().await(m -> m.state() == Message.State.RECEIPT_TAKEN, Esme.SOON))
          .isPresent();
    }
  }

  @Test
  void no_receipt_comes_where_none_was_asked_for() throws Exception {
    faults("{'receiptDelayMillis':0}");
    try (var esme = Esme.bind(operator)) {
      submit(esme);
      asked(esme);
      esme.next();

      assertThat(operator.counted().receipts()).isEqualTo(1);
    }
  }

  @Test
  void failed_delivery_is_reported_as_such() throws Exception {
    faults("{'receiptDelayMillis':0,'receiptFailedPercent':100}");
    try (var esme = Esme.bind(operator)) {
      asked(esme);

      assertThat(receipt(esme.next()).getState()).isEqualTo((byte) 5);
    }
  }

  @Test
  void receipt_overtakes_the_answer_when_asked_to() throws Exception {
    faults("{'receipts':'BEFORE_RESPONSE'}");
    try (var esme = Esme.bind(operator)) {
      asked(esme);
      esme.next();

      assertThat(esme.events()).startsWith("receipt");
      assertThat(esme.events()).contains("response");
    }
  }

  @Test
  void receipt_comes_twice_or_with_a_state_that_goes_back_or_with_an_unknown_id() throws Exception {
    try (var esme = Esme.bind(operator)) {
      faults("{'receipts':'TWICE','receiptDelayMillis':0}");
      var id = asked(esme);
      assertThat(receipt(esme.next()).getMessageId()).isEqualTo(id);
      assertThat(receipt(esme.next()).getMessageId()).isEqualTo(id);

      faults("{'receipts':'FINAL_THEN_ACCEPTED','receiptDelayMillis':0}");
      asked(esme);
      assertThat(receipt(esme.next()).getState()).isEqualTo((byte) 2);
      assertThat(receipt(esme.next()).getState()).isEqualTo((byte) 6);

      faults("{'receipts':'UNKNOWN_ID','receiptDelayMillis':0}");
      var other = asked(esme);
      assertThat(receipt(esme.next()).getMessageId()).isNotEqualTo(other);
    }
  }

  @Test
  void message_id_is_hexadecimal_on_one_side_when_asked_to() throws Exception {
    faults("{'idFormat':'HEX_IN_RESPONSE','receiptDelayMillis':0}");
    try (var esme = Esme.bind(operator)) {
      var answered = asked(esme);
      var reported = receipt(esme.next()).getMessageId();

      assertThat(Long.parseLong(answered, 16)).isEqualTo(Long.parseLong(reported));
      assertThat(answered).isNotEqualTo(reported);
    }
  }

  @Test
  void receipts_never_come_when_told_so() throws Exception {
    faults("{'receipts':'NEVER'}");
    try (var esme = Esme.bind(operator)) {
      asked(esme);
      faults("{'receiptMissingPercent':100}");
      asked(esme);
      faults("{'receiptDelayMillis':0}");
      asked(esme);
      esme.next();

      assertThat(operator.counted().receipts()).isEqualTo(1);
    }
  }

  @Test
  void bad_pdus_come_between_good_texts() throws Exception {
    faults("{'malformedPercent':100,'malformed':['PARAMETER_UNKNOWN']}");
    try (var esme = Esme.bind(operator)) {
      smsc.text(Text.of("380501112233", "3344", "good"));
      esme.next();
      var bad = esme.next();

      assertThat(bad.getOptionalParameters()).hasSize(1);
      await(() -> operator.counted().malformedAnswered() == 1);
    }
  }

  @Test
  void answer_to_one_bad_pdu_is_handed_back() throws Exception {
    try (var esme = Esme.bind(operator)) {
      assertThat(operator.sendMalformed(Malformed.PARAMETER_UNKNOWN, Esme.SOON)).isZero();
      esme.answering(d -> -1);
      assertThat(operator.sendMalformed(Malformed.UCS2_ODD, Duration.ofMillis(200))).isEqualTo(-1);
    }
  }

  @Test
  void fault_out_of_bounds_is_refused_by_name() {
    assertThatThrownBy(() -> faults("{'noRespPercent':101}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("noRespPercent must be 0 to 100, was 101.0");
    assertThatThrownBy(() -> faults("{'speed':1}")).hasMessage("unknown member speed");
  }

  private void faults(String json) {
    var members = JsonReader.object(json.replace('\'', '"'));
    operator.faults(Json.read(members, Faults.class, Faults.NONE));
  }

  private static com.cloudhopper.smpp.pdu.SubmitSmResp submit(Esme esme) throws Exception {
    return esme.submit("3344", "380501112233", "hi");
  }

  private static String asked(Esme esme) throws Exception {
    var submit = Esme.message("3344", "380501112233", 0, new byte[] {'h', 'i'});
    return esme.submit(Esme.asking(submit)).getMessageId();
  }

  private static DeliveryReceipt receipt(DeliverSm deliver) throws Exception {
    assertThat(deliver.getEsmClass()).isEqualTo((byte) 4);
    var text = new String(deliver.getShortMessage(), StandardCharsets.US_ASCII);
    return DeliveryReceipt.parseShortMessage(text, DateTimeZone.UTC);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Esme.SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
      synchronized (condition) {
        condition.wait(5);
      }
    }
  }
}
