package livery.contract;

import static livery.contract.ContractTown.assertFault;
import static livery.contract.ContractTown.graduated;
import static livery.contract.ContractTown.rebate;
import static livery.contract.ContractTown.table;
import static livery.fault.TestFaults.fields;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough;
import livery.billing.tax.TaxRule;
import livery.billing.tier.TierTable;
import livery.contract.Agreement.Parties;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Format;
import livery.frame.Texts;
import livery.store.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms as people read and type them. */
class TermsWordsTest {

  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);

  private static TermsWords words() {
    return new TermsWords(
        ENGLISH,
        Format.in(Locale.ENGLISH, ZoneOffset.UTC, new TestClock()),
        "EUR",
        code -> code.equals("sms.mt") ? "Text out" : code);
  }

  @Test
  void a_version_says_what_it_changed_and_nothing_else() {
    var before = graduated("2026-03-01");
    var after =
        Terms.resale("2026-04-01")
            .with(List.of(rebate(table("GRADUATED", "1000:0.09,5000:0.08,:0.07"), "50")));

    var changes = words().changes(before, after);

    assertThat(changes)
        .extracting(TermsWords.Change::label)
        .containsExactly("From", "SMS: Tiers", "SMS: Goes on to clients");
    assertThat(changes.get(2))
        .extracting(TermsWords.Change::before, TermsWords.Change::after)
        .containsExactly("40 %", "50 %");
    assertThat(words().changes(before, before)).isEmpty();
  }

  @Test
  void a_discount_that_ends_shows_what_is_gone() {
    var changes = words().changes(graduated("2026-03-01"), Terms.resale("2026-03-01"));

    assertThat(changes).isNotEmpty().allMatch(change -> change.after().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PCT_OF_SALES | up to €50,000.00: 7.5 %; the rest: 10 %",
        "PER_UNIT     | up to 50,000: €7.50; the rest: €10.00"
      })
  void bounds_that_are_money_say_so(String basis, String expected) {
    var fee = new Terms.Fee(basis, table("GRADUATED", "50000:7.5,:10"), "CHARGE", false);

    assertThat(words().lines(Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, "PAYOUT")))
        .filteredOn(line -> line.label().equals("Tiers"))
        .extracting(TermsWords.Line::value)
        .singleElement(as(STRING))
        .endsWith(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_uk", "_ru"})
  void every_choice_of_a_contract_has_its_word(String language) throws IOException {
    var texts = new Properties();
    try (var stream = getClass().getResourceAsStream("texts" + language + ".properties")) {
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
    var keys = new ArrayList<String>();
    choices(keys, "mode", Contract.Mode.values());
    choices(keys, "basis", Commission.Basis.values());
    choices(keys, "accrueOn", Commission.AccrueOn.values());
    choices(keys, "settlement", Contract.Settlement.values());
    choices(keys, "discount-basis", Discount.Basis.values());
    choices(keys, "counts", Discount.Counts.values());
    choices(keys, "grant", Discount.Grant.values());
    choices(keys, "allocation", PassThrough.Among.values());
    choices(keys, "tier-mode", TierTable.Mode.values());
    choices(keys, "boundary", TierTable.Boundary.values());
    choices(keys, "overflow", TierTable.Overflow.values());
    choices(keys, "regime", TaxRule.Regime.values());
    choices(keys, "inclusiveRounding", TaxRule.InclusiveRounding.values());
    choices(keys, "roundAt", TaxRule.RoundAt.values());
    choices(keys, "status", ContractHistory.Status.values());

    assertThat(texts.keySet().stream().map(Object::toString).collect(Collectors.toSet()))
        .containsAll(keys);
  }

  private static void choices(List<String> keys, String field, Enum<?>[] values) {
    for (var value : values) {
      keys.add("contract." + field + "." + value.name());
    }
  }

  @Test
  void a_file_of_tiers_comes_back_as_it_was_written() {
    var tiers = table("GRADUATED", "1000:0.0001275,5000:0.08,:0.07");

    assertThat(TierFile.rows(TierFile.write(tiers))).isEqualTo(tiers.rows());
  }

  @Test
  void rows_are_taken_from_a_spreadsheet_with_or_without_a_head() {
    assertThat(TierFile.cells("Up to\tPrice\n1 000\t0,10\n\t0,08\n"))
        .containsExactly(List.of("1 000", "0,10", "", ""), List.of("", "0,08", "", ""));
    assertThat(TierFile.rows("1 000;0,10;;50\n;0,08\n")).hasSize(2);
  }

  @Test
  void a_file_that_is_no_table_is_refused_with_its_field() {
    assertFault(Fault.Kind.INVALID, "pasted", () -> TierFile.rows(""));
    assertFault(Fault.Kind.INVALID, "pasted", () -> TierFile.rows("1,1\n".repeat(101)));
    assertThat(TierFile.rows("1,1\n".repeat(100))).hasSize(100);
    assertFault(Fault.Kind.INVALID, "rows[1].price", () -> TierFile.rows("1,1\n2,one\n"));
  }

  @Test
  void a_typed_table_says_on_each_row_what_is_wrong_with_it() {
    var form = TierForm.of(table("GRADUATED", "1000:0.10,5000:0.08,:0.07"));
    assertThat(form.check(false, ENGLISH)).isTrue();
    form.getRows().get(0).setPrice("ten");
    form.getRows().get(1).setUpTo("");

    assertThat(form.check(false, ENGLISH)).isFalse();
    assertThat(form.getRows().get(0).getProblem()).contains("ten");
    form.getRows().get(0).setPrice("0,10");
    assertThat(form.check(false, ENGLISH)).isFalse();
    assertThat(form.getRows().get(0).getProblem()).isEmpty();
    assertThat(form.getRows().get(1).getProblem()).contains("Row 2");
    form.remove(1);
    assertThat(form.check(false, ENGLISH)).isTrue();
  }

  @Test
  void what_is_typed_comes_back_as_terms() {
    var terms = graduated("2026-03-01");

    var read = TermsForm.of(terms).read(new Faults());

    assertThat(words().changes(terms, read)).extracting("label").doesNotContain("SMS: Tiers");
    assertThat(TermsRules.read(read, 1, 1, new Parties(1, 2, "EUR"), null).contract().discount())
        .isEqualTo(
            TermsRules.read(terms, 1, 1, new Parties(1, 2, "EUR"), null).contract().discount());
  }

  @Test
  void every_number_that_is_none_is_told_at_once() {
    var form = TermsForm.of(graduated("2026-03-01"));
    form.getText().put("regime", "VAT");
    form.getText().put("taxPercent", "twenty");
    form.getText().put("minimum", "some");
    form.getText().put("objectionDays", "a week");
    var discount = form.getDiscounts().get(0).getText();
    discount.put("basis", "ROLLING_N");
    discount.put("rollingMonths", "x");
    discount.put("percent", "all");
    var faults = new Faults();

    form.read(faults);

    assertThat(fields(faults::end))
        .containsExactly(
            "discounts[0].rollingMonths",
            "discounts[0].passThrough.percent",
            "tax.percent",
            "documents.objectionDays",
            "minimum.amount");
  }
}
