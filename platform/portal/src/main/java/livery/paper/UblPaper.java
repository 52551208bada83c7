package livery.paper;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import livery.billing.tax.TaxRule;

/**
 * Invoices and credit notes in UBL 2.1 (OASIS, ISO/IEC 19845), their elements in the order of the
 * schema; codes of UNCL1001 (document), UNCL4461 (payment) and UNCL5305 (tax).
 */
final class UblPaper {

  private static final Map<Kind, String> CODES =
      Map.of(
          Kind.INVOICE, "380",
          Kind.COMMISSION_INVOICE, "380",
          Kind.PROFORMA, "325",
          Kind.CREDIT_NOTE, "381");

  private static final Set<Reference.What> OWN_ELEMENT =
      Set.of(Reference.What.CONTRACT, Reference.What.ORDER, Reference.What.INVOICE);

  private static final String CREDIT_TRANSFER = "30";

  private final Sheet sheet;
  private final Xml xml;
  private final boolean credit;
  private final int coins;

  private UblPaper(Sheet sheet, Xml xml) {
    this.sheet = sheet;
    this.xml = xml;
    credit = sheet.kind() == Kind.CREDIT_NOTE;
    coins =
        Math.max(0, Currency.getInstance(sheet.heading().currency()).getDefaultFractionDigits());
  }

  static boolean fits(Sheet sheet) {
    return CODES.containsKey(sheet.kind()) && !sheet.lines().isEmpty();
  }

  static byte[] of(Sheet sheet) {
    if (!CODES.containsKey(sheet.kind())) {
      throw new PaperException(
          "UBL is for invoices and credit notes, not for a " + sheet.kind().key());
    }
    if (sheet.lines().isEmpty()) {
      throw new PaperException("An invoice in UBL has at least one line");
    }
    var out = new ByteArrayOutputStream();
    try {
      var xml = new Xml(out, sheet.kind() == Kind.CREDIT_NOTE ? "CreditNote" : "Invoice");
      new UblPaper(sheet, xml).write();
      xml.end();
    } catch (XMLStreamException failure) {
      throw new PaperException("The document could not be written", failure);
    }
    return out.toByteArray();
  }

  private void write() throws XMLStreamException {
    var heading = sheet.heading();
    xml.value("UBLVersionID", "2.1");
    xml.value("ID", heading.number());
    xml.value("IssueDate", heading.date().toString());
    if (!credit && heading.due() != null) {
      xml.value("DueDate", heading.due().toString());
    }
    xml.value(credit ? "CreditNoteTypeCode" : "InvoiceTypeCode", code());
    for (var note : sheet.notes()) {
      xml.value("Note", note);
    }
    xml.value("DocumentCurrencyCode", heading.currency());
    if (heading.from() != null) {
      xml.open("InvoicePeriod");
      xml.value("StartDate", heading.from().toString());
      xml.value("EndDate", heading.to().toString());
      xml.close();
    }
    references();
    party("AccountingSupplierParty", selfBilled() ? sheet.recipient() : sheet.issuer());
    party("AccountingCustomerParty", selfBilled() ? sheet.issuer() : sheet.recipient());
    payment();
    var gap = lineSum().subtract(taxExclusive());
    if (gap.signum() != 0) {
      allowance(gap);
    }
    taxes();
    totals(gap);
    for (var i = 0; i < sheet.lines().size(); i++) {
      line(i + 1, sheet.lines().get(i));
    }
  }

  private boolean selfBilled() {
    return sheet.heading().selfBilled();
  }

  private String code() {
    if (selfBilled()) {
      return credit ? "261" : "389";
    }
    return CODES.get(sheet.kind());
  }

  private void references() throws XMLStreamException {
    for (var order : named(Reference.What.ORDER).stream().limit(1).toList()) {
      reference("OrderReference", order, "");
    }
    for (var invoice : named(Reference.What.INVOICE)) {
      xml.open("BillingReference");
      reference("InvoiceDocumentReference", invoice, "");
      xml.close();
    }
    for (var contract : named(Reference.What.CONTRACT)) {
      reference("ContractDocumentReference", contract, "");
    }
    for (var other : sheet.references()) {
      if (!OWN_ELEMENT.contains(other.what())) {
        reference("AdditionalDocumentReference", other, other.what().name());
      }
    }
  }

  private List<Reference> named(Reference.What what) {
    return sheet.references().stream().filter(one -> one.what() == what).toList();
  }

  private void reference(String element, Reference reference, String type)
      throws XMLStreamException {
    xml.open(element);
    xml.value("ID", reference.number());
    date(reference.date());
    xml.value("DocumentType", type);
    xml.close();
  }

  private void date(LocalDate date) throws XMLStreamException {
    if (date != null) {
      xml.value("IssueDate", date.toString());
    }
  }

  private void party(String element, Party party) throws XMLStreamException {
    xml.open(element);
    xml.open("Party");
    xml.within("PartyIdentification", "ID", party.registration());
    xml.within("PartyName", "Name", party.name());
    xml.open("PostalAddress");
    xml.value("StreetName", party.street());
    xml.value("CityName", party.city());
    xml.value("PostalZone", party.postcode());
    xml.within("Country", "IdentificationCode", party.country());
    xml.close();
    if (!party.taxId().isEmpty()) {
      xml.open("PartyTaxScheme");
      xml.value("CompanyID", party.taxId());
      xml.within("TaxScheme", "ID", "VAT");
      xml.close();
    }
    xml.open("PartyLegalEntity");
    xml.value("RegistrationName", party.name());
    xml.value("CompanyID", party.registration());
    xml.close();
    if (!party.email().isEmpty() || !party.phone().isEmpty()) {
      xml.open("Contact");
      xml.value("Telephone", party.phone());
      xml.value("ElectronicMail", party.email());
      xml.close();
    }
    xml.close();
    xml.close();
  }

