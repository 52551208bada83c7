package livery.party;

import static livery.fault.TestFaults.fields;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.fault.Fault;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartiesTest {

  private static Requisites with(String tax, String account, String bank, String email) {
    return new Requisites(
        "ТОВ «Зерно»",
        tax,
        "",
        "UA",
        "",
        "",
        "",
        "",
        bank,
        account,
        false,
        BigDecimal.ZERO,
        true,
        "",
        "",
        email,
        "");
  }

  @ParameterizedTest
  @CsvSource({
    "taxNumber, 12345677, '', '', ''",
    "taxNumber, 123, '', '', ''",
    "account, '', UA213223130000026007233566002, '', ''",
    "account, '', UA21322313000002600723356600, '', ''",
    "account, '', DE89370400440532013001, '', ''",
    "bankCode, '', '', ABC, ''",
    "email, '', '', '', nobody"
  })
  void what_breaks_a_rule_is_refused_by_its_field(
      String field, String tax, String account, String bank, String email) {
    assertThatThrownBy(() -> RequisitesCheck.check(with(tax, account, bank, email)))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var wish =
        new Requisites(
            " ",
            "123",
            "",
            "XX",
            "",
            "",
            "",
            "",
            "ABC",
            "DE1",
            true,
            new BigDecimal("77"),
            true,
            "",
            "",
            "nobody",
            "home");

    assertThat(fields(() -> RequisitesCheck.check(wish)))
        .containsExactly(
            "legalName",
            "country",
            "vatNumber",
            "bankCode",
            "account",
            "vatPercent",
            "email",
            "phone");
  }

  @Test
  void real_numbers_pass() {
    // ПриватБанк, its example account, and a person's number with the right check digit.
    for (var tax : List.of("14360570", "00032129", "3184710691", "")) {
      assertThat(
              RequisitesCheck.check(
                      with(tax, "UA213223130000026007233566001", "305299", "a@example.com"))
                  .taxNumber())
          .isEqualTo(tax);
    }
    assertThat(RequisitesCheck.check(with("", "DE89 3704 0044 0532 0130 00", "", "")).account())
        .isEqualTo("DE89370400440532013000");
  }

  @Test
  void details_are_kept_for_their_tenant_alone_by_who_may_do_money() {
    var test = new TestTenants();
    var parties = new Parties(test.store, test.sql, test.tree, test.clock, test.audit);
    var wish = with("14360570", "", "", "");

    assertThatThrownBy(() -> parties.save(test.scope(ACME, Role.MANAGER), wish))
        .isInstanceOf(NotAllowed.class);
    assertThat(parties.save(test.owner(ACME), wish)).isEqualTo(wish);

    assertThat(parties.get(test.owner(ACME))).contains(wish);
    assertThat(parties.get(test.owner(NOVA))).isEmpty();
    assertThat(parties.areKnown(NOVA)).isFalse();
    assertThat(parties.of(List.of(NOVA)).get(NOVA).legalName()).isEqualTo("nova");
  }
}
