package livery.simulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * PDUs that no operator should send and some do. Each is one deliver_sm (or something in its place)
 * with one thing wrong; the octets around it are sound, so that a peer that reads by the length
 * field stays in step, except where {@link #breaksFraming()} says otherwise.
 */
public enum Malformed {
  NO_BODY(good -> new byte[0]),
  CUT_IN_SERVICE_TYPE(good -> new byte[] {'C', 'M', 'T'}),
  CUT_IN_SOURCE(good -> Arrays.copyOf(good, 6)),
  CUT_BEFORE_DESTINATION(good -> Arrays.copyOf(good, 3 + sourceLength(good) + 1)),
  CUT_BEFORE_LENGTH(good -> Arrays.copyOf(good, lengthAt(good))),
  CUT_IN_TEXT(good -> Arrays.copyOf(good, good.length - 2)),
  TEXT_LONGER_THAN_BODY(good -> set(good, lengthAt(good), 0xFE)),
  TEXT_SHORTER_THAN_BODY(good -> set(good, lengthAt(good), 1)),
  TEXT_LENGTH_255(good -> set(good, lengthAt(good), 0xFF)),
  SOURCE_WITHOUT_END(good -> fill(good, 3, lengthAt(good), '7')),
  SOURCE_TOO_LONG(good -> longSource(300)),
  SOURCE_WITH_LINE_BREAK(good -> source("38050\r\n111")),
  SOURCE_EMPTY(good -> source("")),
  SOURCE_NOT_ASCII(good -> source("\u00e9\u00ff\u0080")),
  PARAMETER_HEADER_CUT(good -> append(good, 0x04, 0x24, 0x00)),
  PARAMETER_PAST_END(good -> append(good, 0x04, 0x24, 0x00, 0x10, 0x41)),
  PARAMETER_LENGTH_FFFF(good -> append(good, 0x04, 0x24, 0xFF, 0xFF)),
  PARAMETER_BYTE_EMPTY(good -> append(good, 0x02, 0x0E, 0x00, 0x00)),
  PARAMETER_ID_WITHOUT_END(good -> append(good, 0x00, 0x1E, 0x00, 0x02, 0x41, 0x42)),
  PARAMETER_UNKNOWN(good -> append(good, 0x14, 0x77, 0x00, 0x02, 0x41, 0x42)),
  PARAMETER_TWICE(good -> append(good, 0x02, 0x0E, 0, 1, 2, 0x02, 0x0E, 0, 1, 3)),
  HEADER_LONGER_THAN_TEXT(good -> octets(ShortMessage.UDHI, 0, 0x30, 0x00, 0x03)),
  HEADER_LENGTH_ZERO(good -> octets(ShortMessage.UDHI, 0, 0x00, 'h', 'i')),
  HEADER_WITHOUT_TEXT(good -> octets(ShortMessage.UDHI, 0)),
  PART_OF_ZERO(good -> octets(ShortMessage.UDHI, 0, 5, 0, 3, 7, 0, 0, 'h', 'i')),
  PART_BEYOND_TOTAL(good -> octets(ShortMessage.UDHI, 0, 5, 0, 3, 7, 2, 9, 'h', 'i')),
  UCS2_ODD(good -> octets(0, 8, 0x04, 0x1F, 0x04)),
  UCS2_LONE_SURROGATE(good -> octets(0, 8, 0xD8, 0x3D, 0x00, 0x41)),
  GSM7_LONE_ESCAPE(good -> octets(0, 0, 'h', 'i', 0x1B)),
  GSM7_HIGH_OCTETS(good -> octets(0, 0, 0x80, 0xFF, 0xC0)),
  TEXT_OF_ZEROS(good -> octets(0, 0, 0, 0, 0)),
  DATA_CODING_RESERVED(good -> octets(0, 0x0D, 'h', 'i')),
  DATA_CODING_FF(good -> octets(0, 0xFF, 'h', 'i')),
  RECEIPT_WITHOUT_TEXT(good -> octets(ShortMessage.RECEIPT, 0)),
  RECEIPT_NONSENSE(good -> octets(ShortMessage.RECEIPT, 0, 'i', 'd', ':', ' ', 'x')),
  COMMAND_UNKNOWN(0x0000BEEF),
  COMMAND_FOR_OPERATORS(Pdu.SUBMIT_SM),
  RESPONSE_TO_NOTHING(Pdu.SUBMIT_SM | Pdu.RESPONSE),
  STATUS_IN_REQUEST(Pdu.DELIVER_SM),
  LENGTH_ZERO(Pdu.DELIVER_SM, 0),
  LENGTH_FIFTEEN(Pdu.DELIVER_SM, 15),
  LENGTH_HUGE(Pdu.DELIVER_SM, 0x7FFFFFFF),
  LENGTH_NEGATIVE(Pdu.DELIVER_SM, 0x80000010),
  GARBAGE(0, 0x47455420);

  private static final int NO_LENGTH = Integer.MIN_VALUE;

  private final Function<byte[], byte[]> spoil;
  private final int command;
  private final int length;

  Malformed(Function<byte[], byte[]> spoil) {
    this(spoil, Pdu.DELIVER_SM, NO_LENGTH);
  }

  Malformed(int command) {
    this(good -> good, command, NO_LENGTH);
  }

  Malformed(int command, int length) {
    this(good -> good, command, length);
  }

  Malformed(Function<byte[], byte[]> spoil, int command, int length) {
    this.spoil = spoil;
    this.command = command;
    this.length = length;
  }

  /** Whether the length field itself lies, so that the peer has to close the connection. */
  public boolean breaksFraming() {
    return length != NO_LENGTH;
  }

  /** Whether a peer by the book answers it once: every request whose end can be found. */
  public boolean wantsAnswer() {
    return this != RESPONSE_TO_NOTHING && !breaksFraming();
  }

  /** The whole PDU. */
  public byte[] encode(int sequence) {
    byte[] body = spoil.apply(good());
    int status = this == STATUS_IN_REQUEST ? 0x77 : 0;
    byte[] all = new Pdu(command, status, sequence, body).encode();
    if (breaksFraming()) {
      ByteBuffer.wrap(all).putInt(0, length);
    }
    return all;
  }

  private static byte[] good() {
    return octets(0, 0, "malformed".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] octets(int esmClass, int dataCoding, int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets(esmClass, dataCoding, octets);
  }

  private static byte[] octets(int esmClass, int dataCoding, byte[] octets) {
    return message("380501110000", esmClass, dataCoding, octets);
  }

  private static byte[] source(String digits) {
    return message(digits, 0, 0, new byte[] {'h', 'i'});
  }

  private static byte[] longSource(int digits) {
    return source("7".repeat(digits));
  }

  private static byte[] message(String source, int esmClass, int dataCoding, byte[] octets) {
    var from = new ShortMessage.Address(1, 1, source);
    var to = ShortMessage.Address.of("3344");
    return new ShortMessage(from, to, esmClass, 0, dataCoding, octets, Map.of()).body();
  }

  private static int sourceLength(byte[] body) {
    int length = 0;
    while (body[3 + length] != 0) {
      length++;
    }
    return length;
  }

  /** Where sm_length is: behind both addresses and twelve octets. */
  private static int lengthAt(byte[] body) {
    int at = 3 + sourceLength(body) + 1 + 2;
    while (body[at] != 0) {
      at++;
    }
    return at + 10;
  }

  private static byte[] set(byte[] good, int at, int value) {
    byte[] bad = good.clone();
    bad[at] = (byte) value;
    return bad;
  }

  private static byte[] fill(byte[] good, int from, int to, int value) {
    byte[] bad = good.clone();
    Arrays.fill(bad, from, to, (byte) value);
    return Arrays.copyOf(bad, to);
  }

  private static byte[] append(byte[] good, int... values) {
    var bad = new Octets().bytes(good);
    for (int value : values) {
      bad.octet(value);
    }
    return bad.toArray();
  }
}
