package livery.smpp;

import static livery.smpp.RawSmsc.ascii;
import static livery.smpp.RawSmsc.deliver;
import static livery.smpp.RawSmsc.deliverBody;
import static livery.smpp.RawSmsc.hex;
import static livery.smpp.RawSmsc.int32;
import static livery.smpp.RawSmsc.join;
import static livery.smpp.RawSmsc.pdu;
import static livery.smpp.RawSmsc.text;
import static livery.smpp.RawSmsc.tlv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each bad PDU is answered once, and the good message after it is taken. */
@Timeout(120)
class MalformedTest {

  private static final byte[] NOTHING = {};
  private static final int OK = 0;
  private static final int DELIVER = RawSmsc.DELIVER_SM_RESP;
  private static final int NACK = RawSmsc.GENERIC_NACK;
  private static final int DATA = 0x80000103;

  /** A bad PDU of sequence 1 and the answer that it must get. */
  private record Row(String name, byte[] octets, int answer, int... statuses) {}

  /** Cases after which the session goes on. */
  private static final List<Row> KEPT = kept();

  @Test
  void every_bad_request_is_answered_once_and_the_session_stays() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.bound()) {
      for (var row : KEPT) {
        line.send(row.octets());
        line.send(deliver(1_000, 0, 0, ascii("good")));

        var good = line.readMessage();
        if (row.answer() != OK) {
          var bad = good;
          assertThat(bad.sequence()).as(row.name()).isEqualTo(1);
          assertThat(bad.id()).as(row.name()).isEqualTo(row.answer());
          assertThat(row.statuses()).as(row.name()).contains(bad.status());
          good = line.readMessage();
        }
        assertThat(good.sequence()).as("after " + row.name()).isEqualTo(1_000);
        assertThat(good.status()).as("after " + row.name()).isEqualTo(OK);
      }
      assertThat(KEPT).hasSizeGreaterThanOrEqualTo(44);
      assertThat(rig.path.lost).hasValue(0);
    }
  }

  @Test
  void impossible_lengths_are_refused_and_the_link_is_back_within_five_seconds() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port())) {
      var line = smsc.bound();
      for (var length : new int[] {0, 15, 65_537, 0x7FFFFFFF, -1}) {
        line.send(join(int32(length), int32(5), int32(0), int32(1)));

        var nack = line.readMessage();
        assertThat(nack.id()).isEqualTo(NACK);
        assertThat(nack.status()).isEqualTo(2);
        assertThatThrownBy(line::read).isInstanceOfAny(EOFException.class, SocketException.class);
        line.close();
        var from = System.nanoTime();
        line = smsc.bound();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)).isLessThan(5);
        line.send(deliver(2, 0, 0, ascii("good")));
        assertThat(line.readMessage().status()).isEqualTo(OK);
        assertThat(TestPath.next(rig.path.arrivals).text()).isEqualTo("good");
      }
      line.close();
    }
  }

  @Test
  void before_the_bind_a_kilobyte_is_the_most_and_messages_are_refused() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port())) {
      try (var line = smsc.accept()) {
        line.read();
        line.send(deliver(1, 0, 0, ascii("too early")));
        assertThat(line.read().status()).isEqualTo(4);
        line.send(join(int32(1_025), int32(5), int32(0), int32(1)));
        assertThat(line.read().id()).isEqualTo(NACK);
        assertThatThrownBy(line::read).isInstanceOfAny(EOFException.class, SocketException.class);
      }
      try (var line = smsc.bound()) {
        line.send(deliver(2, 0, 0, ascii("good")));
        assertThat(line.readMessage().status()).isEqualTo(OK);
      }
      assertThat(TestPath.next(rig.path.arrivals).text()).isEqualTo("good");
    }
  }

  private static List<Row> kept() {
    var rows = new ArrayList<Row>();
    rows.addAll(cut());
    rows.addAll(parameters());
    rows.addAll(fields());
    rows.addAll(commands());
    return List.copyOf(rows);
  }

  /** The body ends at each of its fields. */
  private static List<Row> cut() {
    var whole = deliverBody(0, 0, ascii("vote 1"));
    var rows = new ArrayList<Row>();
    for (var length : new int[] {0, 1, 2, 3, 4, 10, 15, 16, 17, 18, 22, 23, 25, 28, 30, 32, 33}) {
      rows.add(
          new Row(
              "deliver_sm cut after " + length,
              pdu(5, 0, 1, Arrays.copyOf(whole, length)),
              DELIVER,
              1,
              2));
    }
    rows.add(new Row("data_sm without a body", pdu(0x103, 0, 1), DATA, 1, 2));
    rows.add(new Row("data_sm cut", pdu(0x103, 0, 1, text(""), hex("0101")), DATA, 1, 2));
    var longer = whole.clone();
    longer[longer.length - 7] = (byte) 200;
    rows.add(new Row("sm_length beyond the end", pdu(5, 0, 1, longer), DELIVER, 1, 2));
    return rows;
  }

  private static List<Row> parameters() {
    var text = ascii("vote 1");
    return List.of(
        new Row("TLV header cut", deliver(1, 0, 0, text, hex("0204 00")), DELIVER, 1, 2),
        new Row("TLV beyond the end", deliver(1, 0, 0, text, hex("0204 0009 01")), DELIVER, 1, 2),
        new Row("TLV length 0xFFFF", deliver(1, 0, 0, text, hex("0424 ffff 01")), DELIVER, 1, 2),
        new Row("TLV without its octet", deliver(1, 0, 0, text, hex("0427 0000")), DELIVER, OK),
        new Row("TLV short of an octet", deliver(1, 0, 0, text, hex("020c 0001 05")), DELIVER, OK),
        new Row("unknown TLV", deliver(1, 0, 0, text, hex("1555 0002 0102")), DELIVER, OK),
        new Row("one octet too many", deliver(1, 0, 0, text, hex("00")), DELIVER, OK),
        new Row("empty payload", deliver(1, 0, 0, NOTHING, hex("0424 0000")), DELIVER, OK),
        new Row(
            "payload of 60 kB",
            deliver(1, 0, 0, NOTHING, tlv(0x424, new byte[60_000])),
            DELIVER,
            OK));
  }

  private static List<Row> fields() {
    var address = "9".repeat(40);
    return List.of(
        new Row("header longer than the text", deliver(1, 0x40, 0, hex("ff00")), DELIVER, OK),
        new Row("header without a text", deliver(1, 0x40, 0, NOTHING), DELIVER, OK),
        new Row("element beyond its header", deliver(1, 0x40, 0, hex("0300ff0141")), DELIVER, OK),
        new Row("part 3 of 2", deliver(1, 0x40, 0, hex("05000301020341")), DELIVER, OK),
        new Row("odd UCS-2", deliver(1, 0, 8, hex("041404")), DELIVER, OK),
        new Row("lone surrogate", deliver(1, 0, 8, hex("d83d")), DELIVER, OK),
        new Row("lone escape", deliver(1, 0, 0, hex("1b")), DELIVER, OK),
        new Row("octets beyond septets", deliver(1, 0, 0, hex("ff80fe")), DELIVER, OK),
        new Row("reserved data_coding", deliver(1, 0, 0xBF, ascii("x")), DELIVER, OK),
        new Row("receipt without an id", deliver(1, 4, 0, ascii("stat:")), DELIVER, OK),
        new Row(
            "address of 40 digits",
            pdu(
                5,
                0,
                1,
                text(""),
                hex("0101"),
                text(address),
                hex("0000"),
                text("1"),
                new byte[10]),
            DELIVER,
            0x0A),
        new Row(
            "line break in the address",
            pdu(
                5,
                0,
                1,
                text(""),
                hex("0101"),
                text("1\r\n2"),
                hex("0000"),
                text("1"),
                new byte[10]),
            DELIVER,
            0x0A),
        new Row("no C-octet string ends", pdu(5, 0, 1, "x".repeat(300).getBytes()), DELIVER, 1, 2));
  }

  private static List<Row> commands() {
    return List.of(
        new Row("unknown command", pdu(0x77, 0, 1, ascii("?")), NACK, 3),
        new Row("submit_sm to a client", pdu(4, 0, 1, deliverBody(0, 0, ascii("x"))), NACK, 3),
        new Row("bind to a client", pdu(9, 0, 1, text("a"), text("b")), NACK, 3),
        new Row("enquire_link with a body", pdu(0x15, 0, 1, ascii("x")), 0x80000015, OK),
        new Row("answer to nothing", pdu(0x80000004, 0, 1, text("7")), OK),
        new Row("answer without a body", pdu(0x80000004, 0, 1), OK),
        new Row("unknown answer", pdu(0x80000077, 0, 1), OK),
        new Row("nack to nothing", pdu(NACK, 3, 0), OK),
        new Row("second answer to the bind", pdu(0x80000009, 0x0D, 1, text("")), OK),
        new Row("alert_notification cut", pdu(0x102, 0, 1, hex("01")), OK));
  }
}
