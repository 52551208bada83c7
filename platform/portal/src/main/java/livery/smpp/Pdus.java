package livery.smpp;

import livery.link.Link;
import org.jsmpp.SMPPConstant;
import org.jsmpp.util.PDUByteBuffer;

/** PDUs that jSMPP's composer cannot make as operators want them. */
final class Pdus {

  private Pdus() {}

  /** A bind; jSMPP refuses passwords of more than eight characters, which many operators give. */
  static byte[] bind(int command, int sequence, Link link) {
    var pdu = new PDUByteBuffer(command, SMPPConstant.STAT_ESME_ROK, sequence);
    pdu.append(link.systemId());
    pdu.append(link.password());
    pdu.append(link.systemType());
    pdu.append(SMPPConstant.IF_VERSION_34);
    pdu.append((byte) 0);
    pdu.append((byte) 0);
    pdu.append(link.options().addressRange());
    return pdu.toBytes();
  }

  /** The answer to a data_sm, with an empty message_id. */
  static byte[] dataSmResponse(int status, int sequence) {
    var pdu = new PDUByteBuffer(SMPPConstant.CID_DATA_SM_RESP, status, sequence);
    pdu.append("");
    return pdu.toBytes();
  }

  /** A command_status as people write it: "0x0000000D" as "0x0D". */
  static String hex(int status) {
    return "0x" + (status >>> 8 == 0 ? "%02X" : "%08X").formatted(status);
  }
}
