package livery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livery.store.TestClock;
import org.junit.jupiter.api.Test;

class RatesTest {

  private final TestClock clock = new TestClock();
  private final Rates rates = new Rates(5, clock);

  @Test
  void a_key_gets_its_rate_and_twice_that_after_a_pause() {
    for (var i = 0; i < 10; i++) {
      assertThat(rates.take(1).waitSeconds()).isZero();
    }

    assertThat(rates.take(1).waitSeconds()).isPositive();

    clock.pass(Duration.ofMillis(200));
    assertThat(rates.take(1).waitSeconds()).isZero();
    assertThat(rates.take(1).waitSeconds()).isPositive();
  }

  @Test
  void keys_do_not_take_from_each_other() {
    for (var i = 0; i < 10; i++) {
      rates.take(1);
    }

    assertThat(rates.take(2).remaining()).isEqualTo(9);
  }
}
