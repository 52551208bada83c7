package livery.st;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import livery.simulator.wire.Alphabet;
import livery.simulator.wire.PartStyle;
import livery.simulator.wire.Parts;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.PduReader;
import livery.simulator.wire.ShortMessage;

/** An operator made of bare sockets, so that it can send any octets and tear what it wants. */
final class RawOperator implements AutoCloseable {

  private static final int WAIT_SECONDS = 15;
  private static final int MOST_OCTETS = 100_000;

  /** What the portal has submitted on any line. */
  final BlockingQueue<ShortMessage> submitted = new LinkedBlockingQueue<>();

  /**
   * Whether a submit_sm is answered that comes from now on: what was seen before stays as it was.
   */
  volatile boolean answers = true;

  /** What the ids in its submit_sm_resp begin with. */
  volatile String idPrefix = "raw-";

  private final AtomicInteger ids = new AtomicInteger();
  private final ServerSocket server;

  RawOperator() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(WAIT_SECONDS * 1_000);
  }

  /** A text as an operator hands it over. */
  static ShortMessage text(String phone, String number, String text) {
    return Parts.of(phone, number, text, Alphabet.of(text), PartStyle.UDH8, 0).get(0);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits for the next connection and agrees to its bind. */
  Line bound() throws IOException {
    return new Line(server.accept());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection; what the portal asks on it is answered by a thread of its own. */
  final class Line implements AutoCloseable {

    /** Responses of the portal, in their order. */
    final BlockingQueue<Pdu> responses = new LinkedBlockingQueue<>();

    private final AtomicInteger sequence = new AtomicInteger();
    private final Socket socket;
    private final PduReader in;
    private volatile boolean ended;

    private Line(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new PduReader(socket.getInputStream());
      send(Pdu.answer(in.read(MOST_OCTETS), "raw").encode());
      var reader = new Thread(this::read, "raw-operator");
      reader.setDaemon(true);
      reader.start();
    }

    int nextSequence() {
      return sequence.incrementAndGet();
    }

    /** Whether the connection has ended, by either side. */
    boolean ended() {
      return ended;
    }

    synchronized void send(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
    }

    /** Sends a text without waiting; answers with its sequence number. */
    int send(ShortMessage text) throws IOException {
      var number = nextSequence();
      send(new Pdu(Pdu.DELIVER_SM, 0, number, text.body()).encode());
      return number;
    }

    /** Sends a text and waits for its answer's status, while no other is under way. */
    int deliver(ShortMessage text) throws IOException, InterruptedException {
      var number = send(text);
      var answer = response();
      if (answer.sequence() != number) {
        throw new AssertionError("Not the answer to " + number + ": " + answer);
      }
      return answer.status();
    }

    /** The next response. */
    Pdu response() throws InterruptedException {
      var response = responses.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      if (response == null) {
        throw new AssertionError("No response within " + WAIT_SECONDS + " s; ended: " + ended);
      }
      return response;
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

    private void read() {
      try {
        while (true) {
          take(in.read(MOST_OCTETS));
        }
      } catch (SocketException | java.io.EOFException over) {
        ended = true;
      } catch (IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
    }

    private void take(Pdu pdu) throws IOException {
      if (pdu.isResponse()) {
        responses.add(pdu);
      } else if (pdu.command() != Pdu.SUBMIT_SM) {
        send(Pdu.answer(pdu, 0).encode());
      } else {
        var answered = answers;
        submitted.add(ShortMessage.parse(pdu.body()));
        if (answered) {
          send(Pdu.answer(pdu, idPrefix + ids.incrementAndGet()).encode());
        }
      }
    }
  }
}
