package livery.contract;

import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Texts;
import org.junit.jupiter.api.Test;

/** A row that is wrong hides nothing of what is wrong beside it. */
class TermsFormTest {

  private final ContractTown town = new ContractTown();
  private final TermsForm form = TermsForm.of(Terms.resale("2026-03-01"));

  private List<Fault> refused() {
    var right = form.check(Texts.in(Locale.ENGLISH));
    var faults = new Faults();
    var terms = form.read(faults);
    faults.check(() -> town.drafts.check(town.owner(PLATFORM), 0, 0, "", terms));
    assertThat(right).isFalse();
    return TermsForm.seeRows(faults).all();
  }

  private void assertBeside(TierForm.Row row) {
    form.getText().put("from", "soon");
    form.getText().put("regime", "VAT");
    form.getText().put("taxPercent", "much");

    assertThat(refused())
        .extracting(Fault::field)
        .contains("buyerId", "number", "from", "tax.percent")
        .noneMatch(field -> field.contains("tiers"))
        .endsWith("");
    assertThat(row.getProblem()).isNotEmpty();
  }

  @Test
  void of_a_discount() {
    form.add("SMS", List.of(ContractTown.MT));
    var row = form.getDiscounts().get(0).getTiers().getRows().get(0);
    row.setPrice("cheap");

    assertBeside(row);
  }

  @Test
  void of_a_commission() {
    form.getText().put("mode", "AGENT_OWN_NAME");
    var row = form.getCommission().getRows().get(0);
    row.setUpTo("many");

    assertBeside(row);
  }

  @Test
  void alone_it_is_told_alone() {
    form.add("SMS", List.of(ContractTown.MT));
    form.getDiscounts().get(0).getTiers().getRows().get(0).setPrice("cheap");
    form.check(Texts.in(Locale.ENGLISH));
    var faults = new Faults();
    form.read(faults);

    assertThat(TermsForm.seeRows(faults).all())
        .extracting(Fault::key)
        .containsExactly("contract.fault.see-rows");
  }
}
