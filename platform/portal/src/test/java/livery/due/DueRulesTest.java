package livery.due;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import livery.billing.BillRule;
import livery.billing.Edge;
import livery.fault.Fault;
import livery.message.MessageTown;
import livery.price.Prices;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import org.junit.jupiter.api.Test;

class DueRulesTest {

  private final MessageTown town = new MessageTown();
  private final DueRules rules =
      new DueRules(
          town.tenants.store,
          town.tenants.tree,
          town.prices,
          town.tenants.ids,
          town.tenants.clock,
          town.tenants.audit);

  private static DueRules.Wish wish(long buyer, String on, boolean operators) {
    return new DueRules.Wish(buyer, Prices.MT, "", "", on, "RELEASE", operators);
  }

  private List<BillRule.On> edges() {
    town.tenants.clock.pass(Duration.ofSeconds(1));
    return town
        .prices
        .rate(1, town.prices.edges(BAKERY), Prices.MT, 1, "UA", "", town.tenants.clock.instant())
        .lines()
        .stream()
        .map(line -> line.rule().on())
        .toList();
  }

  @Test
  void each_seller_sets_its_own_edge_and_its_buyers_see_it() {
    rules.put(town.tenants.owner(ACME), wish(0, "DELIVERED", false));
    rules.put(town.tenants.owner(PLATFORM), wish(0, "SUBMIT", true));

    assertThat(edges())
        .containsExactly(BillRule.On.DELIVERED, BillRule.On.SMSC_ACCEPT, BillRule.On.SUBMIT);
    assertThat(rules.bought(town.tenants.owner(BAKERY), Long.MAX_VALUE, 9)).hasSize(1);
    assertThat(rules.bought(town.tenants.owner(STUDIO), Long.MAX_VALUE, 9)).isEmpty();
    assertThat(rules.sold(town.tenants.owner(NOVA), Long.MAX_VALUE, 9)).isEmpty();
    assertThat(rules.sold(town.tenants.owner(PLATFORM), Long.MAX_VALUE, 9))
        .singleElement()
        .satisfies(rule -> assertThat(rule.operators()).isTrue());
  }

