package livery.dispatch;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import livery.billing.Invariants;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.campaign.OneType;
import livery.compose.NewText;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.history.MessageLine;
import livery.message.MessageTown;
import livery.message.Outgoing;
import livery.message.Sender;
import livery.move.Moves;
import livery.number.KeywordTable;
import livery.price.Prices;
import livery.store.Store;
import livery.store.StoreFailure;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private static final int ARRIVING = 60;
  private static final int MOVES = 10;

  private final MessageTown town = new MessageTown();
  private final KeywordTable keywords = new KeywordTable(town.tenants.store);
  private final Retries retries =
      new Retries(
          town.tenants.store,
          town.messages,
          decision(),
          town.blocks,
          new Sender() {
            @Override
            protected void enqueue(Collection<Outgoing> messages) {
              town.handedOver.addAll(messages);
            }
          },
          town.tenants.clock,
          town.tenants.audit);

  private Decision decision() {
    keywords.reload();
    var host = new OneType();
    return Decisions.of(
        town, keywords, host, new Dialogues(town.tenants.store, town.tenants.clock));
  }

  @Test
  void parked_message_is_decided_anew_charged_once_and_counted_once() {
    var id = waiting("PARKED", "Unavailable");

    var after = retry(BAKERY, id);

    assertThat(after.state()).isEqualTo("UNCLAIMED");
    assertThat(town.rare()).containsExactly(id + " UNCLAIMED");
    assertThat(after.priceMicros()).isEqualTo(50_000);
    assertThat(balance()).isEqualTo(Money.of("0.95", "EUR"));
    assertThatThrownBy(() -> retry(BAKERY, id)).isInstanceOf(Fault.class);
    assertThat(balance()).isEqualTo(Money.of("0.95", "EUR"));
  }

  @Test
  void refused_for_money_is_decided_anew_after_a_top_up() {
    var id = waiting("REFUSED", "no-money");

    assertThat(retry(ACME, id).state()).isEqualTo("UNCLAIMED");
  }

  @Test
  void what_needs_no_decision_and_what_is_somebody_elses_stays() {
    var unclaimed = waiting("UNCLAIMED", null);
    var parked = waiting("PARKED", "Unavailable");

    assertThatThrownBy(() -> retry(BAKERY, unclaimed)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> retry(STUDIO, parked)).isInstanceOf(Fault.class);
    assertThat(balance()).isEqualTo(Money.of("1", "EUR"));
  }

  @Test
  void what_came_too_late_is_tried_by_itself_three_times_and_no_more() {
    var late = waiting("PARKED", "Late");
    var worn = waiting("PARKED", "Late");
    var failed = waiting("PARKED", "PluginFailure");
    var there = waiting("PARKED", "Unavailable");
    town.execute("UPDATE message SET attempts = ? WHERE id = ?", RetryJob.LATE_TRIES_MAX - 1, late);
    town.execute("UPDATE message SET attempts = ? WHERE id = ?", RetryJob.LATE_TRIES_MAX, worn);

    assertThat(job().retryAll()).isEqualTo(2);

    assertThat(states(late, there)).containsOnly("UNCLAIMED");
    assertThat(states(worn, failed)).containsOnly("PARKED");
    assertThat(job().retryAll()).isZero();
  }

  private RetryJob job() {
    return new RetryJob(town.messages, retries, town.tenants.tree, town.tenants.clock);
  }

  private List<String> states(long... ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> town.messages.find(town.tenants.owner(BAKERY), id).state())
        .toList();
  }

  private MessageLine retry(long tenant, long id) {
    return retries.retry(town.tenants.owner(tenant), id);
  }

  private long waiting(String state, String reason) {
    var id = town.incoming(BAKERY, "380671112233", "tea", state, town.tenants.clock.instant());
    town.execute("UPDATE message SET reason = ?, price_micros = 0 WHERE id = ?", reason, id);
    return id;
  }

  private Money balance() {
    return town.tenants.store.inTransaction(
        connection -> Wallet.find(connection, BAKERY, ACME, "EUR").orElseThrow().balance());
  }

  @Test
  void what_comes_in_and_what_rest_sends_is_rated_on_one_chain_while_its_tenant_moves()
      throws Exception {
    var tenants = town.tenants;
    rich();
    var moves =
        new Moves(
            tenants.store,
            tenants.tree,
            town.prices,
            new Contracts(tenants.store, tenants.sql),
            tenants.ids,
            tenants.clock,
            tenants.audit);
    var arrived = new ArrayList<Long>();
    for (var i = 0; i < ARRIVING; i++) {
      arrived.add(waiting("PARKED", "Unavailable"));
    }
    var stop = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(2);
    Callable<List<String>> inbox =
        () -> {
          var states = new ArrayList<String>();
          for (var id : arrived) {
            states.add(again(() -> retry(BAKERY, id).state()));
          }
          return states;
        };
    Callable<List<Long>> rest =
        () -> {
          var sent = new ArrayList<Long>();
          var text = List.of(new NewText("3838", "380501234567", "hello", 0));
          while (!stop.get()) {
            sent.add(again(() -> town.sending.send(tenants.owner(BAKERY), text).get(0).id()));
          }
          return sent;
        };
    var states = threads.submit(inbox);
    var sending = threads.submit(rest);
    for (var turn = 0; turn < MOVES; turn++) {
      var to = turn % 2 == 0 ? NOVA : ACME;
      moves.move(tenants.owner(PLATFORM), BAKERY, to, Moves.Balance.TAKE_ALONG);
    }
    assertThat(states.get()).containsOnly("UNCLAIMED");
    stop.set(true);

    var events = new ArrayList<>(arrived);
    events.addAll(sending.get());
    threads.shutdown();
    assertThat(events).extracting(town.tenants::chain).containsOnly("10,1,0", "11,1,0");
    assertThat(tenants.store.inTransaction(Invariants::check)).isEmpty();
  }

  /** Two that begin again may meet in a deadlock, which a caller repeats. */
  private static <T> T again(Callable<T> work) throws Exception {
    while (true) {
      try {
        return work.call();
      } catch (StoreFailure failure) {
        if (!Store.isPassing(failure)) {
          throw failure;
        }
      }
    }
  }

  /** Nova sells, too, and nobody runs out of money. */
  private void rich() {
    town.price(NOVA, 0, Prices.MO, "0.06");
    town.price(NOVA, 0, Prices.MT, "0.06");
    town.wallet(NOVA, PLATFORM, "1000");
    town.topUp(ACME, PLATFORM, "1000");
    town.topUp(BAKERY, ACME, "1000");
    town.prices.reload();
  }
}
