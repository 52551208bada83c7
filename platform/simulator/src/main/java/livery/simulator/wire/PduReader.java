package livery.simulator.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads PDUs from a stream. The length field is checked before anything is allocated, so that
 * sixteen octets cannot cost more than sixteen octets. Used by one thread.
 */
public final class PduReader {

  private final Buffer buffer;
  private final DataInputStream in;

  public PduReader(InputStream in) {
    buffer = new Buffer(in);
    this.in = new DataInputStream(buffer);
  }

  /** Whether another header has come already, so that an answer may wait for company. */
  public boolean hasMore() {
    return buffer.held() >= Pdu.HEADER;
  }

  /**
   * The next PDU; waits for it.
   *
   * @param limit most octets of a whole PDU
   * @throws EOFException when the peer has closed
   * @throws BadPdu when the length field is below 16 or above the limit
   */
  public Pdu read(int limit) throws IOException {
    int length = in.readInt();
    int command = in.readInt();
    int status = in.readInt();
    int sequence = in.readInt();
    if (length < Pdu.HEADER || length > limit) {
      throw BadPdu.length(length, limit, sequence);
    }
    byte[] body = new byte[length - Pdu.HEADER];
    in.readFully(body);
    return new Pdu(command, status, sequence, body);
  }

  /** A buffered stream that says how much it holds, without a system call. */
  private static final class Buffer extends BufferedInputStream {
    Buffer(InputStream in) {
      super(in, 65_536);
    }

    int held() {
      return count - pos;
    }
  }
}
