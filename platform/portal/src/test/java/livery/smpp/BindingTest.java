package livery.smpp;

import static livery.smpp.RawSmsc.ascii;
import static livery.smpp.RawSmsc.deliver;
import static livery.smpp.RawSmsc.pdu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import java.io.EOFException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livery.frame.Texts;
import livery.link.Link.Bind;
import livery.link.LinkOptions;
import livery.link.LinkStatus;
import livery.message.Carrier.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binds: how they come about, end, and come back. */
@Timeout(60)
class BindingTest {

  private static final int BIND_TRANSCEIVER = 9;
  private static final int ENQUIRE_LINK = 0x15;
  private static final int UNBIND = 6;

  @Test
  void a_transceiver_shows_its_credentials_and_is_open_for_both_directions() throws Exception {
    try (var smsc = new ChSmsc();
        var rig = new Rig(smsc.port())) {
      var session = smsc.bound();
      var bind = TestPath.next(smsc.binds);

      assertThat(session.getBindType()).isEqualTo(SmppBindType.TRANSCEIVER);
      assertThat(bind.getSystemId()).isEqualTo("livery");
      assertThat(bind.getPassword()).isEqualTo("secret");
      assertThat(TestPath.next(rig.path.opened)).isSameAs(rig.link);
      assertThat(rig.link.status().state()).isEqualTo(LinkStatus.State.BOUND);
      assertThat(rig.link.status().boundSince()).isNotNull();
    }
  }

  @Test
  void a_pair_sends_on_one_session_and_hears_on_the_other() throws Exception {
    try (var smsc = new ChSmsc();
        var rig = new Rig(smsc.port(), Bind.PAIR, LinkOptions.USUAL)) {
      var one = smsc.bound();
      var other = smsc.bound();
      assertThat(Set.of(one.getBindType(), other.getBindType()))
          .containsExactlyInAnyOrder(SmppBindType.TRANSMITTER, SmppBindType.RECEIVER);
      var receiver = one.getBindType() == SmppBindType.RECEIVER ? one : other;
      var transmitter = receiver == one ? other : one;
      TestPath.next(rig.path.opened);

      assertThat(ChSmsc.deliver(receiver, mo()).getCommandStatus()).isZero();
      assertThat(ChSmsc.deliver(transmitter, mo()).getCommandStatus()).isEqualTo(4);
      var answers = new LinkedBlockingQueue<Answer>();
      rig.link.submit(SubmissionTest.text("x", false), answers::add);
      assertThat(TestPath.next(answers).status()).isZero();

      receiver.close();
      assertThat(smsc.bound().getBindType()).isEqualTo(SmppBindType.RECEIVER);
      assertThat(rig.path.lost).hasValue(1);
      assertThat(rig.path.closed).isEmpty();
    }
  }

