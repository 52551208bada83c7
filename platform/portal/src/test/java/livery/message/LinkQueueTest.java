package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sender does with an operator's answers; the operator is played by the test. */
class LinkQueueTest {

  private static final int WAIT_SECONDS = 20;
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private final BlockingQueue<InFlight> finished = new LinkedBlockingQueue<>();
  private final LinkQueue queue =
      new LinkQueue(
          5,
          Clock.systemUTC(),
          (tenant, phone) -> phone.equals("blocked"),
          finished::add,
          AnswerJournal.none(),
          Thread::new);

  private record Handed(Carrier.Submission part, Consumer<Carrier.Answer> answer) {}

  private static final class Operator implements Carrier {
    final BlockingQueue<Handed> handed = new LinkedBlockingQueue<>();
    private final int window;
    boolean inOnePiece;
    boolean resends = true;

    Operator(int window) {
      this.window = window;
    }

    @Override
    public boolean inOnePiece() {
      return inOnePiece;
    }

    @Override
    public long linkId() {
      return 5;
    }

    @Override
    public int window() {
      return window;
    }

    @Override
    public int ratePerSecond() {
      return 0;
    }

    @Override
    public boolean resendsUnanswered() {
      return resends;
    }

    @Override
    public void submit(Submission submission, Consumer<Answer> answered) {
      handed.add(new Handed(submission, answered));
    }

    Handed next() throws InterruptedException {
      var next = handed.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("a hand-over").isNotNull();
      return next;
    }
  }

  @AfterEach
  void stop() {
    queue.stop();
  }

  @Test
  void a_person_gets_texts_one_after_the_other_and_others_need_not_wait() throws Exception {
    var operator = new Operator(10);
    queue.add(List.of(text(1, "a", "one"), text(2, "a", "two"), text(3, "b", "three")));
    queue.open(operator);

    var first = operator.next();
    var other = operator.next();
    assertThat(first.part.messageId()).isEqualTo(1);
    assertThat(other.part.messageId()).isEqualTo(3);
    first.answer.accept(new Carrier.Answer(0, "x1"));

    assertThat(operator.next().part.messageId()).isEqualTo(2);
  }

  @Test
  void throttling_brings_the_text_back_without_counting_as_a_try() throws Exception {
    var operator = new Operator(1);
    queue.add(List.of(text(1, "a", "one")));
    queue.open(operator);

    for (var i = 0; i < LinkQueue.ATTEMPTS_MAX + 2; i++) {
      operator.next().answer.accept(new Carrier.Answer(0x58, null));
    }
    operator.next().answer.accept(new Carrier.Answer(0, "x1"));

    var done = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(done).isNotNull();
    assertThat(done.failure()).isNull();
    assertThat(done.accepted()).isEqualTo(1);
    assertThat(done.resent).isFalse();
  }

  @Test
  void a_text_without_an_answer_is_sent_again_once_and_marked() throws Exception {
    var operator = new Operator(1);
    queue.add(List.of(text(1, "a", "one")));
    queue.open(operator);

    operator.next().answer.accept(new Carrier.Answer(Carrier.Answer.NO_ANSWER, null));
    operator.next().answer.accept(new Carrier.Answer(Carrier.Answer.NO_ANSWER, null));

    var done = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(done).isNotNull();
    assertThat(done.resent).isTrue();
    assertThat(done.failure()).isEqualTo("no-answer");
    assertThat(done.accepted()).isZero();
  }

  @Test
  void a_text_without_an_answer_stays_unknown_where_nothing_may_come_twice() throws Exception {
    var operator = new Operator(1);
    operator.resends = false;
    queue.add(List.of(text(1, "a", "one"), text(2, "b", "two")));
    queue.open(operator);

    operator.next().answer.accept(new Carrier.Answer(Carrier.Answer.NO_ANSWER, null));

    assertThat(operator.next().part.text()).isEqualTo("two");
    var done = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(done).isNotNull();
    assertThat(done.resent).isFalse();
    assertThat(done.failure()).isEqualTo("no-answer");
  }

  @Test
  void what_the_operator_refuses_for_good_fails_with_its_status() throws Exception {
    var operator = new Operator(1);
    queue.add(List.of(text(1, "a", "one")));
    queue.open(operator);

    operator.next().answer.accept(new Carrier.Answer(0x0B, null));

    assertThat(finished.poll(WAIT_SECONDS, TimeUnit.SECONDS).failure()).isEqualTo("operator-0x0B");
  }

