package livery.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.store.TestClock;
import livery.store.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOwnerTest {

  private Store store;

  @BeforeEach
  void empty() {
    store = TestStore.migrated();
  }

  private FirstOwner owner(boolean demo, String zone, String currency, String country) {
    return new FirstOwner(
        store,
        new Ids(store),
        new TestClock(),
        new Passwords(),
        Optional.of("owner@livery.example"),
        Optional.of("try livery at home"),
        demo,
        zone,
        currency,
        country);
  }

  private String one(String query) {
    return store.jdbi().withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }

  @ParameterizedTest(name = "demo: {0}")
  @ValueSource(booleans = {true, false})
  void the_first_owner_chooses_an_own_password_but_for_the_demo(boolean demo) {
    owner(demo, "UTC", "EUR", "UA").make(new Started());

    assertThat(one("SELECT must_change FROM app_user")).isEqualTo(demo ? "0" : "1");
  }

  @Test
  void the_environment_says_where_the_platform_is_at_home() {
    owner(false, "Europe/Warsaw", "PLN", "PL").make(new Started());

    assertThat(one("SELECT CONCAT_WS(' ', time_zone, currency, country) FROM tenant"))
        .isEqualTo("Europe/Warsaw PLN PL");
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "Warsaw, PLN, PL, LIVERY_TIME_ZONE",
    "Europe/Warsaw, zloty, PL, LIVERY_CURRENCY",
    "Europe/Warsaw, PLN, Poland, LIVERY_COUNTRY"
  })
  void what_is_no_zone_currency_or_country_is_refused_and_nothing_is_made(
      String zone, String currency, String country, String named) {
    assertThatThrownBy(() -> owner(false, zone, currency, country).make(new Started()))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(named));

    assertThat(one("SELECT COUNT(*) FROM tenant")).isEqualTo("0");
  }
}
