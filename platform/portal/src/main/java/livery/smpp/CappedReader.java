package livery.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads PDUs no longer than a cap. jSMPP's own reader allocates whatever the length field says.
 *
 * <p>For one thread; the cap may be raised by another.
 */
final class CappedReader extends DefaultPDUReader {

  /** A bind_resp is far below this. */
  static final int CAP_BEFORE_BIND = 1_024;

  /** Room for a message_payload. */
  static final int CAP = 65_536;

  private volatile int cap = CAP_BEFORE_BIND;

  /** The peer has shown who it is. */
  void bound() {
    cap = CAP;
  }

  /**
   * Reads the 16 octets that every PDU begins with.
   *
   * @throws InvalidCommandLengthException when the length cannot be right; the place of the next
   *     PDU is unknown then, and the connection of no more use
   */
  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    var header = new Command();
    header.setCommandLength(in.readInt());
    var length = header.getCommandLength();
    if (length < SMPPConstant.PDU_HEADER_LENGTH || length > cap) {
      throw new InvalidCommandLengthException(
          "command_length must be "
              + SMPPConstant.PDU_HEADER_LENGTH
              + " to "
              + cap
              + ", not "
              + Integer.toUnsignedString(length));
    }
    header.setCommandId(in.readInt());
    header.setCommandStatus(in.readInt());
    header.setSequenceNumber(in.readInt());
    return header;
  }
}
