package livery.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import livery.store.Ids;
import livery.store.Started;
import livery.store.TestClock;
import livery.store.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOwnerTest {

  @ParameterizedTest(name = "demo: {0}")
  @ValueSource(booleans = {true, false})
  void the_first_owner_chooses_an_own_password_but_for_the_demo(boolean demo) {
    var store = TestStore.migrated();
    var passwords = new Passwords();
    var owner =
        new FirstOwner(
            store,
            new Ids(store),
            new TestClock(),
            passwords,
            Optional.of("owner@livery.example"),
            Optional.of("try livery at home"),
            demo);

    owner.make(new Started());

    var mustChange =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT must_change FROM app_user")
                        .mapTo(boolean.class)
                        .one());
    assertThat(mustChange).isEqualTo(!demo);
  }
}
