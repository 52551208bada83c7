package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import livery.billing.Bundles;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.Discount.Basis;
import livery.billing.contract.MinimumSpend;
import livery.billing.rent.Proration;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;

/** Terms that ask what came into a purse, or what was bought ahead from it. */
class PurseTermsTest {

  private static final Contract CONTRACT =
      Contract.resale(20, 10, 20, "UAH", LocalDate.of(2026, 1, 1));

  private final PeriodTown town;

  PurseTermsTest() throws SQLException {
    town = new PeriodTown();
  }

  private static VolumeTerms terms(Discount discount) {
    var history = ContractHistory.of(CONTRACT.withDiscount(discount));
    return VolumeTerms.of(20, "MT", Set.of("MT"), history);
  }

  private PeriodLine close(VolumeTerms terms, List<MinimumTerms> minimums) throws SQLException {
    town.close.close(town.dataSource(), MARCH, List.of(terms), minimums, APRIL, (done, all) -> {});
    try (var connection = town.connect()) {
      assertThat(BooksCheck.check(connection)).isEmpty();
      return PeriodLine.of(connection, 10, 202603, 0).stream()
          .filter(line -> line.group().equals(minimums.isEmpty() ? "MT" : MinimumTerms.GROUP))
          .findFirst()
          .orElseThrow();
    }
  }

  private long topUp(String amount, Instant at) throws SQLException {
    try (var connection = town.connect()) {
      return town.ledger.topUp(connection, 20, 10, uah(amount), "more-" + at, "", at);
    }
  }

  private void takeBack(long original, Money amount, Instant at) throws SQLException {
    try (var connection = town.connect()) {
      town.ledger.takeBack(connection, 20, 10, original, amount, "back-" + at, "", at);
    }
  }

  @Test
  void a_top_up_that_was_taken_back_prices_nothing() throws SQLException {
    var sizes =
        TierTable.allUnits(Tier.upTo("500", "0.7"), Tier.upTo("5000", "0.6"), Tier.rest("0.5"));
    topUp("200", MIDDLE.minusSeconds(10));
    var card = topUp("100000", MIDDLE);
    takeBack(card, uah("100000"), MIDDLE.plusSeconds(60));
    town.send(30, 10, MIDDLE.plusSeconds(70));
    var part = topUp("9000", MIDDLE.plusSeconds(80));
    takeBack(part, uah("6000"), MIDDLE.plusSeconds(90));
    town.send(30, 10, MIDDLE.plusSeconds(100));
    takeBack(part, uah("3000"), APRIL.instant().plusSeconds(1)); // after the cut-off

    var line = close(terms(Discount.byVolume(sizes).onBasis(Basis.TOPUP_SIZE, 1)), List.of());

    assertThat(line.exact()).isEqualByComparingTo("13"); // 10 × 0.7 + 10 × 0.6
  }

  @Test
  void a_bundle_counts_for_the_minimum() throws SQLException {
    try (var connection = town.connect()) {
      var sale = new Bundles.Sale(20, 10, "MT", 500, uah("175"), MARCH.to().plusSeconds(86_400));
      new Bundles(town.ids).sell(connection, sale, "b", "", MIDDLE);
    }
    town.send(30, 10, MIDDLE.plusSeconds(1));
    var agreed = new MinimumSpend(uah("180"), Proration.NONE);
    var minimum =
        new MinimumTerms(20, ContractHistory.of(CONTRACT), new TreeMap<>(Map.of(1, agreed)));

    var line = close(terms(Discount.NONE), List.of(minimum));

    assertThat(line.posted()).isEqualTo(uah("175"));
    assertThat(line.delta()).isEqualTo(uah("5"));
  }
}
