package livery.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import livery.simulator.wire.Octets;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.PduReader;
import livery.simulator.wire.ShortMessage;

/** The most trivial portal: acknowledges every text and answers it at once. */
final class Echo implements AutoCloseable {

  private final Socket socket;
  private final String reply;
  private final int receipts;
  private int sequence = 1;

  private Echo(Socket socket, String reply, boolean receipts) {
    this.socket = socket;
    this.reply = reply;
    this.receipts = receipts ? 1 : 0;
  }

  /** Binds as a transceiver and answers every text, with its own words for an empty reply. */
  static Echo bind(int port, String reply, boolean receipts) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    var echo = new Echo(socket, reply, receipts);
    var thread = new Thread(echo::run, "echo");
    thread.setDaemon(true);
    thread.start();
    return echo;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void run() {
    var out = new Octets();
    try {
      var in = new PduReader(socket.getInputStream());
      var wire = socket.getOutputStream();
      var bind = new Octets().cString("livery").cString("secret").cString("").octet(0x34);
      new Pdu(Pdu.BIND_TRANSCEIVER, 0, sequence++, bind.octet(0).octet(0).octet(0).toArray())
          .writeTo(out);
      flush(out, wire);
      while (true) {
        answer(in.read(70_000), out);
        if (!in.hasMore()) {
          flush(out, wire);
        }
      }
    } catch (EOFException | SocketException e) {
      // closed, by either side
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Pdu pdu, Octets out) {
    if (pdu.isResponse()) {
      return;
    }
    if (pdu.command() == Pdu.ENQUIRE_LINK) {
      Pdu.answer(pdu, 0).writeTo(out);
      return;
    }
    Pdu.answer(pdu, "").writeTo(out);
    var text = ShortMessage.parse(pdu.body());
    if ((text.esmClass() & ShortMessage.RECEIPT) == 0) {
      var answer =
          new ShortMessage(
              text.destination(),
              text.source(),
              reply.isEmpty() ? text.esmClass() : 0,
              receipts,
              reply.isEmpty() ? text.dataCoding() : 0,
              reply.isEmpty() ? text.octets() : reply.getBytes(StandardCharsets.US_ASCII),
              reply.isEmpty() ? text.parameters() : Map.of());
      new Pdu(Pdu.SUBMIT_SM, 0, sequence++, answer.body()).writeTo(out);
    }
  }

  private static void flush(Octets out, OutputStream wire) throws IOException {
    wire.write(out.array(), 0, out.size());
    out.clear();
  }
}
