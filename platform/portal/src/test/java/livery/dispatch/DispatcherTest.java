package livery.dispatch;

import static livery.message.MessageTown.LINK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import livery.billing.Invariants;
import livery.inbox.Inbox;
import livery.inbox.Recovery;
import livery.inbox.Stored;
import livery.message.MessageTown;
import livery.message.Outgoing;
import livery.message.Sender;
import livery.number.KeywordTable;
import livery.store.Pressure;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private static final int PHONES = 40;
  private static final int TEXTS = 25;
  private static final List<String> WORDS = List.of("order", "order", "two", "stop", "start");

  private final long seed = Seed.of(DispatcherTest.class);
  private final Random random = new Random(seed);
  private final MessageTown town = new MessageTown();
  private final KeywordTable keywords = new KeywordTable(town.tenants.store);
  private final Dialogues dialogues = new Dialogues(town.tenants.store, town.tenants.clock);
  private final AskingHost plugins = new AskingHost();
  private final AtomicInteger failures = new AtomicInteger();
  private int failsOneIn = 30;
  private int calm; // chances to fail before the first failure, which none of the seeds may miss
  private final Map<Long, Integer> handedOver = new HashMap<>();
  private Consumer<List<Stored>> stored;
  private LongSupplier firstUndecided;

  /** A store whose transactions fail now and then: before they begin, in the commit, after it. */
  private final class Flaky extends Store {

    @Override
    public <T> T inTransaction(Work<T> work) {
      fail("not begun");
      var result =
          town.tenants.store.inTransaction(
              connection -> {
                var done = work.run(connection);
                fail("rolled back");
                return done;
              });
      fail("committed, and nobody was told");
      return result;
    }

    private void fail(String how) {
      synchronized (random) {
        var late = failures.get() == 0 && ++calm > failsOneIn;
        if (failsOneIn == 0 || !late && random.nextInt(failsOneIn) > 0) {
          return;
        }
      }
      failures.incrementAndGet();
      throw new StoreFailure(new SQLException(how, "08S01"));
    }
  }

  private final class Hearing extends Inbox {

    Hearing() {
      super(null, null, null, 1);
    }

    @Override
    public void whenStored(Consumer<List<Stored>> decides) {
      stored = decides;
    }
  }

  private final class Asked extends Recovery {

    @Override
    public void decidedBy(Consumer<List<Stored>> decides, LongSupplier first) {
      firstUndecided = first;
    }
  }

  private Dispatcher dispatcher() {
    var optOut = new OptOut(town.blocks, keywords, town.tenants.tree);
    var decision = Decisions.of(town, keywords, plugins, dialogues);
    return new Dispatcher(
        new Flaky(),
        new Hearing(),
        decision,
        new Parking(town.tenants.store, decision, town.tenants.tree, town.tenants.clock),
        optOut,
        town.blocks,
        new Sender() {
          @Override
          protected void enqueue(Collection<Outgoing> messages) {
            messages.forEach(message -> handedOver.merge(message.id(), 1, Integer::sum));
          }
        },
        new Asked(),
        new Pressure());
  }

  @Test
  void batches_that_overlap_and_fail_come_to_what_one_message_after_the_other_comes_to() {
    AskingHost.campaign(town, AskingHost.ASKS, "order", false);
    town.topUp(ACME, PLATFORM, "1000");
    town.topUp(BAKERY, ACME, "1000");
    keywords.reload();
    dialogues.load(new Started());
    var dispatcher = dispatcher();
    dispatcher.start(Thread::new);
    var expected = new ArrayList<String>();
    var phones = new HashMap<String, Person>();
    for (var wave = 0; wave < TEXTS; wave++) {
      var texts = wave(phones, expected);
      stored.accept(texts);
      while (dispatcher.waiting() > 0) { // what follows is in a later batch
        LockSupport.parkNanos(100_000);
      }
    }
    while (firstUndecided.getAsLong() < Long.MAX_VALUE) {
      LockSupport.parkNanos(100_000);
    }
    dispatcher.stop(new Stopping());

    assertThat(rules()).as("seed %d, %d failures", seed, failures.get()).isEqualTo(expected);
    assertThat(failures.get()).isPositive();
    assertThat(handedOver.values()).containsOnly(1);
    assertThat(town.tenants.store.inTransaction(Invariants::check)).isEmpty();
    phones.forEach(
        (phone, person) ->
            assertThat(town.blocks.isBlocked(BAKERY, phone)).isEqualTo(person.blocked));
    assertThat(dialogues.known().stream().map(Dialogues.Key::phone).collect(Collectors.toSet()))
        .isEqualTo(
            phones.keySet().stream()
                .filter(phone -> phones.get(phone).asked)
                .collect(Collectors.toSet()));
  }

  @Test
  void money_that_others_take_while_a_campaign_decides_is_not_taken_twice() {
    AskingHost.campaign(town, 2, "tea", false); // of the bakery, which has 1 EUR
    keywords.reload();
    dialogues.load(new Started());
    failsOneIn = 0;
    var asked = new AtomicInteger();
    plugins.meanwhile =
        () -> {
          if (asked.incrementAndGet() == 1) {
            CompletableFuture.runAsync(() -> town.spend(BAKERY, 19)).join();
          }
        };
    var dispatcher = dispatcher();
    dispatcher.start(Thread::new);

    stored.accept(
        List.of(
            new Stored(7_001, LINK, "380671112201", "3838", "tea", 1, town.tenants.clock.instant()),
            new Stored(
                7_002, LINK, "380671112202", "3838", "tea", 1, town.tenants.clock.instant())));
    while (firstUndecided.getAsLong() < Long.MAX_VALUE) {
      LockSupport.parkNanos(100_000);
    }
    dispatcher.stop(new Stopping());

    assertThat(rows("CONCAT_WS(' ', direction, state, reason) FROM message ORDER BY direction, id"))
        .containsExactly("IN DONE", "IN REFUSED no-money", "OUT REFUSED no-money");
    assertThat(town.tenants.store.inTransaction(Invariants::check)).isEmpty();
  }

  @Test
  void a_batch_waits_for_the_transaction_before() throws Exception {
    var passed = new CountDownLatch(1);
    var second =
        town.tenants.store.inTransaction(
            connection -> {
              Fence.pass(connection);
              var other =
                  CompletableFuture.runAsync(
                      () ->
                          town.tenants.store.inTransaction(
                              late -> {
                                Fence.pass(late);
                                passed.countDown();
                                return null;
                              }));
              try {
                assertThat(passed.await(200, TimeUnit.MILLISECONDS)).isFalse();
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
              return other;
            });

    second.get(30, TimeUnit.SECONDS);
    assertThat(passed.getCount()).isZero();
  }

  private List<Stored> wave(Map<String, Person> phones, List<String> expected) {
    var texts = new ArrayList<Stored>();
    for (var i = 0; i < PHONES; i++) {
      var phone = "3806711122" + (10 + i);
      String word;
      synchronized (random) {
        word = WORDS.get(random.nextInt(WORDS.size()));
      }
      var person = phones.computeIfAbsent(phone, none -> new Person());
      word = person.says(word);
      var id = town.tenants.ids.next();
      texts.add(new Stored(id, LINK, phone, "3838", word, 1, town.tenants.clock.instant()));
      expected.add(id + " " + person.hears(word));
    }
    return texts;
  }

  /** What one phone's texts come to, one after the other. */
  private static final class Person {

    private final Deque<String> said = new ArrayDeque<>(List.of("", ""));
    private boolean asked;
    private boolean blocked;

    /** STOP holds before it is decided, so a question just before it may or may not be asked. */
    String says(String word) {
      var may = !word.equals("stop") || !said.contains("order");
      said.removeFirst();
      said.addLast(may ? word : "two");
      return said.getLast();
    }

    String hears(String word) {
      if (word.equals("stop")) {
        asked = false;
        blocked = true;
        return "STOP";
      }
      if (asked) {
        asked = false;
        return "dialogue";
      }
      if (word.equals("start")) {
        blocked = false;
        return "START";
      }
      asked = word.equals("order") && !blocked;
      return word.equals("order") ? "keyword order" : "unclaimed";
    }
  }

  private List<String> rules() {
    return rows("CONCAT(id, ' ', rule) FROM message WHERE direction = 'IN' ORDER BY id");
  }

  private List<String> rows(String selection) {
    return town.tenants
        .store
        .jdbi()
        .withHandle(db -> db.createQuery("SELECT " + selection).mapTo(String.class).list());
  }
}
