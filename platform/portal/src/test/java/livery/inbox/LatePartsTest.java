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

  private final TestTenants test = new TestTenants();
  private final Inbox inbox = new Inbox(test.store, test.ids, test.clock);
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
