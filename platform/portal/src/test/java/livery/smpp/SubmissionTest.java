package livery.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import livery.link.Link.Bind;
import livery.link.LinkOptions;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.LongMessages;
import livery.link.LinkOptions.MessageIds;
import livery.message.Carrier.Answer;
import livery.message.Carrier.Submission;
import livery.text.Gsm7;
import livery.text.Ucs2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes out, to an operator that is made with another implementation of SMPP. */
@Timeout(60)
class SubmissionTest {

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private ChSmsc smsc;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    smsc = new ChSmsc();
    bind(LinkOptions.USUAL);
  }

  @AfterEach
  void stop() {
    rig.close();
    smsc.close();
  }

  @Test
  void a_short_text_leaves_as_septets_and_comes_back_with_an_id() throws Exception {
    var sent = submit(text("Thanks {1} €", false));

    assertThat(sent.getShortMessage()).isEqualTo(Gsm7.encode("Thanks {1} €"));
    assertThat(sent.getDataCoding()).isZero();
    assertThat(sent.getEsmClass()).isZero();
    assertThat(sent.getRegisteredDelivery()).isEqualTo((byte) 1);
    assertThat(sent.getSourceAddress().getAddress()).isEqualTo("7000");
    assertThat(sent.getSourceAddress().getTon()).isEqualTo((byte) 3);
    assertThat(sent.getDestAddress().getTon()).isEqualTo((byte) 1);
    assertThat(sent.getDestAddress().getNpi()).isEqualTo((byte) 1);
    assertThat(answer()).isEqualTo(new Answer(0, "id" + sent.getSequenceNumber()));
  }

  @Test
  void ucs2_leaves_as_data_coding_8() throws Exception {
    var sent = submit(text("Дякуємо 😜", true));

    assertThat(sent.getDataCoding()).isEqualTo((byte) 8);
    assertThat(sent.getShortMessage()).isEqualTo(Ucs2.encode("Дякуємо 😜"));
  }

  @Test
  void a_part_carries_its_header() throws Exception {
    var sent = submit(part("second", 200, 3, 2));

    assertThat(sent.getEsmClass()).isEqualTo((byte) 0x40);
    assertThat(Arrays.copyOf(sent.getShortMessage(), 6)).isEqualTo(RawSmsc.hex("050003 c8 03 02"));
    assertThat(sent.getShortMessage()).endsWith(RawSmsc.ascii("second"));
  }

  @Test
  void a_part_carries_the_longer_header_where_all_parts_have_room_for_it() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7, LongMessages.UDH16, MessageIds.AS_IS, 0));
    var full = "x".repeat(152);

    var sent = submit(part(full, 0x1234, true, 3, 2));
    var tight = submit(part(full + "x", 0x1234, false, 3, 2));

    assertThat(sent.getEsmClass()).isEqualTo((byte) 0x40);
    assertThat(sent.getShortMessage())
        .isEqualTo(RawSmsc.join(RawSmsc.hex("060804 1234 03 02"), RawSmsc.ascii(full)));
    assertThat(tight.getShortMessage())
        .isEqualTo(RawSmsc.join(RawSmsc.hex("050003 34 03 02"), RawSmsc.ascii(full + "x")));
  }

  @Test
  void a_part_carries_parameters_where_the_operator_wants_them() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7, LongMessages.SAR, MessageIds.AS_IS, 0));

    var sent = submit(part("second", 200, 3, 2));

    assertThat(sent.getEsmClass()).isZero();
    assertThat(sent.getShortMessage()).isEqualTo(RawSmsc.ascii("second"));
    assertThat(sent.getOptionalParameter((short) 0x020C).getValueAsUnsignedShort()).isEqualTo(200);
    assertThat(sent.getOptionalParameter((short) 0x020E).getValueAsUnsignedByte())
        .isEqualTo((short) 3);
    assertThat(sent.getOptionalParameter((short) 0x020F).getValueAsUnsignedByte())
        .isEqualTo((short) 2);
  }

  @Test
  void a_long_text_leaves_in_one_piece_where_the_operator_wants_it_so() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7, LongMessages.PAYLOAD, MessageIds.AS_IS, 0));
    var text = "x".repeat(500);

    var sent =
        submit(
            new Submission(
                1, 1, 1, "7000", true, "380501234567", text, false, 0, true, true, false));

    assertThat(sent.getEsmClass()).isZero();
    assertThat(sent.getShortMessage()).isNullOrEmpty();
    assertThat(sent.getOptionalParameter((short) 0x0424).getValue()).isEqualTo(RawSmsc.ascii(text));
  }

  @Test
  void a_full_part_of_septets_fits() throws Exception {
    assertThat(submit(part("{".repeat(76), 1, 2, 1)).getShortMessage()).hasSize(6 + 152);
  }

  @Test
  void latin_1_and_a_validity_are_options_of_the_link() throws Exception {
    rig.close();
    bind(options(Alphabet.LATIN1, LongMessages.UDH, MessageIds.AS_IS, 24 * 60 + 90));

    var sent = submit(text("Grüße", false));

    assertThat(sent.getDataCoding()).isEqualTo((byte) 3);
    assertThat(sent.getShortMessage()).isEqualTo("Grüße".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(sent.getValidityPeriod()).isEqualTo("000001013000000R");
  }

  @Test
  void septets_leave_packed_where_the_link_says_so() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7_PACKED, LongMessages.UDH, MessageIds.AS_IS, 0));
    var full = "{".repeat(76) + "x";

    var sent = submit(text("Thanks {1} €", false));
    var part = submit(part(full, 200, 3, 2));

    assertThat(sent.getDataCoding()).isZero();
    assertThat(sent.getShortMessage()).isEqualTo(Gsm7.pack("Thanks {1} €", 0));
    assertThat(part.getShortMessage())
        .hasSize(140)
        .isEqualTo(RawSmsc.join(RawSmsc.hex("050003 c8 03 02"), Gsm7.pack(full, 6)));
    assertThat(submit(text("Ї", true)).getShortMessage()).isEqualTo(Ucs2.encode("Ї"));
  }

  @Test
  void what_latin_1_lacks_leaves_whole_or_not_at_all() throws Exception {
    rig.close();
    bind(options(Alphabet.LATIN1, LongMessages.UDH, MessageIds.AS_IS, 0));

    var sent = submit(text("Preis: 5 €, Ω", true));

    assertThat(sent.getDataCoding()).isEqualTo((byte) 8);
    assertThat(sent.getShortMessage()).isEqualTo(Ucs2.encode("Preis: 5 €, Ω"));
    assertThat(answer().status()).isZero();
    rig.link.submit(text("5 €", false), answers::add);
    assertThat(answer().status()).isPositive();
    assertThat(smsc.submitted).isEmpty();
  }

  @Test
  void the_kind_of_source_decides_its_type_of_number() throws Exception {
    assertThat(submit(from("ACME", false)).getSourceAddress().getTon()).isEqualTo((byte) 5);
    var number = submit(from("+380441234567", false)).getSourceAddress();
    assertThat(number.getTon()).isEqualTo((byte) 1);
    assertThat(number.getAddress()).isEqualTo("380441234567");
  }

  @Test
  void ids_are_spelt_as_the_receipts_will_spell_them() throws Exception {
    record Row(MessageIds option, String answered, String expected) {}
    for (var row :
        List.of(
            new Row(MessageIds.AS_IS, "00Ff", "00Ff"),
            new Row(MessageIds.HEX_TO_DEC, "00Ff", "255"),
            new Row(MessageIds.DEC_TO_HEX, "0255", "ff"),
            new Row(MessageIds.HEX_TO_DEC, "no-number", "no-number"))) {
      rig.close();
      bind(options(Alphabet.GSM7, LongMessages.UDH, row.option(), 0));
      smsc.answer =
          submit -> {
            var response = submit.createResponse();
            response.setMessageId(row.answered());
            return response;
          };

      submit(text("x", false));

      assertThat(answer().operatorRef()).as(row.toString()).isEqualTo(row.expected());
    }
  }

  @Test
  void the_operators_status_is_passed_through_and_throttling_is_counted() throws Exception {
    for (var status : new int[] {0x58, 0x14, 0x0B}) {
      smsc.answer =
          submit -> {
            var response = submit.createResponse();
            response.setCommandStatus(status);
            return response;
          };

      submit(text("x", false));

      assertThat(answer().status()).isEqualTo(status);
    }
    assertThat(rig.link.status().throttled()).isEqualTo(2);
    assertThat(rig.link.status().out()).isEqualTo(3);
  }

  @Test
  void silence_ends_as_no_answer_when_the_time_is_over() throws Exception {
    rig.close();
    bind(quick(30, 1));
    smsc.answer = submit -> null;

    submit(text("x", false));

    assertThat(answer().status()).isEqualTo(Answer.NO_ANSWER);
    assertThat(rig.link.status().outstanding()).isZero();
  }

  @Test
  void a_lost_bind_ends_what_was_written_without_an_answer() throws Exception {
    rig.close();
    smsc.answer = submit -> null;
    var session = bind(LinkOptions.USUAL);
    submit(text("x", false));

    session.close();

    assertThat(answer().status()).isEqualTo(Answer.NO_ANSWER);
    rig.link.submit(text("y", false), answers::add);
    assertThat(answer().status()).isEqualTo(Answer.NOT_SENT);
    assertThat(TestPath.next(rig.path.closed)).isSameAs(rig.link);
  }

  @Test
  void an_address_that_is_too_long_is_refused_alone() throws Exception {
    rig.link.submit(from("1".repeat(30), false), answers::add);
    assertThat(answer().status()).isEqualTo(0x0A);

    submit(text("x", false));
    assertThat(answer().status()).isZero();
  }

  @Test
  void ten_thousand_submissions_get_one_answer_each() throws Exception {
    for (var i = 0; i < 10_000; i++) {
      rig.link.submit(text("x", false), answers::add);
    }

    for (var i = 0; i < 10_000; i++) {
      assertThat(answer().status()).isZero();
    }
    assertThat(answers).isEmpty();
  }

  private SmppServerSession bind(LinkOptions options) throws Exception {
    rig = new Rig(smsc.port(), Bind.TRANSCEIVER, options);
    var session = smsc.bound();
    assertThat(TestPath.next(rig.path.opened)).isSameAs(rig.link);
    return session;
  }

  private SubmitSm submit(Submission submission) throws InterruptedException {
    rig.link.submit(submission, answers::add);
    return TestPath.next(smsc.submitted);
  }

  private Answer answer() throws InterruptedException {
    return TestPath.next(answers);
  }

  static Submission text(String text, boolean ucs2) {
    return new Submission(1, 1, 1, "7000", true, "380501234567", text, ucs2, 0, true, false, true);
  }

  private static Submission part(String text, int reference, int total, int part) {
    return part(text, reference, true, total, part);
  }

  private static Submission part(String text, int reference, boolean loose, int total, int part) {
    return new Submission(
        1, part, total, "7000", true, "380501234567", text, false, reference, loose, false, false);
  }

  private static Submission from(String source, boolean shortCode) {
    return new Submission(
        1, 1, 1, source, shortCode, "380501234567", "x", false, 0, true, false, false);
  }

  static LinkOptions quick(int enquireSeconds, int responseSeconds) {
    return new LinkOptions(
        Alphabet.GSM7,
        MessageIds.AS_IS,
        LongMessages.UDH,
        0x64,
        true,
        enquireSeconds,
        responseSeconds,
        true,
        0,
        3,
        0,
        "",
        "",
        false);
  }

  private static LinkOptions options(
      Alphabet alphabet, LongMessages longMessages, MessageIds ids, int validityMinutes) {
    return new LinkOptions(
        alphabet,
        ids,
        longMessages,
        0x64,
        true,
        30,
        10,
        true,
        validityMinutes,
        3,
        0,
        "",
        "",
        false);
  }
}
