package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import livery.inbox.Arrival.Concatenation;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

/** F9: a flood of parts whose others never come. */
class LatePartsTest {

  private static final int MANY = 2 * Inbox.BATCH_MAX + 1;
  private static final int LIMIT = 40;

  private final TestTenants test = new TestTenants();
  private final Inbox inbox = new Inbox(test.store, test.ids, test.clock, 100_000);
  private final List<Stored> stored = new ArrayList<>();

  @Test
  void all_that_is_late_is_handed_on_at_once_and_what_only_came_again_is_dropped() {
    inbox.whenStored(stored::addAll);
    var again = IntStream.range(0, Inbox.BATCH_MAX).mapToObj(one -> part("again" + one, 1));
    var others = IntStream.range(0, Inbox.BATCH_MAX).mapToObj(one -> part("again" + one, 2));
    var repeated = again.toList();
    add(repeated);
    add(others.toList());
    add(repeated);
    add(IntStream.range(0, MANY).mapToObj(one -> part("late" + one, 1)).toList());
    test.clock.pass(Duration.ofMinutes(LongMessages.WAIT_MINUTES).plusSeconds(1));

    inbox.handOnLate();

    assertThat(stored).hasSize(MANY).allMatch(one -> one.source().startsWith("late"));
    assertThat(stored).extracting(Stored::id).doesNotHaveDuplicates();
    assertThat(left()).isZero();
  }

  @Test
  void as_many_parts_as_the_limit_wait_and_the_oldest_of_more_are_handed_on_marked() {
    var open = new OpenParts(test.store, test.ids, LIMIT);
    take(open, 0, LIMIT);
    assertThat(stored).isEmpty();

    take(open, LIMIT, LIMIT + 1);

    var handedOn = 1 + LIMIT / 20;
    assertThat(stored)
        .extracting(Stored::source)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, handedOn).mapToObj(one -> "phone" + one).toList());
    assertThat(left()).isEqualTo(LIMIT + 1 - handedOn);
    assertThat(marked()).isEqualTo(handedOn);
  }

  @Test
  void a_flood_over_the_limit_of_an_earlier_run_loses_nothing() {
    new OpenParts(test.store, test.ids, MANY).start();
    take(new OpenParts(test.store, test.ids, MANY), 0, MANY);
    var open = new OpenParts(test.store, test.ids, LIMIT);
    open.start();

    take(open, MANY, MANY + 1);

    assertThat(left()).isEqualTo(LIMIT - LIMIT / 20);
    assertThat(stored).hasSize(MANY + 1 - left());
    assertThat(stored).extracting(Stored::source).doesNotHaveDuplicates();
    assertThat(marked()).isEqualTo(stored.size());
  }

  @Test
  void parts_that_became_whole_do_not_count() {
    var open = new OpenParts(test.store, test.ids, LIMIT);
    for (var one = 0; one < LIMIT; one++) {
      add(List.of(part("whole" + one, 1), part("whole" + one, 2)));
      open.stored(2, stored::addAll);
    }

    take(open, 0, LIMIT);

    assertThat(stored).isEmpty();
    assertThat(left()).isEqualTo(LIMIT);
  }

  /** Stores first parts, a second apart. */
  private void take(OpenParts open, int from, int to) {
    var parts = new ArrayList<Arrival>();
    for (var one = from; one < to; one++) {
      test.clock.pass(Duration.ofSeconds(1));
      parts.add(part("phone" + one, 1));
    }
    add(parts);
    open.stored(parts.size(), stored::addAll);
  }

  private int marked() {
    return test.store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM inbox WHERE partial")
                    .mapTo(int.class)
                    .one());
  }

  private void add(List<Arrival> parts) {
    test.store.inTransaction(connection -> LongMessages.add(connection, parts));
  }

  private int left() {
    return test.store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM inbox_part").mapTo(int.class).one());
  }

  private Arrival part(String source, int part) {
    var text = "part" + part;
    return new Arrival(
        5,
        Optional.empty(),
        source,
        "3838",
        0,
        text.getBytes(StandardCharsets.US_ASCII),
        text,
        Optional.of(new Concatenation(7, 2, part)),
        test.clock.instant());
  }
}
