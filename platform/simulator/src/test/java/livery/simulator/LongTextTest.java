package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import livery.simulator.web.Json;
import livery.simulator.web.JsonReader;
import livery.simulator.wire.PartStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long texts in and out, in every style, with ch-smpp on the other side. */
@Timeout(60)
class LongTextTest {

  private static final String LONG = "0123456789".repeat(40);

  private final Smsc smsc = Smsc.start(OperatorSettings.of("kyiv-cell", 0));
  private final Operator operator = smsc.operator("");

  @AfterEach
  void close() {
    smsc.close();
  }

  @Test
  void header_of_eight_bits_says_which_part_it_is() throws Exception {
    var parts = deliver(PartStyle.UDH8, 3);

    for (int i = 0; i < 3; i++) {
      byte[] data = parts.get(i).getShortMessage();
      assertThat(parts.get(i).getEsmClass()).isEqualTo((byte) 0x40);
      assertThat(data).startsWith(5, 0, 3).hasSizeLessThanOrEqualTo(159);
      assertThat(new byte[] {data[4], data[5]}).containsExactly(3, i + 1);
    }
  }

  @Test
  void header_of_sixteen_bits_says_which_part_it_is() throws Exception {
    var parts = deliver(PartStyle.UDH16, 3);

    byte[] data = parts.get(2).getShortMessage();
    assertThat(data).startsWith(6, 8, 4);
    assertThat(new byte[] {data[5], data[6]}).containsExactly(3, 3);
  }

  @Test
  void sar_parameters_say_which_part_it_is() throws Exception {
    var parts = deliver(PartStyle.SAR, 3);

    var second = parts.get(1);
    assertThat(second.getEsmClass()).isZero();
    assertThat(second.getOptionalParameter(SmppConstants.TAG_SAR_TOTAL_SEGMENTS).getValueAsByte())
        .isEqualTo((byte) 3);
    assertThat(second.getOptionalParameter(SmppConstants.TAG_SAR_SEGMENT_SEQNUM).getValueAsByte())
        .isEqualTo((byte) 2);
  }

  @Test
  void message_payload_carries_the_whole_text() throws Exception {
    var only = deliver(PartStyle.PAYLOAD, 1).get(0);

    assertThat(only.getShortMessageLength()).isZero();
    assertThat(only.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD).getValue())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(LONG);
  }

  @Test
  void parts_come_out_of_order_when_asked_and_one_may_be_missing() throws Exception {
    operator.faults(
        Json.read(JsonReader.object("{\"reorderParts\":true}"), Faults.class, Faults.NONE));
    var shuffled = deliver(PartStyle.UDH8, 3);
    operator.faults(
        Json.read(JsonReader.object("{\"missingPartPercent\":100}"), Faults.class, Faults.NONE));
    var holed = deliver(PartStyle.UDH8, 2);

    assertThat(shuffled)
        .extracting(p -> (int) p.getShortMessage()[5])
        .doesNotContainSequence(1, 2, 3);
    assertThat(shuffled).extracting(p -> (int) p.getShortMessage()[5]).containsOnly(1, 2, 3);
    assertThat(holed).hasSize(2);
  }

  @Test
  void submitted_parts_of_each_style_become_one_text() throws Exception {
    try (var esme = Esme.bind(operator)) {
      var sent = smsc.text(Text.of("380501112233", "3344", "hi"));
      esme.next();
      esme.submit(part(new byte[] {5, 0, 3, 7, 2, 2}, "world"));
      esme.submit(part(new byte[] {5, 0, 3, 7, 2, 1}, "Hello "));
      var first = smsc.awaitReply(sent, Esme.SOON).orElseThrow();
      esme.submit(part(new byte[] {6, 8, 4, 1, 7, 2, 1}, "Good "));
      esme.submit(part(new byte[] {6, 8, 4, 1, 7, 2, 2}, "bye"));
      var second = smsc.awaitReply(first, Esme.SOON).orElseThrow();
      esme.submit(sar(1, "See "));
      esme.submit(sar(2, "you"));
      var third = smsc.awaitReply(second, Esme.SOON).orElseThrow();

      assertThat(first.text()).isEqualTo("Hello world");
      assertThat(first.parts()).isEqualTo(2);
      assertThat(second.text()).isEqualTo("Good bye");
      assertThat(third.text()).isEqualTo("See you");
    }
  }

  @Test
  void submitted_alphabets_and_payload_are_read() throws Exception {
    try (var esme = Esme.bind(operator)) {
      var sent = smsc.text(Text.of("380501112233", "3344", "hi"));
      esme.submit(
          Esme.message(
              "3344", "380501112233", 8, "Дякуємо 💛".getBytes(StandardCharsets.UTF_16BE)));
      var ucs2 = smsc.awaitReply(sent, Esme.SOON).orElseThrow();
      esme.submit(
          Esme.message("3344", "380501112233", 3, "é½".getBytes(StandardCharsets.ISO_8859_1)));
      var latin = smsc.awaitReply(ucs2, Esme.SOON).orElseThrow();
      esme.submit(Esme.message("3344", "380501112233", 0, new byte[] {'5', 0x1B, 0x65, 0x02}));
      var gsm = smsc.awaitReply(latin, Esme.SOON).orElseThrow();
      var payload = Esme.message("3344", "380501112233", 0, new byte[0]);
      payload.setOptionalParameter(
          new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, LONG.getBytes(StandardCharsets.US_ASCII)));
      esme.submit(payload);
      var whole = smsc.awaitReply(gsm, Esme.SOON).orElseThrow();

      assertThat(ucs2.text()).isEqualTo("Дякуємо 💛");
      assertThat(latin.text()).isEqualTo("é½");
      assertThat(gsm.text()).isEqualTo("5€$");
      assertThat(whole.text()).isEqualTo(LONG);
    }
  }

  private List<DeliverSm> deliver(PartStyle style, int count) throws Exception {
    try (var esme = Esme.bind(operator)) {
      smsc.text(Text.of("380501112233", "3344", LONG).as(style));
      List<DeliverSm> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        parts.add(esme.next());
      }
      return parts;
    }
  }

  private static SubmitSm part(byte[] header, String text) throws Exception {
    byte[] octets = new byte[header.length + text.length()];
    System.arraycopy(header, 0, octets, 0, header.length);
    System.arraycopy(
        text.getBytes(StandardCharsets.US_ASCII), 0, octets, header.length, text.length());
    var submit = Esme.message("3344", "380501112233", 0, octets);
    submit.setEsmClass((byte) 0x40);
    return submit;
  }

  private static SubmitSm sar(int number, String text) throws Exception {
    var submit = Esme.message("3344", "380501112233", 0, text.getBytes(StandardCharsets.US_ASCII));
    submit.setOptionalParameter(new Tlv(SmppConstants.TAG_SAR_MSG_REF_NUM, new byte[] {0, 9}));
    submit.setOptionalParameter(new Tlv(SmppConstants.TAG_SAR_TOTAL_SEGMENTS, new byte[] {2}));
    submit.setOptionalParameter(
        new Tlv(SmppConstants.TAG_SAR_SEGMENT_SEQNUM, new byte[] {(byte) number}));
    return submit;
  }
}
