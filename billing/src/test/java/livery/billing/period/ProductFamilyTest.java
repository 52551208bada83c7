package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import livery.billing.ProductFamily;
import livery.billing.RatedEvent;
import livery.billing.contract.Discount;
import livery.billing.contract.Discount.Grant;
import livery.billing.price.Price;
import livery.billing.price.TierPrices;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A group of "plugin" is about every campaign type, on the counter, at the close and in checks. */
class ProductFamilyTest {

  private static final TierTable TIERS = TierTable.graduated(Tier.rest("6"));

  private final PeriodTown town;

  ProductFamilyTest() throws SQLException {
    town = new PeriodTown();
    for (var product : List.of("plugin", "plugin.voting", "pluginx")) {
      town.price(20, 0, product, "10", Instant.EPOCH, Price.OPEN);
      town.price(10, 0, product, "8", Instant.EPOCH, Price.OPEN);
    }
    town.load();
  }

  private RatedEvent send(String product, TierPrices prices) throws SQLException {
    var event = prices.apply(town.event(30, product, 1, MIDDLE));
    try (var connection = town.connect()) {
      assertThat(town.ledger.charge(connection, List.of(event), MIDDLE)).isEmpty();
    }
    return event;
  }

  @ParameterizedTest
  @CsvSource({
    "plugin, plugin.voting, true",
    "plugin, plugin, true",
    "plugin.voting, plugin.voting, true",
    "plugin.voting, plugin, false",
    "plugin.voting, plugin.quiz, false",
    "plugin, pluginx, false",
    "sms.mo, sms.mo.free, false",
  })
  void only_campaign_types_are_a_family(String named, String product, boolean covered) {
    assertThat(ProductFamily.covers(Set.of(named), product)).isEqualTo(covered);
  }

  @ParameterizedTest
  @EnumSource(Grant.class)
  void a_group_of_any_type_counts_and_discounts_each_of_them(Grant grant) throws SQLException {
    var discount = Discount.byVolume(TIERS).grantedAs(grant);
    var group = Set.of("MT", "plugin");
    var counter = new TierPrices.Counter(group, discount, BigDecimal.ZERO);
    var prices = TierPrices.of(List.of(new TierPrices.Deal(10, 20, "UAH", true, List.of(counter))));
    send("plugin", prices);
    var one = send("plugin.voting", prices);
    var back = send("plugin.voting", prices);
    send("pluginx", prices);
    town.refund(back, MIDDLE);
    var terms = VolumeTerms.of(20, "TYPES", group, PeriodTown.contract(20, discount));

    town.close.close(town.dataSource(), MARCH, List.of(terms), APRIL, (done, all) -> {});

    var atOnce = grant == Grant.PRICE;
    assertThat(one.lines().get(1).amount()).isEqualTo(uah(atOnce ? "6" : "8"));
    try (var connection = town.connect()) {
      var line = PeriodLine.of(connection, 10, 202603, 0).get(0);
      assertThat(line.quantity()).isEqualTo(2);
      assertThat(line.posted()).isEqualTo(uah(atOnce ? "12" : "16"));
      assertThat(line.delta()).isEqualTo(uah(atOnce ? "0" : "-4"));
      assertThat(BooksCheck.check(connection)).isEmpty();
    }
    assertThat(town.balance(20, 10)).isEqualTo(uah("99980")); // 2 × 6 + 8
  }

  @Test
  void a_group_of_one_type_leaves_the_others() throws SQLException {
    send("plugin", TierPrices.NONE);
    send("plugin.voting", TierPrices.NONE);
    var terms =
        VolumeTerms.of(
            20, "ONE", Set.of("plugin.voting"), PeriodTown.contract(20, Discount.byVolume(TIERS)));

    town.close.close(town.dataSource(), MARCH, List.of(terms), APRIL, (done, all) -> {});

    try (var connection = town.connect()) {
      assertThat(PeriodLine.of(connection, 10, 202603, 0).get(0).quantity()).isEqualTo(1);
      assertThat(BooksCheck.check(connection)).isEmpty();
    }
  }
}
