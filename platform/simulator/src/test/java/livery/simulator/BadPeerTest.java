package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import livery.simulator.wire.Octets;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.PduReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peer may send that is wrong: it gets an answer, and others are served on. */
@Timeout(60)
class BadPeerTest {

  private final Smsc smsc = Smsc.start(OperatorSettings.of("kyiv-cell", 0));
  private final Operator operator = smsc.operator("");

  @AfterEach
  void close() throws Exception {
    try (var esme = Esme.bind(operator)) {
      smsc.text(Text.of("380501112233", "3344", "still there?"));
      esme.next();
    } finally {
      smsc.close();
    }
  }

  @Test
  void huge_length_is_refused_and_the_connection_closed() throws Exception {
    try (var peer = new Peer()) {
      peer.raw(new Octets().word(0x7FFFFFFF).word(Pdu.SUBMIT_SM).word(0).word(3).toArray());

      assertThat(peer.next()).isEqualTo(Pdu.nack(0x02, 3).status());
      assertThat(peer.closed()).isTrue();
    }
  }

  @Test
  void before_the_bind_a_pdu_is_small() throws Exception {
    try (var peer = new Peer()) {
      peer.raw(new Octets().word(2000).word(Pdu.BIND_TRANSCEIVER).word(0).word(1).toArray());

      assertThat(peer.next()).isEqualTo(0x02);
      assertThat(peer.closed()).isTrue();
    }
  }

  @Test
  void submission_before_the_bind_is_refused() throws Exception {
    try (var peer = new Peer()) {
      peer.send(Pdu.SUBMIT_SM, new byte[40]);

      assertThat(peer.next()).isEqualTo(0x04);
    }
  }

  @Test
  void second_bind_on_one_connection_is_refused() throws Exception {
    try (var peer = new Peer()) {
      peer.bind();
      peer.bind();

      assertThat(peer.next()).isZero();
      assertThat(peer.next()).isEqualTo(0x05);
    }
  }

  @Test
  void cut_bodies_and_unknown_commands_leave_the_session_alone() throws Exception {
    try (var peer = new Peer()) {
      peer.send(Pdu.BIND_TRANSCEIVER, new byte[] {'x'});
      assertThat(peer.next()).isEqualTo(0x01);
      peer.bind();
      assertThat(peer.next()).isZero();
      for (int length = 0; length < 30; length++) {
        peer.send(Pdu.SUBMIT_SM, new byte[length]);
        assertThat(peer.next()).as("body of " + length).isIn(0x01, 0x0B);
      }
      peer.send(0x1234, new byte[5]);
      assertThat(peer.next()).isEqualTo(0x03);
      peer.send(Pdu.ENQUIRE_LINK, new byte[0]);
      assertThat(peer.next()).isZero();
    }
  }

  @Test
  void garbage_is_survived() throws Exception {
    var random = new Random(11);
    for (int i = 0; i < 50; i++) {
      try (var peer = new Peer()) {
        byte[] garbage = new byte[random.nextInt(300)];
        random.nextBytes(garbage);
        peer.raw(garbage);
      }
    }
  }

  @Test
  void connections_beyond_the_limit_are_closed() throws Exception {
    var peers = new Peer[300];
    for (int i = 0; i < peers.length; i++) {
      peers[i] = new Peer();
    }
    boolean closed = peers[299].closed();
    for (var peer : peers) {
      peer.close();
    }

    assertThat(closed).isTrue();
    long end = System.nanoTime() + Esme.SOON.toNanos();
    while (!operator.sessions().isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(operator.sessions()).isEmpty();
  }

  private final class Peer implements AutoCloseable {

    private final Socket socket = new Socket("127.0.0.1", operator.port());
    private final PduReader in;
    private int sequence;

    Peer() throws IOException {
      socket.setSoTimeout(5_000);
      in = new PduReader(socket.getInputStream());
    }

    void raw(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
    }

    void send(int command, byte[] body) throws IOException {
      raw(new Pdu(command, 0, ++sequence, body).encode());
    }

    void bind() throws IOException {
      var body = new Octets().cString("x").cString("").cString("").octet(0x34);
      send(Pdu.BIND_TRANSCEIVER, body.octet(0).octet(0).octet(0).toArray());
    }

    int next() throws IOException {
      return in.read(65_536).status();
    }

    boolean closed() throws IOException {
      try {
        in.read(65_536);
        return false;
      } catch (EOFException | SocketException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