  private void payment() throws XMLStreamException {
    var bank = Phrases.payee(sheet).map(Party::bank).orElse(Party.Bank.NONE);
    if (bank.account().isEmpty()) {
      return;
    }
    xml.open("PaymentMeans");
    xml.value("PaymentMeansCode", CREDIT_TRANSFER);
    xml.value("PaymentID", sheet.heading().number());
    xml.open("PayeeFinancialAccount");
    xml.value("ID", bank.account().replace(" ", ""));
    if (!bank.code().isEmpty() || !bank.name().isEmpty()) {
      xml.open("FinancialInstitutionBranch");
      xml.value("ID", bank.code());
      xml.value("Name", bank.name());
      xml.close();
    }
    xml.close();
    xml.close();
  }

  private BigDecimal lineSum() {
    return sheet.lines().stream()
        .map(line -> line.net().toBigDecimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What is taxed; the lines where no tax is named. */
  private BigDecimal taxExclusive() {
    return sheet.taxes().isEmpty()
        ? lineSum()
        : sheet.taxes().stream()
            .map(tax -> tax.base().toBigDecimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal taxSum() {
    return sheet.taxes().stream()
        .map(tax -> tax.tax().toBigDecimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What lies between the lines and what is taxed: a discount on the whole, or its opposite. */
  private void allowance(BigDecimal gap) throws XMLStreamException {
    xml.open("AllowanceCharge");
    xml.value("ChargeIndicator", gap.signum() < 0 ? "true" : "false");
    xml.value("AllowanceChargeReason", gap.signum() < 0 ? "Surcharge" : "Discount");
    amount("Amount", gap.abs());
    xml.close();
  }

  private void taxes() throws XMLStreamException {
    xml.open("TaxTotal");
    amount("TaxAmount", taxSum());
    for (var tax : sheet.taxes()) {
      xml.open("TaxSubtotal");
      amount("TaxableAmount", tax.base().toBigDecimal());
      amount("TaxAmount", tax.tax().toBigDecimal());
      category("TaxCategory", tax.regime(), tax.percent());
      xml.close();
    }
    xml.close();
  }

  private void category(String element, TaxRule.Regime regime, BigDecimal percent)
      throws XMLStreamException {
    xml.open(element);
    xml.value(
        "ID",
        switch (regime) {
          case VAT -> percent.signum() == 0 ? "Z" : "S";
          case ZERO_RATED -> "Z";
          case REVERSE_CHARGE -> "AE";
          case NOT_A_PAYER -> "E";
        });
    xml.value("Percent", plain(percent));
    xml.value(
        "TaxExemptionReason",
        switch (regime) {
          case VAT, ZERO_RATED -> "";
          case REVERSE_CHARGE -> "Reverse charge";
          case NOT_A_PAYER -> "The supplier is not a VAT payer";
        });
    xml.within("TaxScheme", "ID", "VAT");
    xml.close();
  }

  private void totals(BigDecimal gap) throws XMLStreamException {
    var inclusive = taxExclusive().add(taxSum());
    var prepaid = total(Total.What.PREPAID).abs().add(total(Total.What.CREDIT_NOTES).abs());
    xml.open("LegalMonetaryTotal");
    amount("LineExtensionAmount", lineSum());
    amount("TaxExclusiveAmount", taxExclusive());
    amount("TaxInclusiveAmount", inclusive);
    if (gap.signum() > 0) {
      amount("AllowanceTotalAmount", gap);
    }
    if (gap.signum() < 0) {
      amount("ChargeTotalAmount", gap.negate());
    }
    if (prepaid.signum() != 0) {
      amount("PrepaidAmount", prepaid);
    }
    amount("PayableAmount", inclusive.subtract(prepaid));
    xml.close();
  }

  private BigDecimal total(Total.What what) {
    return sheet.totals().stream()
        .filter(total -> total.what() == what)
        .map(total -> total.amount().toBigDecimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void line(int number, Line line) throws XMLStreamException {
    xml.open(credit ? "CreditNoteLine" : "InvoiceLine");
    xml.value("ID", String.valueOf(number));
    xml.value(
        credit ? "CreditedQuantity" : "InvoicedQuantity",
        plain(line.quantity()),
        "unitCode",
        line.unit().code());
    amount("LineExtensionAmount", line.net().toBigDecimal());
    xml.open("TaxTotal");
    amount("TaxAmount", line.tax().toBigDecimal());
    xml.close();
    xml.open("Item");
    xml.value("Description", line.detail());
    xml.value("Name", line.name());
    category("ClassifiedTaxCategory", line.regime(), line.percent());
    xml.close();
    xml.open("Price");
    xml.value("PriceAmount", plain(line.unitPrice()), "currencyID", sheet.heading().currency());
    xml.close();
    xml.close();
  }

  private void amount(String element, BigDecimal amount) throws XMLStreamException {
    var coin =
        amount.setScale(Math.max(coins, amount.stripTrailingZeros().scale()), RoundingMode.HALF_UP);
    xml.value(element, coin.toPlainString(), "currencyID", sheet.heading().currency());
  }

  private static String plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0).toPlainString() : stripped.toPlainString();
  }
}
