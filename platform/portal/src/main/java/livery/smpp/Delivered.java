package livery.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * The fields of a deliver_sm or data_sm that count (SMPP 3.4 §4.6.1, §4.7.1).
 *
 * <p>Read here and not by jSMPP's decomposer, which reads past the end of what is cut short, cannot
 * read a parameter above 32,767 octets and refuses a whole message for one odd parameter.
 *
 * @param source as it came, may be empty
 * @param destination as it came
 * @param esmClass 0 to 255
 * @param dataCoding 0 to 255
 * @param data short_message, else message_payload
 * @param parameters optional parameters as octets, each complete
 */
record Delivered(
    String source,
    String destination,
    int esmClass,
    int dataCoding,
    byte[] data,
    byte[] parameters) {

  private static final int MESSAGE_PAYLOAD = 0x0424;
  private static final int MOST_ADDRESS_CHARACTERS = 20;
  private static final byte[] NONE = {};

  /** A request that cannot be understood, and the status that says so. */
  static final class Malformed extends Exception {

    private final int status;

    private Malformed(String what, int status) {
      super(what, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * Reads a whole PDU.
   *
   * @throws Malformed when a field is cut short or an address cannot be one
   */
  static Delivered read(Command header, byte[] octets) throws Malformed {
    var fields = new Fields(octets, SMPPConstant.PDU_HEADER_LENGTH);
    fields.skipString();
    fields.skip(2);
    var source = fields.address(SMPPConstant.STAT_ESME_RINVSRCADR);
    fields.skip(2);
    var destination = fields.address(SMPPConstant.STAT_ESME_RINVDSTADR);
    var esmClass = fields.octet();
    var data = NONE;
    int dataCoding;
    if (header.getCommandId() == SMPPConstant.CID_DATA_SM) {
      fields.skip(1);
      dataCoding = fields.octet();
    } else {
      fields.skip(2);
      fields.skipString();
      fields.skipString();
      fields.skip(2);
      dataCoding = fields.octet();
      fields.skip(1);
      data = fields.octets(fields.octet(), SMPPConstant.STAT_ESME_RINVMSGLEN);
    }
    var read = new Delivered(source, destination, esmClass, dataCoding, data, fields.parameters());
    var payload = data.length == 0 ? read.parameter(MESSAGE_PAYLOAD) : null;
    return payload == null ? read : read.with(payload);
  }

  /** The value of an optional parameter, {@code null} when it is not there. */
  byte[] parameter(int tag) {
    for (var at = 0; at < parameters.length; ) {
      var length = int16(parameters, at + 2);
      if (int16(parameters, at) == tag) {
        return Arrays.copyOfRange(parameters, at + 4, at + 4 + length);
      }
      at += 4 + length;
    }
    return null;
  }

  /** The value of a parameter that is a number of one to four octets, -1 when it is not there. */
  long number(int tag) {
    var value = parameter(tag);
    if (value == null || value.length == 0 || value.length > 4) {
      return -1;
    }
    var number = 0L;
    for (var octet : value) {
      number = number << 8 | octet & 0xFF;
    }
    return number;
  }

  /** The value of a parameter that is a C-octet string, {@code null} when it is not there. */
  String string(int tag) {
    var value = parameter(tag);
    if (value == null) {
      return null;
    }
    var length = 0;
    while (length < value.length && value[length] != 0) {
      length++;
    }
    return new String(value, 0, length, StandardCharsets.ISO_8859_1);
  }

  private Delivered with(byte[] payload) {
    return new Delivered(source, destination, esmClass, dataCoding, payload, parameters);
  }

  private static int int16(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }

  /** Walks through the octets, never past their end. */
  private static final class Fields {

    private final byte[] octets;
    private int at;

    Fields(byte[] octets, int from) {
      this.octets = octets;
      this.at = from;
    }

    int octet() throws Malformed {
      skip(1);
      return octets[at - 1] & 0xFF;
    }

    void skip(int count) throws Malformed {
      need(count, SMPPConstant.STAT_ESME_RINVCMDLEN);
      at += count;
    }

    byte[] octets(int count, int otherwise) throws Malformed {
      need(count, otherwise);
      at += count;
      return Arrays.copyOfRange(octets, at - count, at);
    }

    void skipString() throws Malformed {
      while (octet() != 0) {}
    }

    String address(int otherwise) throws Malformed {
      var from = at;
      skipString();
      var length = at - 1 - from;
      for (var i = from; i < at - 1; i++) {
        if (octets[i] >= 0 && octets[i] < ' ' || octets[i] == 0x7F) {
          // It would travel on into logs, headers and exports.
          throw new Malformed("a control character in an address", otherwise);
        }
      }
      if (length > MOST_ADDRESS_CHARACTERS) {
        throw new Malformed("an address of " + length + " characters", otherwise);
      }
      return new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    /** What is left; fewer octets than a parameter needs at least are padding. */
    byte[] parameters() throws Malformed {
      var from = at;
      while (octets.length - at >= 4) {
        skip(4);
        skip(int16(octets, at - 2));
      }
      if (octets.length - at > 1) {
        throw new Malformed("a parameter is cut", SMPPConstant.STAT_ESME_RINVCMDLEN);
      }
      return from == at ? NONE : Arrays.copyOfRange(octets, from, at);
    }

    private void need(int count, int otherwise) throws Malformed {
      if (octets.length - at < count) {
        throw new Malformed("cut short at octet " + at, otherwise);
      }
    }
  }
}
