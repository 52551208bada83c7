package livery.smpp;

import static livery.smpp.RawSmsc.ascii;
import static livery.smpp.RawSmsc.hex;
import static livery.smpp.RawSmsc.join;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import livery.inbox.Arrival;
import livery.inbox.Arrival.Concatenation;
import livery.link.Link.Bind;
import livery.link.LinkOptions;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.MessageIds;
import livery.message.Receipt;
import livery.text.Gsm7;
import livery.text.Ucs2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes in, from an operator that is made with another implementation of SMPP. */
@Timeout(60)
class ArrivalTest {

  private static final byte[] NOTHING = {};

  private ChSmsc smsc;
  private Rig rig;
  private SmppServerSession session;

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
  void every_data_coding_is_read_in_its_alphabet() throws Exception {
    record Row(int coding, byte[] octets, String text) {}
    for (var row :
        List.of(
            new Row(0, Gsm7.encode("Vote {1} €"), "Vote {1} €"),
            new Row(1, ascii("vote 1"), "vote 1"),
            new Row(3, "Grüße".getBytes(StandardCharsets.ISO_8859_1), "Grüße"),
            new Row(4, hex("766f746500ff"), "vote\uFFFD\uFFFD"),
            new Row(6, "Да".getBytes("ISO-8859-5"), "Да"),
            new Row(8, Ucs2.encode("Привіт 😜"), "Привіт 😜"),
            new Row(8, hex("041404"), "Д\uFFFD"),
            new Row(0x0D, ascii("vote"), "vote"),
            new Row(0x11, Gsm7.encode("@"), "@"),
            new Row(0x18, Ucs2.encode("Ї"), "Ї"),
            new Row(0xBF, ascii("odd"), "odd"),
            new Row(0xC0, ascii("mail"), "mail"),
            new Row(0xE0, Ucs2.encode("Ґ"), "Ґ"),
            new Row(0xF0, Gsm7.encode("flash @"), "flash @"),
            new Row(0xF4, ascii("data"), "data"))) {

      var arrival = deliver(message(0, row.coding(), row.octets()));

      assertThat(arrival.text()).as("data_coding " + row.coding()).isEqualTo(row.text());
      assertThat(arrival.raw()).isEqualTo(row.octets());
      assertThat(arrival.dataCoding()).isEqualTo(row.coding());
      assertThat(arrival.concatenation()).isEmpty();
    }
  }

  @Test
  void addresses_lose_their_plus_and_nothing_else() throws Exception {
    var message = message(0, 0, ascii("x"));
    message.setSourceAddress(new Address((byte) 1, (byte) 1, "+380501234567"));

    var arrival = deliver(message);

    assertThat(arrival.source()).isEqualTo("380501234567");
    assertThat(arrival.destination()).isEqualTo("7000");
    assertThat(arrival.linkId()).isEqualTo(Rig.LINK_ID);
  }

  @Test
  void a_link_may_say_that_data_coding_0_is_latin_1() throws Exception {
    rig.close();
    bind(options(Alphabet.LATIN1, MessageIds.AS_IS, 0x64));

    var arrival = deliver(message(0, 0, "@Ü".getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(arrival.text()).isEqualTo("@Ü");
  }

  @Test
  void a_link_may_say_that_septets_are_packed_and_its_receipts_are_not() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7_PACKED, MessageIds.AS_IS, 0x64));

