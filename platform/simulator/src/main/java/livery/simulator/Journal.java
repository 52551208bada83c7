package livery.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the handsets have sent and received, newest {@value #MOST_MESSAGES} messages; the load
 * generator keeps its own record. Thread-safe.
 */
public final class Journal {

  static final int MOST_MESSAGES = 200_000;

  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private final Map<String, ArrayDeque<Long>> byPhone = new HashMap<>();
  private long lastId;
  private long lastChange;

  /** Adds a message and gives it its id. */
  synchronized Message add(Message message) {
    var added =
        new Message(
            ++lastId,
            ++lastChange,
            message.direction(),
            message.operator(),
            message.phone(),
            message.number(),
            message.text(),
            message.alphabet(),
            message.parts(),
            message.at(),
            message.state(),
            message.status());
    messages.put(added.id(), added);
    byPhone.computeIfAbsent(added.phone(), p -> new ArrayDeque<>()).add(added.id());
    forgetOldest();
    notifyAll();
    return added;
  }

  synchronized void change(long id, UnaryOperator<Message> change) {
    messages.computeIfPresent(id, (i, m) -> change.apply(m).changed(++lastChange));
    notifyAll();
  }

  /** The message as it stands now; empty when it is older than the journal remembers. */
  public synchronized Optional<Message> find(long id) {
    return Optional.ofNullable(messages.get(id));
  }

  /** Whether this phone has texted or was texted. */
  synchronized boolean knows(String phone) {
    return byPhone.containsKey(phone);
  }

  /** The number of the last change, to ask {@link #after} from. */
  public synchronized long lastChange() {
    return lastChange;
  }

  /** Everything in the journal that fits, oldest first. */
  public synchronized List<Message> all(Predicate<Message> which) {
    return messages.values().stream().filter(which).toList();
  }

  /** What has changed on these phones after a change, in the order of the changes. */
  public synchronized List<Message> after(long change, Collection<String> phones, int limit) {
    return phones.stream()
        .map(phone -> byPhone.getOrDefault(phone, new ArrayDeque<>()))
        .flatMap(ArrayDeque::stream)
        .map(messages::get)
        .filter(m -> m.change() > change)
        .sorted(Comparator.comparingLong(Message::change))
        .limit(limit)
        .toList();
  }

  /** Waits for a message that fits; empty when none came in time. */
  public synchronized Optional<Message> await(Predicate<Message> which, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      var found = messages.values().stream().filter(which).findFirst();
      long left = end - System.nanoTime();
      if (found.isPresent() || left <= 0) {
        return found;
      }
      wait(left / 1_000_000 + 1);
    }
  }

  /** Waits until anything changes after a change. */
  public synchronized void awaitChange(long change, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (lastChange <= change && left > 0) {
      wait(left / 1_000_000 + 1);
      left = end - System.nanoTime();
    }
  }

  private void forgetOldest() {
    if (messages.size() <= MOST_MESSAGES) {
      return;
    }
    var oldest = messages.values().iterator().next();
    messages.remove(oldest.id());
    var ids = byPhone.get(oldest.phone());
    ids.removeFirst();
    if (ids.isEmpty()) {
      byPhone.remove(oldest.phone());
    }
  }
}
