package livery.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);

  private static Sheet sheet() {
    return Sheet.of(
        new Letterhead("Acme", null, null, "#0b3d91", "#00688a", "", ""),
        Sheet.Heading.of(Kind.INVOICE, "en", "A-1", DAY, "UAH"),
        Party.of("Acme LLC", "UA"),
        Party.of("Bakery", "UA"));
  }

  @Test
  void a_document_holds_one_currency() {
    var euros = List.of(new Total(Total.What.DUE, Money.of("1", "EUR")));

    assertThatThrownBy(() -> sheet().withTotals(euros))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("UAH")
        .hasMessageContaining("1 EUR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EN", "de", "en-GB"})
  void a_language_that_nobody_has_written_is_refused(String language) {
    assertThatThrownBy(() -> Sheet.Heading.of(Kind.ACT, language, "1", DAY, "UAH"))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("en, uk or ru");
  }

  @Test
  void a_period_does_not_end_before_it_begins() {
    assertThatThrownBy(() -> sheet().heading().withPeriod(DAY, DAY.minusDays(1)))
        .isInstanceOf(PaperException.class);
    assertThat(sheet().heading().withPeriod(DAY, DAY).to()).isEqualTo(DAY);
  }

  @Test
  void a_text_may_be_as_long_as_a_page_can_bear() {
    var most = "x".repeat(Sheet.MOST_TEXT);

    assertThat(sheet().withNotes(List.of(most)).notes()).containsExactly(most);
    assertThatThrownBy(() -> sheet().withNotes(List.of(most + "x")))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("4000");
    assertThatThrownBy(() -> Party.of(most + "x", "UA")).isInstanceOf(PaperException.class);
  }

  @Test
  void a_table_may_have_so_many_rows_and_no_more() {
    var heads = List.of(Head.CLIENT);
    var most = Collections.nCopies(Table.MOST_ROWS, Table.Row.of("x"));
    var more = Collections.nCopies(Table.MOST_ROWS + 1, Table.Row.of("x"));

    assertThat(Table.of("", heads, most).rows()).hasSize(Table.MOST_ROWS);
    assertThatThrownBy(() -> Table.of("", heads, more))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("20000");
  }

  @Test
  void a_table_may_have_so_many_columns_and_no_more() {
    var most = Collections.nCopies(Table.MOST_COLUMNS, Head.NOTE);
    var more = Collections.nCopies(Table.MOST_COLUMNS + 1, Head.NOTE);

    assertThat(Table.of("", most, List.of()).heads()).hasSize(10);
    assertThatThrownBy(() -> Table.of("", more, List.of())).isInstanceOf(PaperException.class);
    assertThatThrownBy(() -> Table.of("", List.of(), List.of())).isInstanceOf(PaperException.class);
  }

  @Test
  void a_cell_holds_what_its_head_says() {
    var heads = List.of(Head.CLIENT, Head.AMOUNT);

    assertThatThrownBy(() -> Table.of("", heads, List.of(Table.Row.of("Bakery", "12.50"))))
        .isInstanceOf(PaperException.class)
        .hasMessage("Row 1, AMOUNT: expected BigDecimal, not String");
    assertThatThrownBy(() -> Table.of("", heads, List.of(Table.Row.of("Bakery"))))
        .isInstanceOf(PaperException.class)
        .hasMessage("Row 1 has 2 cells, not 1");
  }

  @Test
  void a_reconciliation_shows_the_same_account_from_both_sides() {
    var table =
        Table.reconciliation(
            "Ours",
            "Theirs",
            "Opening",
            Money.of("-5", "UAH"),
            List.of(new Table.Entry(DAY, "Act 7", Money.of("12.50", "UAH"), null)));

    assertThat(table.groups()).extracting(Table.Group::title).containsExactly("Ours", "Theirs");
    assertThat(table.rows().get(0).cells().get(3)).isEqualTo(new BigDecimal("5.000000"));
    assertThat(table.rows().get(0).cells().get(6)).isEqualTo(new BigDecimal("5.000000"));
    assertThat(table.rows().get(1).cells().get(2)).isEqualTo(new BigDecimal("12.500000"));
    assertThat(table.rows().get(1).cells().get(7)).isEqualTo(new BigDecimal("12.500000"));
  }

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "0.2666666667, 0.2667",
    "12.3333333333, 12.3333",
    "0.0000412346, 0.0000412",
    "0.00004125, 0.00004125",
    "0.2500000000, 0.2500000000",
    "125, 125"
  })
  void a_price_that_was_divided_is_shown_with_few_digits(BigDecimal price, BigDecimal shown) {
    var nothing = Money.zero("UAH");
    var line =
        new Line(
            "SMS",
            "",
            Unit.PART,
            BigDecimal.ONE,
            price,
            nothing,
            TaxRule.Regime.VAT,
            BigDecimal.ZERO,
            nothing);

    assertThat(line.shownPrice()).isEqualTo(shown);
  }
}
