package livery.smpp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import livery.link.LinkOptions;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.LongMessages;
import livery.link.LinkOptions.MessageIds;
import livery.message.Carrier.Answer;
import livery.message.Carrier.Submission;
import livery.text.Gsm7;
import livery.text.Ucs2;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;
import org.jsmpp.util.StringParameter;

/** Turns a submission into submit_sm and its response into an answer (SMPP 3.4 §4.4). */
final class Submits {

  private static final byte UDH_INDICATOR = 0x40;
  private static final byte CODING_DEFAULT = 0;
  private static final byte CODING_LATIN1 = 3;
  private static final byte CODING_UCS2 = 8;
  private static final byte TON_INTERNATIONAL = 1;
  private static final byte TON_ALPHANUMERIC = 5;
  private static final byte NPI_ISDN = 1;
  private static final byte NPI_UNKNOWN = 0;
  private static final PDUComposer COMPOSER = new DefaultComposer();
  private static final OptionalParameter[] NONE = {};

  private Submits() {}

  /**
   * Makes the PDU.
   *
   * @throws PDUStringException when an address or the text is too long for the protocol, or the
   *     text was counted before the link's alphabet was changed to one that lacks a character
   */
  static byte[] compose(int sequence, Submission part, LinkOptions options)
      throws PDUStringException {
    var joined = part.total() > 1;
    var sar = joined && options.longMessages() == LongMessages.SAR;
    var udh = joined && !sar;
    var header = udh ? header(part, options) : new byte[0];
    var octets = octets(part, options, header.length);
    var source = part.source().startsWith("+") ? part.source().substring(1) : part.source();
    var alphanumeric = !source.chars().allMatch(c -> c >= '0' && c <= '9');
    return COMPOSER.submitSm(
        sequence,
        options.serviceType(),
        alphanumeric
            ? TON_ALPHANUMERIC
            : part.shortCode() ? (byte) options.shortCodeTon() : TON_INTERNATIONAL,
        alphanumeric ? NPI_UNKNOWN : part.shortCode() ? (byte) options.shortCodeNpi() : NPI_ISDN,
        source,
        TON_INTERNATIONAL,
        NPI_ISDN,
        part.destination(),
        udh ? UDH_INDICATOR : 0,
        (byte) 0,
        (byte) 0,
        "",
        validity(options.validityMinutes()),
        part.receipt() && options.receipts() ? (byte) 1 : 0,
        (byte) 0,
        coding(part, options),
        (byte) 0,
        part.whole() ? new byte[0] : join(header, octets),
        part.whole() ? payload(octets) : sar ? sar(part) : NONE);
  }

  /** What came back; the id is spelt as the receipts of this operator will spell it. */
  static Answer answer(Command header, byte[] octets, MessageIds ids) {
    var start = SMPPConstant.PDU_HEADER_LENGTH;
    var stop = start;
    while (stop < octets.length && octets[stop] != 0) {
      stop++;
    }
    var id = new String(octets, start, stop - start, StandardCharsets.ISO_8859_1);
    return new Answer(
        header.getCommandStatus(),
        id.isEmpty() ? null : Deliveries.shortened(asInReceipt(id, ids)));
  }

  private static String asInReceipt(String id, MessageIds ids) {
    return switch (ids) {
      case AS_IS -> id;
      case HEX_TO_DEC -> respelt(id, 16, 10);
      case DEC_TO_HEX -> respelt(id, 10, 16);
    };
  }

  /** An id that is no number of that kind stays as it is. */
  static String respelt(String id, int from, int to) {
    try {
      return new BigInteger(id, from).toString(to).toLowerCase(Locale.ROOT);
    } catch (NumberFormatException other) {
      return id;
    }
  }

  private static byte coding(Submission part, LinkOptions options) {
    if (part.ucs2()) {
      return CODING_UCS2;
    }
    return options.defaultAlphabet() == Alphabet.LATIN1 ? CODING_LATIN1 : CODING_DEFAULT;
  }

  private static byte[] octets(Submission part, LinkOptions options, int headerOctets)
      throws PDUStringException {
    return switch (coding(part, options)) {
      case CODING_UCS2 -> Ucs2.encode(part.text());
      case CODING_LATIN1 -> latin1(part.text());
      default ->
          options.defaultAlphabet() == Alphabet.GSM7_PACKED
              ? Gsm7.pack(part.text(), headerOctets)
              : Gsm7.encode(part.text());
    };
  }

  /** All or nothing: in UCS-2 it could be more parts than are charged. */
  private static byte[] latin1(String text) throws PDUStringException {
    try {
      return octets(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(text)));
    } catch (CharacterCodingException lacking) {
      throw new PDUStringException(
          "Latin-1 lacks a character of the text", StringParameter.SHORT_MESSAGE);
    }
  }

  private static byte[] octets(ByteBuffer buffer) {
    var octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return octets;
  }

  /** 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8: six octets before the text, or seven. */
  private static byte[] header(Submission part, LinkOptions options) {
    var reference = part.reference();
    return options.longMessages() == LongMessages.UDH16 && part.loose()
        ? octets(6, 8, 4, reference >> 8, reference, part.total(), part.part())
        : octets(5, 0, 3, reference, part.total(), part.part());
  }

  private static byte[] octets(int... values) {
    var octets = new byte[values.length];
    for (var i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  private static byte[] join(byte[] header, byte[] text) {
    var whole = Arrays.copyOf(header, header.length + text.length);
    System.arraycopy(text, 0, whole, header.length, text.length);
    return whole;
  }

  /** SMPP 3.4 §5.3.2.32: instead of the short message, which then is empty. */
  private static OptionalParameter[] payload(byte[] octets) {
    return new OptionalParameter[] {
      new OptionalParameter.OctetString(Tag.MESSAGE_PAYLOAD.code(), octets)
    };
  }

  private static OptionalParameter[] sar(Submission part) {
    return new OptionalParameter[] {
      new OptionalParameter.Short(Tag.SAR_MSG_REF_NUM.code(), (short) part.reference()),
      new OptionalParameter.Byte(Tag.SAR_TOTAL_SEGMENTS.code(), (byte) part.total()),
      new OptionalParameter.Byte(Tag.SAR_SEGMENT_SEQNUM.code(), (byte) part.part())
    };
  }

  /** Relative time (SMPP 3.4 §7.1.1.2). */
  private static String validity(int minutes) {
    return minutes == 0
        ? ""
        : "0000%02d%02d%02d00000R".formatted(minutes / 1_440, minutes / 60 % 24, minutes % 60);
  }
}