  @Test
  void who_said_stop_while_the_text_waited_gets_nothing_more() throws Exception {
    var operator = new Operator(1);
    queue.add(List.of(text(1, "blocked", "one")));
    queue.open(operator);

    assertThat(finished.poll(WAIT_SECONDS, TimeUnit.SECONDS).failure()).isEqualTo("blocked");
    assertThat(operator.handed).isEmpty();
  }

  @Test
  void a_long_text_in_one_piece_is_taken_or_refused_with_all_its_parts() throws Exception {
    var operator = new Operator(10);
    operator.inOnePiece = true;
    var text = "x".repeat(161);
    queue.add(List.of(text(1, "a", text), text(2, "b", text), text(3, "c", "short")));
    queue.open(operator);

    var first = operator.next();
    assertThat(first.part.text()).isEqualTo(text);
    assertThat(first.part.whole()).isTrue();
    assertThat(first.part.total()).isOne();
    first.answer.accept(new Carrier.Answer(0, "x1"));
    var taken = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(taken.accepted()).isEqualTo(2);
    assertThat(taken.submitted()).isEqualTo(2);
    assertThat(List.of(taken.ref(1), taken.ref(2))).containsExactly("x1", "x1");

    operator.next().answer.accept(new Carrier.Answer(0x0B, null));
    var refused = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(refused.accepted()).isZero();
    assertThat(refused.failure()).isEqualTo("operator-0x0B");
    assertThat(operator.next().part.whole()).isFalse();
  }

  @Test
  void what_an_earlier_run_heard_of_a_text_in_one_piece_holds_for_all_its_parts() {
    var message = text(1, "a", "x".repeat(161));
    var first = new InFlight(message, false);
    var part = first.takePart(true);
    first.submission(part, NOW);
    first.finish(part, 0, "x1", NOW);

    var next = new InFlight(message, true);

    assertThat(next.restore(first.heard(part))).isTrue();
    assertThat(next.hasNextPart()).isFalse();
    assertThat(next.accepted()).isEqualTo(2);
    assertThat(next.submittedAt(2)).isEqualTo(NOW);
  }

  @Test
  void a_long_text_is_paid_for_the_parts_that_were_taken() throws Exception {
    var operator = new Operator(10);
    queue.add(List.of(text(1, "a", "x".repeat(161))));
    queue.open(operator);

    operator.next().answer.accept(new Carrier.Answer(0, "x1"));
    operator.next().answer.accept(new Carrier.Answer(0x0B, null));

    var done = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(done).isNotNull();
    assertThat(done.accepted()).isEqualTo(1);
    assertThat(done.failure()).isEqualTo("operator-0x0B");
  }

  @Test
  void what_does_not_fit_into_memory_waits_in_the_table() {
    var many = new ArrayList<Outgoing>();
    for (var id = 1; id <= LinkQueue.MEMORY_MAX + 1; id++) {
      many.add(text(id, "a" + id, "one"));
    }

    queue.add(many);

    assertThat(queue.size()).isEqualTo(LinkQueue.MEMORY_MAX);
    assertThat(queue.firstLeftInTable()).isEqualTo(LinkQueue.MEMORY_MAX + 1L);
  }

  @Test
  void what_is_left_in_the_table_while_it_is_read_is_fetched_the_next_time() {
    queue.leaveInTable(1);
    queue.fetching(Long.MAX_VALUE);
    queue.add(List.of(text(7, "a", "one")));

    queue.fetched(List.of(), true, 0);

    assertThat(queue.firstLeftInTable()).isEqualTo(7);
  }

