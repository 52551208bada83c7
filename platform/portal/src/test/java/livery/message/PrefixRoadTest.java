package livery.message;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livery.billing.Invariants;
import livery.compose.NewText;
import livery.price.Prices;
import livery.tenant.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts to numbers that begin differently cost differently on every edge, over one link. */
class PrefixRoadTest {

  private final MessageTown town = new MessageTown();

  @BeforeEach
  void price() {
    town.price(0, PLATFORM, Prices.MT, "0.011", "38067");
    town.price(PLATFORM, 0, Prices.MT, "0.021", "3806");
    town.price(ACME, BAKERY, Prices.MT, "0.051", "");
    town.price(ACME, BAKERY, Prices.MT, "0.06", "380671");
    town.prices.reload();
  }

  @Test
  void each_edge_takes_its_own_longest_prefix_and_the_life_names_it() {
    assertThat(paid("+380671112233"))
        .containsExactly("0.06 for 380671…", "0.021 for 3806…", "0.011 for 38067…");
    assertThat(paid("+380672112233"))
        .containsExactly("0.051 for ", "0.021 for 3806…", "0.011 for 38067…");
    assertThat(paid("+380501112233")).containsExactly("0.051 for ", "0.02 for ", "0.01 for ");
    assertThat(town.tenants.store.inTransaction(Invariants::check)).isEmpty();
  }

  @Test
  void a_quote_is_what_that_number_costs() {
    var owner = town.tenants.owner(BAKERY);

    assertThat(town.sending.quote(owner, text("+380671112233")).price()).hasToString("0.06 EUR");
    assertThat(town.sending.quote(owner, text("+380501112233")).price()).hasToString("0.051 EUR");
  }

  private static NewText text(String phone) {
    return new NewText("3838", phone, "hello", 0);
  }

  private List<String> paid(String phone) {
    var sent = town.sending.send(town.tenants.owner(BAKERY), List.of(text(phone))).get(0);
    return town.lives.of(town.tenants.scope(PLATFORM, Role.OWNER), sent.id()).edges().stream()
        .map(
            edge ->
                edge.unitPrice().stripTrailingZeros().toPlainString()
                    + " for "
                    + edge.matched().place())
        .toList();
  }
}
