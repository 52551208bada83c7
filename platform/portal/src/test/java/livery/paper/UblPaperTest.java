package livery.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class UblPaperTest {

  private static List<String> all(Document document, String name) {
    var nodes = document.getElementsByTagNameNS("*", name);
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  private static Line taxed(String net, TaxRule.Regime regime, String percent, String tax) {
    return Sheets.line(
        "SMS", Money.of(net, "UAH"), regime, new BigDecimal(percent), Money.of(tax, "UAH"));
  }

  private static TaxLine sum(String base, TaxRule.Regime regime, String percent, String tax) {
    return new TaxLine(
        regime, new BigDecimal(percent), Money.of(base, "UAH"), Money.of(tax, "UAH"));
  }

  static Stream<Arguments> samples() {
    var one = Sheets.sold(Kind.INVOICE, "uk", List.of(Sheets.line("Вихідні SMS", "100.10")));
    var zero =
        Sheets.bare(Kind.INVOICE, "en")
            .withLines(
                List.of(taxed("10", TaxRule.Regime.ZERO_RATED, "0", "0")),
                List.of(sum("10", TaxRule.Regime.ZERO_RATED, "0", "0")));
    var exempt =
        Sheets.bare(Kind.INVOICE, "en")
            .withLines(
                List.of(taxed("10", TaxRule.Regime.NOT_A_PAYER, "0", "0")),
                List.of(sum("10", TaxRule.Regime.NOT_A_PAYER, "0", "0")));
    var reverse =
        Sheets.bare(Kind.INVOICE, "en")
            .withLines(
                List.of(taxed("10", TaxRule.Regime.REVERSE_CHARGE, "0", "0")),
                List.of(sum("10", TaxRule.Regime.REVERSE_CHARGE, "0", "0")));
    var two =
        Sheets.bare(Kind.INVOICE, "en")
            .withLines(
                List.of(
                    taxed("100", TaxRule.Regime.VAT, "20", "20"),
                    taxed("50", TaxRule.Regime.VAT, "7", "3.50")),
                List.of(
                    sum("100", TaxRule.Regime.VAT, "20", "20"),
                    sum("50", TaxRule.Regime.VAT, "7", "3.50")));
    var untaxed =
        Sheets.bare(Kind.PROFORMA, "ru")
            .withLines(List.of(taxed("0", TaxRule.Regime.NOT_A_PAYER, "0", "0")), List.of());
    var many =
        Sheets.sold(Kind.INVOICE, "en", Collections.nCopies(1_000, Sheets.line("SMS", "0.01")));
    var strange =
        Sheets.sold(
                Kind.INVOICE,
                "en",
                List.of(Sheets.line("<script>&\u0000\uD800 ]]> \uD83C\uDF82 \u202Eabc", "1")))
            .withNotes(List.of("x".repeat(Sheet.MOST_TEXT), "&lt; \u0007"));
    var credit =
        Sheets.sold(Kind.CREDIT_NOTE, "uk", List.of(Sheets.line("Знижка", "84.17")))
            .withReferences(
                List.of(
                    Reference.to(Reference.What.INVOICE, "AC-12", Sheets.DAY),
                    Reference.to(Reference.What.CONTRACT, "15/26", null)));
    var selfBilled =
        new Sheet(
            one.letterhead(),
            Sheets.heading(Kind.COMMISSION_INVOICE, "ru").asSelfBilled(),
            one.issuer(),
            one.recipient(),
            Stream.of(Reference.What.values())
                .map(what -> Reference.to(what, "7", Sheets.DAY))
                .toList(),
            one.lines(),
            one.tables(),
            one.taxes(),
            one.totals(),
            one.notes());
    return Stream.of(
        Arguments.of("one line", one),
        Arguments.of("zero rated", zero),
        Arguments.of("exempt", exempt),
        Arguments.of("reverse charge", reverse),
        Arguments.of("two rates", two),
        Arguments.of("no tax named, nothing to pay", untaxed),
        Arguments.of("many lines", many),
        Arguments.of("strange and long texts", strange),
        Arguments.of("credit note", credit),
        Arguments.of("self-billed with every reference", selfBilled));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void what_is_written_is_valid_and_adds_up(String name, Sheet sheet) throws Exception {
    var document = UblSchemas.valid(sheet);

    var lines =
        sheet.lines().stream()
            .map(line -> line.net().toBigDecimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(new BigDecimal(total(document, "LineExtensionAmount"))).isEqualByComparingTo(lines);
    var inclusive = new BigDecimal(total(document, "TaxInclusiveAmount"));
    var exclusive = new BigDecimal(total(document, "TaxExclusiveAmount"));
    assertThat(inclusive.subtract(exclusive))
        .isEqualByComparingTo(all(document, "TaxAmount").get(0));
    assertThat(new BigDecimal(total(document, "PayableAmount"))).isEqualByComparingTo(inclusive);
    assertThat(Papers.ubl(sheet)).isEqualTo(Papers.ubl(sheet));
  }

  private static String total(Document document, String name) {
    var monetary = document.getElementsByTagNameNS("*", "LegalMonetaryTotal").item(0);
    var found = ((Element) monetary).getElementsByTagNameNS("*", name);
    return found.item(0).getTextContent();
  }

  @Test
  void a_credit_note_names_its_invoice() throws Exception {
    var sheet =
        Sheets.sold(Kind.CREDIT_NOTE, "uk", List.of(Sheets.line("Знижка", "84.17")))
            .withReferences(List.of(Reference.to(Reference.What.INVOICE, "AC-12", Sheets.DAY)));

    var document = UblSchemas.valid(sheet);

    var referred = document.getElementsByTagNameNS("*", "InvoiceDocumentReference");
    assertThat(referred.item(0).getTextContent()).isEqualTo("AC-122026-10-31");
    assertThat(all(document, "CreditNoteTypeCode")).containsExactly("381");
    assertThat(all(document, "CreditedQuantity")).containsExactly("1");
  }

  @Test
  void a_discount_on_the_whole_lies_between_the_lines_and_the_tax() throws Exception {
    var sheet =
        Sheets.bare(Kind.INVOICE, "en")
            .withLines(
                List.of(taxed("100", TaxRule.Regime.VAT, "20", "20")),
                List.of(sum("90", TaxRule.Regime.VAT, "20", "18")))
            .withTotals(List.of(new Total(Total.What.PREPAID, Money.of("-8", "UAH"))));

    var document = UblSchemas.valid(sheet);

    assertThat(all(document, "AllowanceTotalAmount")).containsExactly("10.00");
    assertThat(all(document, "PrepaidAmount")).containsExactly("8.00");
    assertThat(all(document, "PayableAmount")).containsExactly("100.00");
  }

  @Test
  void who_writes_it_for_the_supplier_is_the_customer() throws Exception {
    var plain = Sheets.sold(Kind.COMMISSION_INVOICE, "en", List.of(Sheets.line("Fee", "1")));
    var sheet =
        new Sheet(
            plain.letterhead(),
            plain.heading().asSelfBilled(),
            plain.issuer(),
            plain.recipient(),
            plain.references(),
            plain.lines(),
            plain.tables(),
            plain.taxes(),
            plain.totals(),
            plain.notes());

    var document = UblSchemas.valid(sheet);

    assertThat(all(document, "InvoiceTypeCode")).containsExactly("389");
    assertThat(all(document, "RegistrationName"))
        .containsExactly(sheet.recipient().name(), sheet.issuer().name());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "ACT",
        "AGENT_REPORT",
        "NETTING",
        "RECONCILIATION",
        "OPERATOR_SETTLEMENT",
        "DUNNING"
      })
  void what_ubl_has_no_invoice_for_is_refused(Kind kind) {
    var sheet = Sheets.sold(kind, "en", List.of(Sheets.line("SMS", "1")));

    assertThatThrownBy(() -> Papers.ubl(sheet))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining(kind.key());
  }

  @Test
  void an_invoice_without_lines_is_refused() {
    assertThatThrownBy(() -> Papers.ubl(Sheets.bare(Kind.INVOICE, "en")))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("line");
  }
}
