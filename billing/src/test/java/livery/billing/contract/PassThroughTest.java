package livery.billing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import livery.billing.Money;
import livery.billing.contract.PassThrough.Among;
import livery.billing.contract.PassThrough.ClientUse;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassThroughTest {

  private static final long SEED = Seed.of(PassThroughTest.class);

  private static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }

  private static ClientUse use(long client, String quantity, String charged) {
    return new ClientUse(client, new BigDecimal(quantity), uah(charged));
  }

  private static final List<ClientUse> CLIENTS =
      List.of(use(33, "5000", "2000"), use(31, "3000", "3000"), use(32, "2000", "5000"));

  @ParameterizedTest(name = "{1} % of {0} {2}: {3}, {4}, {5}")
  @CsvSource({
    "1890, 30, PRO_RATA_QTY, 170.1, 113.4, 283.5", "1890, 30, PRO_RATA_MONEY, 170.1, 283.5, 113.4",
    "1890, 0, PRO_RATA_QTY, 0, 0, 0", "1890, 100, PRO_RATA_QTY, 567, 378, 945",
    "0.01, 100, PRO_RATA_QTY, 0, 0, 0.01", "0.005, 100, PRO_RATA_QTY, 0, 0, 0",
    "0.01, 50, PRO_RATA_QTY, 0, 0, 0.01", "0, 50, PRO_RATA_QTY, 0, 0, 0",
    "-7, 50, PRO_RATA_QTY, 0, 0, 0"
  })
  void a_share_is_passed_on(
      String earned, String share, Among among, String one, String two, String three) {
    var passed = PassThrough.of(share, among).pass(uah(earned), CLIENTS);

    assertThat(passed)
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of(31L, uah(one), 32L, uah(two), 33L, uah(three))));
  }

  @Test
  void a_list_gives_each_client_its_own_part() {
    var shares = Map.of(31L, new BigDecimal("50"), 33L, new BigDecimal("33.3"));

    var passed = PassThrough.perClient(shares).pass(uah("100"), CLIENTS);

    assertThat(passed.get(31L)).isEqualTo(uah("15"));
    assertThat(passed.get(32L)).isEqualTo(uah("0"));
    assertThat(passed.get(33L)).isEqualTo(uah("16.65"));
  }

  @Test
  void never_more_is_passed_on_than_was_earned() {
    var random = new Random(SEED);
    for (var round = 0; round < 20_000; round++) {
      var clients = new ArrayList<ClientUse>();
      var shares = new TreeMap<Long, BigDecimal>();
      for (var i = 1; i <= 1 + random.nextInt(7); i++) {
        clients.add(
            new ClientUse(
                i,
                BigDecimal.valueOf(random.nextInt(9_999)),
                new Money(random.nextInt(99), "UAH")));
        shares.put((long) i, BigDecimal.valueOf(random.nextInt(10_001), 2));
      }
      var earned = new Money(random.nextInt(3_000_000) - 100_000, "UAH");
      var pass =
          switch (random.nextInt(3)) {
            case 0 -> PassThrough.perClient(shares);
            case 1 -> PassThrough.of("100", Among.PRO_RATA_MONEY);
            default ->
                new PassThrough(
                    BigDecimal.valueOf(random.nextInt(10_001), 2),
                    Among.PRO_RATA_QTY,
                    new TreeMap<>());
          };

      var passed = pass.pass(earned, clients);

      var name = "seed " + SEED + ", round " + round + ": " + pass + " " + earned;
      assertThat(passed).as(name).hasSize(clients.size());
      assertThat(passed.values()).as(name).noneMatch(Money::isNegative);
      var sum = passed.values().stream().reduce(Money.zero("UAH"), Money::plus);
      assertThat(sum).as(name).isLessThanOrEqualTo(earned.isNegative() ? uah("0") : earned);
    }
  }

  @Test
  void a_bad_share_is_refused() {
    assertThatThrownBy(() -> PassThrough.of("100.01", Among.PRO_RATA_QTY))
        .hasMessageContaining("0 to 100");
    assertThatThrownBy(() -> PassThrough.perClient(Map.of(5L, new BigDecimal("-1"))))
        .hasMessageContaining("Client 5");
    assertThatThrownBy(
            () ->
                PassThrough.of("10", Among.PRO_RATA_QTY)
                    .pass(uah("1"), List.of(use(5, "1", "1"), use(5, "1", "1"))))
        .hasMessageContaining("Client 5 comes twice");
    assertThatThrownBy(() -> use(5, "-1", "1")).hasMessageContaining("Client 5");
  }
}