  @Test
  void the_log_tells_two_buyers_of_one_name_apart() {
    town.execute("UPDATE tenant SET name = 'Twin' WHERE id IN (?, ?)", BAKERY, DENTIST);
    town.tenants.tree.reload();
    rules.put(town.tenants.owner(ACME), wish(BAKERY, "DELIVERED", false));
    rules.put(town.tenants.owner(ACME), wish(DENTIST, "DELIVERED", false));

    List<String> told =
        town.tenants
            .store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT detail FROM audit WHERE action = 'due.put'")
                        .mapTo(String.class)
                        .list());
    assertThat(told)
        .containsExactlyInAnyOrder(
            "sms.mt Twin (" + BAKERY + "): DELIVERED RELEASE",
            "sms.mt Twin (" + DENTIST + "): DELIVERED RELEASE");
  }

  @Test
  void a_new_rule_takes_the_place_of_the_old_one_and_an_ended_one_leaves_the_standard() {
    rules.put(town.tenants.owner(ACME), wish(BAKERY, "DELIVERED", false));
    town.tenants.clock.pass(Duration.ofSeconds(1));
    var second = rules.put(town.tenants.owner(ACME), wish(BAKERY, "SUBMIT", false));

    assertThat(edges().get(0)).isEqualTo(BillRule.On.SUBMIT);
    assertThat(rules.sold(town.tenants.owner(ACME), Long.MAX_VALUE, 9)).hasSize(1);
    rules.end(town.tenants.owner(ACME), second.entry().id());

    assertThat(edges().get(0)).isEqualTo(BillRule.On.SMSC_ACCEPT);
    assertThat(rules.sold(town.tenants.owner(ACME), Long.MAX_VALUE, 9)).isEmpty();
  }

  private void rules(long seller, int count) {
    town.tenants
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO bill_rule (id, seller_id, buyer_id, product, country, network,"
                        + " bill_on, on_timeout, valid_from, valid_to) SELECT ? + seq, ?, 0, ?, '',"
                        + " CONCAT('network ', seq), 'SUBMIT', 'RELEASE', '2026-01-01',"
                        + " '9999-12-31' FROM seq_1_to_"
                        + count,
                    town.tenants.ids.next(count) - 1,
                    seller,
                    Prices.MT));
    town.prices.reload();
  }

  private List<DueRules.Rule> all(BiFunction<Long, Integer, List<DueRules.Rule>> read) {
    var all = new ArrayList<DueRules.Rule>();
    var before = Long.MAX_VALUE;
    List<DueRules.Rule> part;
    do {
      part = read.apply(before, DueRules.PART_MAX);
      all.addAll(part);
      before = part.isEmpty() ? before : part.get(part.size() - 1).id();
    } while (part.size() == DueRules.PART_MAX);
    return all;
  }

  @Test
  void the_oldest_of_many_rules_is_listed_for_both_sides_and_can_be_ended() {
    var acme = town.tenants.owner(ACME);
    var bakery = town.tenants.owner(BAKERY);
    var oldest = rules.put(acme, wish(0, "DELIVERED", false));
    rules(ACME, 501);

    var sold = all((before, limit) -> rules.sold(acme, before, limit));

    assertThat(sold).hasSize(502).doesNotHaveDuplicates();
    assertThat(sold.get(0).entry().place().network()).isEqualTo("network 501");
    assertThat(sold.get(501).id()).isEqualTo(oldest.id());
    assertThat(all((before, limit) -> rules.bought(bakery, before, limit))).isEqualTo(sold);
    assertThat(rules.sold(acme, oldest.id(), 1)).isEmpty();
    assertThatThrownBy(() -> rules.sold(acme, Long.MAX_VALUE, DueRules.PART_MAX + 2))
        .isInstanceOf(Fault.class);

    town.tenants.clock.pass(Duration.ofSeconds(1));
    rules.end(acme, oldest.id());

    assertThat(all((before, limit) -> rules.sold(acme, before, limit)))
        .isEqualTo(sold.subList(0, 501));
    assertThat(edges().get(0)).isEqualTo(BillRule.On.SMSC_ACCEPT);
  }

  @Test
  void the_platform_reads_its_own_rules_and_the_operators_in_one_list() {
    var platform = town.tenants.owner(PLATFORM);
    rules(Edge.OPERATORS, 250);
    rules(PLATFORM, 251);

    var sold = all((before, limit) -> rules.sold(platform, before, limit));

    assertThat(sold).hasSize(501).doesNotHaveDuplicates();
    assertThat(sold).filteredOn(DueRules.Rule::operators).isEqualTo(sold.subList(251, 501));
    assertThat(sold).extracting(DueRules.Rule::id).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void bad_wishes_are_refused_with_their_field() {
    var acme = town.tenants.owner(ACME);

    assertRefused(() -> rules.put(acme, wish(STUDIO, "DELIVERED", false)), "buyer");
    assertRefused(() -> rules.put(acme, wish(0, "READ", false)), "billOn");
    assertRefused(
        () -> rules.put(acme, new DueRules.Wish(0, "sms mt", "", "", "SUBMIT", "RELEASE", false)),
        "product");
    assertRefused(
        () -> rules.put(acme, new DueRules.Wish(0, "sms.mt", "XX", "", "SUBMIT", "RELEASE", false)),
        "country");
    assertRefused(
        () -> rules.put(acme, new DueRules.Wish(0, "sms.mt", "", "", "SUBMIT", "WAIT", false)),
        "onTimeout");
    assertThatThrownBy(() -> rules.put(acme, wish(0, "SUBMIT", true)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(
            () -> rules.put(town.tenants.scope(ACME, Role.MANAGER), wish(0, "SUBMIT", false)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> rules.end(acme, 4711)).isInstanceOf(Fault.class);
    assertThat(rules.sold(acme, Long.MAX_VALUE, 9)).isEmpty();
  }

  private static void assertRefused(Runnable act, String field) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }
}
