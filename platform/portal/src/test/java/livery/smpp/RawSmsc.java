package livery.smpp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An operator made of bare sockets, so that it can send anything and shows what comes. */
public final class RawSmsc implements AutoCloseable {

  static final int DELIVER_SM = 5;
  static final int DELIVER_SM_RESP = 0x80000005;
  static final int GENERIC_NACK = 0x80000000;

  private static final int WAIT_MILLIS = 10_000;

  /** One PDU as it came. */
  record Pdu(int id, int status, int sequence, byte[] body) {

    boolean isRequest() {
      return id > 0;
    }
  }

  private final ServerSocket server;

  RawSmsc() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(WAIT_MILLIS);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits for the next connection, without answering its bind. */
  Line accept() throws IOException {
    return new Line(server.accept());
  }

  /** Waits for the next connection and agrees to its bind. */
  Line bound() throws IOException {
    var line = accept();
    line.answerBind(0);
    return line;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection. */
  static final class Line implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Line(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MILLIS);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    Pdu answerBind(int status) throws IOException {
      var bind = read();
      send(pdu(bind.id() | 0x80000000, status, bind.sequence(), text("operator")));
      return bind;
    }

    /** The next PDU; throws EOFException when the peer has closed. */
    Pdu read() throws IOException {
      var length = in.readInt();
      var id = in.readInt();
      var status = in.readInt();
      var sequence = in.readInt();
      return new Pdu(id, status, sequence, in.readNBytes(length - 16));
    }

    /** The next PDU that is no enquire_link; those are answered. */
    Pdu readMessage() throws IOException {
      while (true) {
        var pdu = read();
        if (pdu.id() != 0x15) {
          return pdu;
        }
        send(pdu(0x80000015, 0, pdu.sequence()));
      }
    }

    void send(byte[] octets) throws IOException {
      out.write(octets);
      out.flush();
    }

    /** Closes with RST instead of FIN. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  static byte[] pdu(int id, int status, int sequence, byte[]... body) {
    var whole = join(body);
    return join(int32(16 + whole.length), int32(id), int32(status), int32(sequence), whole);
  }

  /** A whole deliver_sm from 380501234567 to 7000. */
  static byte[] deliver(int sequence, int esmClass, int dataCoding, byte[] text, byte[]... tlvs) {
    return pdu(DELIVER_SM, 0, sequence, deliverBody(esmClass, dataCoding, text), join(tlvs));
  }

  static byte[] deliverBody(int esmClass, int dataCoding, byte[] text) {
    return join(
        text(""),
        hex("0101"),
        text("380501234567"),
        hex("0300"),
        text("7000"),
        new byte[] {(byte) esmClass, 0, 0, 0, 0, 0, 0, (byte) dataCoding, 0, (byte) text.length},
        text);
  }

  static byte[] tlv(int tag, byte[] value) {
    return join(int16(tag), int16(value.length), value);
  }

  /** A C-octet string. */
  static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] int32(int value) {
    return hex("%08x".formatted(value));
  }

  static byte[] int16(int value) {
    return hex("%04x".formatted(value & 0xFFFF));
  }

  static byte[] join(byte[]... pieces) {
    var whole = new ByteArrayOutputStream();
    try {
      for (var piece : pieces) {
        whole.write(piece);
      }
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return whole.toByteArray();
  }
}
