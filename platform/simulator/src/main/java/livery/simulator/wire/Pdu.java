package livery.simulator.wire;

/**
 * One SMPP 3.4 PDU (§3.2): the four words of its header, the length left out, and its body as it is
 * on the wire. The body is not copied; whoever makes a PDU gives its octets away.
 *
 * @param command command_id (§5.1.2.1)
 * @param status command_status (§5.1.3), 0 in requests
 * @param sequence sequence_number (§5.1.4)
 * @param body the octets after the header
 */
public record Pdu(int command, int status, int sequence, byte[] body) {

  public static final int BIND_RECEIVER = 0x01;
  public static final int BIND_TRANSMITTER = 0x02;
  public static final int SUBMIT_SM = 0x04;
  public static final int DELIVER_SM = 0x05;
  public static final int UNBIND = 0x06;
  public static final int BIND_TRANSCEIVER = 0x09;
  public static final int ENQUIRE_LINK = 0x15;
  public static final int GENERIC_NACK = 0x80000000;

  /** This bit of command_id makes a response of a request. */
  public static final int RESPONSE = 0x80000000;

  /** Octets of the header. */
  public static final int HEADER = 16;

  private static final byte[] EMPTY = {};

  /** The answer to a request, without a body. */
  public static Pdu answer(Pdu request, int status) {
    return new Pdu(request.command | RESPONSE, status, request.sequence, EMPTY);
  }

  /** The answer to a request, with a C-octet string as its body (system_id, message_id). */
  public static Pdu answer(Pdu request, String text) {
    return new Pdu(
        request.command | RESPONSE, 0, request.sequence, new Octets().cString(text).toArray());
  }

  /** generic_nack (§4.3). */
  public static Pdu nack(int status, int sequence) {
    return new Pdu(GENERIC_NACK, status, sequence, EMPTY);
  }

  /** A request without a body: enquire_link, unbind. */
  public static Pdu bare(int command, int sequence) {
    return new Pdu(command, 0, sequence, EMPTY);
  }

  public boolean isResponse() {
    return (command & RESPONSE) != 0;
  }

  /** The whole PDU as it goes out. */
  public byte[] encode() {
    var out = new Octets();
    writeTo(out);
    return out.toArray();
  }

  /** Appends the whole PDU. */
  public void writeTo(Octets out) {
    out.word(HEADER + body.length).word(command).word(status).word(sequence).bytes(body);
  }
}