    assertThat(deliver(message(0, 0, Gsm7.pack("Vote {1} €", 0))).text()).isEqualTo("Vote {1} €");
    assertThat(deliver(message(0, 8, Ucs2.encode("Ї"))).text()).isEqualTo("Ї");
    for (var header : List.of(hex("050003 2a 03 02"), hex("060804 1234 03 02"))) {
      var part = deliver(message(0x40, 0, join(header, Gsm7.pack("part", header.length))));
      assertThat(part.text()).isEqualTo("part");
      assertThat(part.concatenation()).isPresent();
    }
    ChSmsc.deliver(session, message(4, 0, ascii("id:77 stat:DELIVRD err:000")));
    assertThat(TestPath.next(rig.path.receipts).operatorRef()).isEqualTo("77");
  }

  @Test
  void parts_are_told_by_each_kind_of_header() throws Exception {
    record Row(String header, Concatenation expected) {}
    for (var row :
        List.of(
            new Row("050003 2a 03 02", new Concatenation(42, 3, 2)),
            new Row("050003 00 02 01", new Concatenation(0, 2, 1)),
            new Row("060804 1234 ff ff", new Concatenation(0x1234, 255, 255)),
            new Row("0b 0504 15811581 0003 07 02 02", new Concatenation(7, 2, 2)),
            new Row("050003 2a 02 00", null),
            new Row("050003 2a 02 03", null),
            new Row("050003 2a 00 00", null),
            new Row("050003 2a 01 01", null),
            new Row("00", null),
            new Row("0400032a0202", null))) {

      var arrival = deliver(message(0x40, 0, join(hex(row.header()), ascii("part"))));

      assertThat(arrival.concatenation())
          .as(row.header())
          .isEqualTo(Optional.ofNullable(row.expected()));
      assertThat(arrival.text()).as(row.header()).endsWith("part");
    }
  }

  @Test
  void parts_are_told_by_parameters_and_texts_may_be_a_payload() throws Exception {
    var message = message(0, 8, NOTHING);
    var text = "Д".repeat(200);
    message.setOptionalParameter(new Tlv((short) 0x0424, Ucs2.encode(text)));
    message.setOptionalParameter(new Tlv((short) 0x020C, hex("ffff")));
    message.setOptionalParameter(new Tlv((short) 0x020E, hex("02")));
    message.setOptionalParameter(new Tlv((short) 0x020F, hex("01")));
    message.setOptionalParameter(new Tlv((short) 0x001E, RawSmsc.text("op-77")));

    var arrival = deliver(message);

    assertThat(arrival.text()).isEqualTo(text);
    assertThat(arrival.concatenation()).contains(new Concatenation(0xFFFF, 2, 1));
    assertThat(arrival.operatorRef()).contains("op-77");
  }

  @Test
  void what_could_not_be_stored_is_answered_as_this_operator_wants_it() throws Exception {
    rig.close();
    bind(options(Alphabet.GSM7, MessageIds.AS_IS, 0x58));
    rig.path.verdict = CompletableFuture.failedStage(new IllegalStateException("no database"));

    var answer = ChSmsc.deliver(session, message(0, 0, ascii("x")));

    assertThat(answer.getCommandStatus()).isEqualTo(0x58);
  }

  @Test
  void the_answer_waits_until_the_arrival_is_stored() throws Exception {
    var stored = new CompletableFuture<Void>();
    rig.path.verdict = stored;
    var answer = session.sendRequestPdu(message(0, 0, ascii("x")), 5_000, false);
    TestPath.next(rig.path.arrivals);
    assertThat(answer.isDone()).isFalse();

    stored.complete(null);

    assertThat(answer.await(5_000)).isTrue();
    assertThat(answer.getResponse().getCommandStatus()).isZero();
  }

  @Test
  void receipts_are_read_from_their_text_and_from_parameters() throws Exception {
    var text =
        "id:0123456789 sub:001 dlvrd:001 submit date:2611220900 done date:2611220901"
            + " stat:DELIVRD err:000 text:Hello";
    record Row(String text, String id, Receipt.State state, String error) {}
    for (var row :
        List.of(
            new Row(text, "0123456789", Receipt.State.DELIVERED, "000"),
            new Row("id:a1-b stat:UNDELIV err:05A", "a1-b", Receipt.State.FAILED, "05A"),
            new Row("ID: 7 STAT: EXPIRED", "7", Receipt.State.EXPIRED, null),
            new Row("id:7 stat:REJECTD err:1", "7", Receipt.State.FAILED, "1"),
            new Row("id:7 stat:ACCEPTD", "7", Receipt.State.ACCEPTED, null),
            new Row("id:7 stat:ENROUTE", "7", Receipt.State.ACCEPTED, null),
            new Row("no fields at all", "", Receipt.State.ACCEPTED, null))) {
      assertThat(ChSmsc.deliver(session, message(4, 0, ascii(row.text()))).getCommandStatus())
          .isZero();

      var receipt = TestPath.next(rig.path.receipts);

      assertThat(receipt.operatorRef()).isEqualTo(row.id());
      assertThat(receipt.state()).isEqualTo(row.state());
      assertThat(receipt.error()).isEqualTo(row.error());
    }
    var message = message(0, 0, NOTHING);
    message.setOptionalParameter(new Tlv((short) 0x001E, RawSmsc.text("99")));
    message.setOptionalParameter(new Tlv((short) 0x0427, hex("05")));
    message.setOptionalParameter(new Tlv((short) 0x0423, hex("030102")));

    ChSmsc.deliver(session, message);

    var receipt = TestPath.next(rig.path.receipts);
    assertThat(receipt.operatorRef()).isEqualTo("99");
    assertThat(receipt.state()).isEqualTo(Receipt.State.FAILED);
    assertThat(receipt.error()).isEqualTo("258");
    assertThat(rig.path.arrivals).isEmpty();
  }

  @Test
  void a_receipt_on_the_way_is_never_final() throws Exception {
    ChSmsc.deliver(session, message(0x20, 0, ascii("id:7 stat:DELIVRD")));

    assertThat(TestPath.next(rig.path.receipts).state()).isEqualTo(Receipt.State.ACCEPTED);
  }

  private void bind(LinkOptions options) throws Exception {
    rig = new Rig(smsc.port(), Bind.TRANSCEIVER, options);
    session = smsc.bound();
    assertThat(session.getBindType()).isEqualTo(SmppBindType.TRANSCEIVER);
  }

  private Arrival deliver(DeliverSm message) throws Exception {
    assertThat(ChSmsc.deliver(session, message).getCommandStatus()).isZero();
    return TestPath.next(rig.path.arrivals);
  }

  private static DeliverSm message(int esmClass, int dataCoding, byte[] text) throws Exception {
    var message = new DeliverSm();
    message.setSourceAddress(new Address((byte) 1, (byte) 1, "380501234567"));
    message.setDestAddress(new Address((byte) 3, (byte) 0, "7000"));
    message.setEsmClass((byte) esmClass);
    message.setDataCoding((byte) dataCoding);
    message.setShortMessage(text);
    return message;
  }

  static LinkOptions options(Alphabet alphabet, MessageIds ids, int retryStatus) {
    var usual = LinkOptions.USUAL;
    return new LinkOptions(
        alphabet,
        ids,
        usual.longMessages(),
        retryStatus,
        true,
        usual.enquireSeconds(),
        usual.responseSeconds(),
        usual.resendUnanswered(),
        0,
        usual.shortCodeTon(),
        usual.shortCodeNpi(),
        "",
        "",
        false);
  }
}
