package livery.simulator.wire;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a submit_sm or deliver_sm (§4.4.1, §4.6.1); both have the same fields.
 *
 * @param source source_addr
 * @param destination destination_addr
 * @param esmClass esm_class (§5.2.12)
 * @param registeredDelivery registered_delivery (§5.2.17)
 * @param dataCoding data_coding (§5.2.19)
 * @param octets short_message, or message_payload where that is used, user data header included
 * @param parameters optional parameters by tag, message_payload left out
 */
public record ShortMessage(
    Address source,
    Address destination,
    int esmClass,
    int registeredDelivery,
    int dataCoding,
    byte[] octets,
    Map<Integer, byte[]> parameters) {

  public static final int UDHI = 0x40;
  public static final int RECEIPT = 0x04;

  static final int RECEIPTED_MESSAGE_ID = 0x001E;
  static final int SAR_REFERENCE = 0x020C;
  static final int SAR_TOTAL = 0x020E;
  static final int SAR_PART = 0x020F;
  static final int MESSAGE_PAYLOAD = 0x0424;
  static final int MESSAGE_STATE = 0x0427;

  /** Most octets of short_message. */
  private static final int SHORT_LIMIT = 254;

  /**
   * Type of number, numbering plan and digits (§5.2.5, §5.2.6).
   *
   * @param digits as they are on the wire
   */
  public record Address(int ton, int npi, String digits) {

    private static final int SHORT_CODE_LENGTH = 6;

    /** International ISDN for long numbers, network specific for short codes, else alphanumeric. */
    public static Address of(String number) {
      if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return new Address(5, 0, number);
      }
      return number.length() > SHORT_CODE_LENGTH
          ? new Address(1, 1, number)
          : new Address(3, 0, number);
    }
  }

  /** Which part of which long message this is. */
  public record Part(int reference, int total, int number) {}

  /**
   * @throws BadPdu when a field or an optional parameter is cut short or too long
   */
  public static ShortMessage parse(byte[] body) {
    var in = new Cursor(body);
    in.cString("service_type", 6);
    var source = new Address(in.octet(), in.octet(), in.cString("source_addr", 21));
    var destination = new Address(in.octet(), in.octet(), in.cString("destination_addr", 21));
    int esmClass = in.octet();
    in.bytes(2);
    in.cString("schedule_delivery_time", 17);
    in.cString("validity_period", 17);
    int registeredDelivery = in.octet();
    in.octet();
    int dataCoding = in.octet();
    in.octet();
    byte[] octets = in.bytes(in.octet());
    Map<Integer, byte[]> parameters = new LinkedHashMap<>();
    while (!in.atEnd()) {
      int tag = in.half();
      parameters.put(tag, in.bytes(in.half()));
    }
    byte[] payload = parameters.remove(MESSAGE_PAYLOAD);
    return new ShortMessage(
        source,
        destination,
        esmClass,
        registeredDelivery,
        dataCoding,
        payload == null ? octets : payload,
        parameters);
  }

  /** The body as it goes out; what does not fit into short_message becomes message_payload. */
  public byte[] body() {
    boolean payload = octets.length > SHORT_LIMIT;
    var out = new Octets();
    out.octet(0).octet(source.ton).octet(source.npi).cString(source.digits);
    out.octet(destination.ton).octet(destination.npi).cString(destination.digits);
    out.octet(esmClass).octet(0).octet(0).octet(0).octet(0);
    out.octet(registeredDelivery).octet(0).octet(dataCoding).octet(0);
    out.octet(payload ? 0 : octets.length).bytes(payload ? new byte[0] : octets);
    parameters.forEach(out::parameter);
    if (payload) {
      out.parameter(MESSAGE_PAYLOAD, octets);
    }
    return out.toArray();
  }

  /** Which part of a long message this is, by its header or by its sar_* parameters. */
  public Optional<Part> part() {
    if (hasHeader()) {
      return partOfHeader();
    }
    byte[] reference = parameters.get(SAR_REFERENCE);
    byte[] total = parameters.get(SAR_TOTAL);
    byte[] number = parameters.get(SAR_PART);
    if (reference == null || total == null || number == null) {
      return Optional.empty();
    }
    return valid(unsigned(reference), unsigned(total), unsigned(number));
  }

  /** The user data after its header, if there is one. */
  public byte[] content() {
    return hasHeader() ? Arrays.copyOfRange(octets, 1 + (octets[0] & 0xFF), octets.length) : octets;
  }

  private boolean hasHeader() {
    return (esmClass & UDHI) != 0 && octets.length > 0 && (octets[0] & 0xFF) < octets.length;
  }

  /** 3GPP TS 23.040 §9.2.3.24: elements 0x00 and 0x08 carry the place of a part. */
  private Optional<Part> partOfHeader() {
    int end = 1 + (octets[0] & 0xFF);
    int at = 1;
    while (at + 1 < end) {
      int element = octets[at];
      int length = octets[at + 1] & 0xFF;
      if (at + 2 + length > end) {
        return Optional.empty();
      }
      if (element == 0x00 && length == 3) {
        return valid(octets[at + 2] & 0xFF, octets[at + 3] & 0xFF, octets[at + 4] & 0xFF);
      }
      if (element == 0x08 && length == 4) {
        int reference = (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
        return valid(reference, octets[at + 4] & 0xFF, octets[at + 5] & 0xFF);
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  private static Optional<Part> valid(int reference, int total, int number) {
    boolean sound = total > 1 && number >= 1 && number <= total;
    return sound ? Optional.of(new Part(reference, total, number)) : Optional.empty();
  }

  private static int unsigned(byte[] octets) {
    int value = 0;
    for (byte octet : octets) {
      value = value << 8 | octet & 0xFF;
    }
    return value;
  }
}