  @Test
  void a_refused_bind_is_tried_again_and_says_why() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port())) {
      try (var line = smsc.accept()) {
        line.answerBind(0x0E);
        assertThatThrownBy(line::read).isInstanceOf(EOFException.class);
      }
      try (var line = smsc.bound()) {
        assertThat(TestPath.next(rig.path.opened)).isSameAs(rig.link);
        assertThat(rig.link.status().lastError()).isEqualTo("bind refused: 0x0E");
        assertThat(rig.link.status().lastCause().in(Texts.in(new Locale("uk"))))
            .isEqualTo("оператор відмовив у під’єднанні: 0x0E");
        assertThat(rig.path.lost).hasValue(0);
        line.reset();
      }
    }
  }

  @Test
  void an_operator_that_accepts_but_does_not_answer_the_bind_is_left() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.accept()) {
      assertThat(line.read().id()).isEqualTo(BIND_TRANSCEIVER);

      assertThatThrownBy(line::read).isInstanceOf(EOFException.class);

      smsc.bound().close();
      assertThat(TestPath.next(rig.path.opened)).isSameAs(rig.link);
    }
  }

  @Test
  void a_dropped_connection_is_told_to_the_path_and_bound_again() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port())) {
      for (var round = 1; round <= 3; round++) {
        try (var line = smsc.bound()) {
          assertThat(TestPath.next(rig.path.opened)).isSameAs(rig.link);
          line.send(deliver(1, 0, 0, ascii("half"), new byte[0]));
          line.read();
          line.reset();
        }
        assertThat(TestPath.next(rig.path.closed)).isSameAs(rig.link);
      }
      smsc.bound().close();
      assertThat(rig.path.lost.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void a_line_that_leaves_one_enquiry_unanswered_is_given_up_and_bound_again() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port(), Bind.TRANSCEIVER, SubmissionTest.quick(2, 10));
        var line = smsc.bound()) {
      assertThat(line.read().id()).isEqualTo(ENQUIRE_LINK);

      assertThatThrownBy(line::read).isInstanceOf(EOFException.class);

      var again = smsc.bound();
      assertThat(rig.link.status().lastError())
          .isEqualTo("no answer to enquire_link within 2 seconds");
      again.close();
    }
  }

  @Test
  void a_line_that_answers_enquire_link_stays() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port(), Bind.TRANSCEIVER, SubmissionTest.quick(1, 10));
        var line = smsc.bound()) {
      for (var round = 0; round < 4; round++) {
        var enquiry = line.read();
        assertThat(enquiry.id()).isEqualTo(ENQUIRE_LINK);
        line.send(pdu(0x80000015, 0, enquiry.sequence()));
      }

      assertThat(rig.path.lost).hasValue(0);
    }
  }

  @Test
  void whoever_takes_leave_has_every_answer_read_and_takes_nothing_more() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.bound()) {
      line.send(deliver(1, 0, 0, ascii("first")));
      assertThat(line.readMessage().status()).isZero();
      var leaving = Executors.newSingleThreadExecutor(Rig.daemons());
      var left =
          leaving.submit(
              () -> {
                rig.link.stop();
                return rig;
              });

      var unbind = line.readMessage();
      assertThat(unbind.id()).isEqualTo(UNBIND);
      line.send(deliver(2, 0, 0, ascii("late")));
      var refused = line.readMessage();
      assertThat(refused.sequence()).isEqualTo(2);
      assertThat(refused.status()).isEqualTo(LinkOptions.USUAL.retryStatus());
      line.send(pdu(UNBIND | 0x80000000, 0, unbind.sequence()));

      left.get(10, TimeUnit.SECONDS);
      leaving.shutdown();
      assertThat(rig.path.released).hasValue(1);
      assertThat(rig.path.lost).hasValue(0);
      assertThat(rig.path.arrivals).hasSize(1);
    }
  }

  @Test
  void an_operator_that_does_not_answer_the_leave_may_not_have_read_the_answers() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.bound()) {
      line.send(deliver(1, 0, 0, ascii("first")));
      assertThat(line.readMessage().status()).isZero();

      rig.link.stop();

      assertThat(rig.path.lost).hasValue(1);
      assertThat(rig.path.released).hasValue(0);
    }
  }

  @Test
  void an_operators_unbind_is_answered_and_the_link_comes_back() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port())) {
      try (var line = smsc.bound()) {
        line.send(pdu(6, 0, 9));
        var answer = line.readMessage();
        assertThat(answer.id()).isEqualTo(0x80000006);
        assertThat(answer.sequence()).isEqualTo(9);
      }
      smsc.bound().close();
      assertThat(rig.path.lost.get()).isPositive();
    }
  }

  @Test
  void another_implementation_asks_whether_the_line_is_alive_and_takes_leave() throws Exception {
    try (var smsc = new ChSmsc();
        var rig = new Rig(smsc.port())) {
      var session = smsc.bound();

      assertThat(session.enquireLink(new EnquireLink(), 5_000).getCommandStatus()).isZero();
      session.unbind(5_000);

      assertThat(session.isUnbinding() || session.isClosed()).isTrue();
      assertThat(smsc.bound().getBindType()).isEqualTo(SmppBindType.TRANSCEIVER);
      assertThat(rig.link.status().lastError()).isEqualTo("the operator unbound");
    }
  }

  @Test
  void a_stop_waits_for_answers_on_both_sides_and_unbinds() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.bound()) {
      TestPath.next(rig.path.opened);
      var stored = new CompletableFuture<Void>();
      rig.path.verdict = stored;
      line.send(deliver(5, 0, 0, ascii("late")));
      TestPath.next(rig.path.arrivals);
      var answers = new LinkedBlockingQueue<Answer>();
      rig.link.submit(SubmissionTest.text("x", false), answers::add);
      var submit = line.readMessage();
      var stopping = CompletableFuture.runAsync(rig::close);
      assertThat(TestPath.next(rig.path.closed)).isSameAs(rig.link);

      stored.complete(null);
      line.send(pdu(0x80000004, 0, submit.sequence(), RawSmsc.text("id7")));

      assertThat(line.readMessage().id()).isEqualTo(RawSmsc.DELIVER_SM_RESP);
      var unbind = line.readMessage();
      assertThat(unbind.id()).isEqualTo(6);
      line.send(pdu(0x80000006, 0, unbind.sequence()));
      assertThat(TestPath.next(answers)).isEqualTo(new Answer(0, "id7"));
      stopping.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_flood_beyond_every_window_is_answered_with_a_wait() throws Exception {
    try (var smsc = new RawSmsc();
        var rig = new Rig(smsc.port());
        var line = smsc.bound()) {
      rig.path.verdict = new CompletableFuture<>();
      for (var i = 1; i <= Deliveries.MOST_OWED + 1; i++) {
        line.send(deliver(i, 0, 0, ascii("x")));
      }

      var refused = line.readMessage();

      assertThat(refused.sequence()).isEqualTo(Deliveries.MOST_OWED + 1);
      assertThat(refused.status()).isEqualTo(0x58);
      rig.path.verdict.toCompletableFuture().complete(null);
    }
  }

  private static DeliverSm mo() throws Exception {
    var message = new DeliverSm();
    message.setShortMessage(ascii("vote 1"));
    return message;
  }
}