  @Test
  void what_was_finished_while_the_table_was_read_is_not_sent_again() {
    queue.leaveInTable(1);
    queue.fetching(Long.MAX_VALUE);
    queue.forget(7);

    queue.fetched(List.of(text(7, "a", "one")), true, 0);

    assertThat(queue.size()).isZero();
    assertThat(queue.firstLeftInTable()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void what_a_fetch_finds_before_it_is_handed_over_goes_out_once() throws Exception {
    var operator = new Operator(10);
    queue.open(operator);
    queue.leaveInTable(1);
    queue.fetching(7);
    queue.fetched(List.of(text(6, "a", "six"), text(7, "b", "seven")), true, 0);
    for (var id = 6; id <= 7; id++) {
      var handed = operator.next();
      assertThat(handed.part.messageId()).isEqualTo(id);
      handed.answer.accept(new Carrier.Answer(0, "ref" + id));
      queue.forget(id);
    }

    queue.add(List.of(text(7, "b", "seven"), text(8, "c", "eight")));

    assertThat(operator.next().part.messageId()).as("7 is not sent again").isEqualTo(8);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void a_handover_covers_all_ids_from_its_begin_on() {
    var ids = new AtomicLong();
    var handovers = new Handovers(ids::incrementAndGet);
    assertThat(handovers.allBelow()).isEqualTo(1);
    var first = handovers.begin();
    var second = handovers.begin();
    ids.addAndGet(10);
    assertThat(handovers.allBelow()).isEqualTo(first);
    handovers.end(first);
    assertThat(handovers.allBelow()).isEqualTo(second);
    handovers.end(second);
    assertThat(handovers.allBelow()).isEqualTo(ids.get());
  }

  @Test
  void no_more_is_handed_over_than_a_crash_may_repeat() throws Exception {
    assertThatAtMostAreUnstored(LinkQueue.UNSTORED_MAX, queue);
  }

  @Test
  void a_journal_lets_more_be_handed_over_before_it_is_stored(@TempDir Path folder)
      throws Exception {
    var journal = AnswerJournal.open(folder);
    var kept =
        new LinkQueue(
            6, Clock.systemUTC(), (tenant, phone) -> false, finished::add, journal, Thread::new);
    try {
      assertThatAtMostAreUnstored(LinkQueue.JOURNALED_MAX, kept);
    } finally {
      kept.stop();
      journal.close();
    }
  }

  private void assertThatAtMostAreUnstored(int most, LinkQueue tested) throws Exception {
    var operator = new Operator(10);
    var many = new ArrayList<Outgoing>();
    for (var id = 1; id <= most + 1; id++) {
      many.add(text(id, "p" + id, "one"));
    }
    tested.add(many);
    tested.open(operator);
    for (var id = 1; id <= most; id++) {
      operator.next().answer.accept(new Carrier.Answer(0, "ref" + id));
    }
    assertThat(operator.handed.poll(300, TimeUnit.MILLISECONDS)).isNull();

    tested.forget(1);

    assertThat(operator.next().part.messageId()).isEqualTo(most + 1L);
  }

  @Test
  void what_an_earlier_run_heard_is_not_handed_over_again(@TempDir Path folder) throws Exception {
    var longText = "x".repeat(200);
    var killed = AnswerJournal.open(folder);
    killed.heard(new Heard(1, 1, 0, "one", NOW, NOW));
    killed.heard(new Heard(2, 2, 0, "half", NOW, NOW));
    var journal = AnswerJournal.open(folder);
    journal.keepOnly(List.of(1L, 2L));
    var known = text(1, "a", "one");
    var half = text(2, "b", longText);
    assertThat(journal.knowsAll(known)).isTrue();
    assertThat(journal.knowsAll(half)).isFalse();
    var again =
        new LinkQueue(
            5, Clock.systemUTC(), (tenant, phone) -> false, finished::add, journal, Thread::new);
    var operator = new Operator(10);
    try {
      again.leaveInTable(1);
      again.fetched(List.of(known, half), true, 100);
      again.open(operator);

      var heard = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      assertThat(heard.heard(1)).isEqualTo(new Heard(1, 1, 0, "one", NOW, NOW));
      assertThat(heard.resent).isFalse();
      var missing = operator.next();
      assertThat(missing.part.messageId()).isEqualTo(2);
      assertThat(missing.part.part()).isEqualTo(1);
      missing.answer.accept(new Carrier.Answer(0, "other"));
      var both = finished.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      assertThat(both.ref(1)).isEqualTo("other");
      assertThat(both.ref(2)).isEqualTo("half");
      assertThat(both.accepted()).isEqualTo(2);
      assertThat(both.resent).isTrue();
      assertThat(operator.handed).isEmpty();
      again.forget(1);
      again.forget(2);
      assertThat(again.size()).isZero();
      assertThat(journal.messages()).isEmpty();
    } finally {
      again.stop();
    }
  }

  @Test
  void every_answer_is_in_the_journal_before_anything_comes_of_it(@TempDir Path folder)
      throws Exception {
    var journal = AnswerJournal.open(folder);
    var seen = new LinkedBlockingQueue<Boolean>();
    var writing =
        new LinkQueue(
            5,
            Clock.systemUTC(),
            (tenant, phone) -> false,
            message -> seen.add(!AnswerJournal.open(folder).of(message.message.id()).isEmpty()),
            journal,
            Thread::new);
    var operator = new Operator(10);
    try {
      writing.add(List.of(text(1, "a", "one")));
      writing.open(operator);
      operator.next().answer.accept(new Carrier.Answer(0x45, null));
      assertThat(seen.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      writing.stop();
    }
  }

  private static Outgoing text(long id, String phone, String text) {
    return new Outgoing(
        id,
        30,
        40,
        "3838",
        true,
        phone,
        text,
        5,
        50,
        0,
        false,
        "keyword",
        "-",
        Clock.systemUTC().instant(),
        850_000);
  }
}
