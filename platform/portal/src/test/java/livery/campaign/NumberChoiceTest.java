package livery.campaign;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import livery.number.NumberRow;
import livery.number.NumberTown;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;

class NumberChoiceTest {

  private static final long FIRST = 900_001;
  private static final long LAST = 900_201;

  private static final Store STORE = TestStore.migrated();

  private final NumberTown town = new NumberTown(STORE);
  private long chosen;

  private NumberChoice choice(long tenant) {
    var current = new CurrentScope(null, null, null, null, null);
    current.enter(owner(tenant));
    return new NumberChoice(town.numbers, current, () -> chosen);
  }

  private void rent(int numbers) {
    town.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at)"
                        + " SELECT 900000 + seq, 'UA', 38067000000 + seq, 'LONG', 'RENTED', "
                        + CLIENT
                        + ", '2026-01-01' FROM seq_1_to_"
                        + numbers));
  }

  @Test
  void the_chosen_number_stays_on_offer_whatever_is_looked_for() {
    rent(201);
    var choice = choice(CLIENT);

    assertThat(choice.getRows()).hasSize(choice.getMost()).noneMatch(number -> number.id() == LAST);

    chosen = LAST;
    assertThat(choice.getRows()).hasSize(201).endsWith(choice.chosen().orElseThrow());

    choice.setDigits("000001");
    assertThat(choice.getRows()).extracting(NumberRow::id).containsExactly(FIRST, LAST);

    choice.setDigits("000201");
    assertThat(choice.getRows()).extracting(NumberRow::id).containsExactly(LAST);
    assertThat(choice.getCount()).isEqualTo(201);
    assertThat(choice.only()).isZero();
  }

  @Test
  void a_number_that_goes_away_while_the_page_begins_leaves_none_to_take() {
    rent(1);
    var current =
        new CurrentScope(null, null, null, null, null) {
          private int asked;

          @Override
          public Scope get() {
            if (++asked == 2) {
              town.store.jdbi().useHandle(handle -> handle.execute("DELETE FROM number"));
            }
            return super.get();
          }
        };
    current.enter(owner(CLIENT));
    var choice = new NumberChoice(town.numbers, current, () -> chosen);

    assertThat(choice.only()).isEqualTo(FIRST);
    assertThat(choice.only()).isZero();
  }

  @Test
  void a_number_of_somebody_else_is_neither_offered_nor_chosen() {
    rent(1);
    chosen = FIRST;

    assertThat(choice(CLIENT).only()).isEqualTo(FIRST);
    assertThat(choice(OTHER).getRows()).isEmpty();
    assertThat(choice(OTHER).chosen()).isEmpty();
    assertThat(choice(OTHER).only()).isZero();
  }
}
