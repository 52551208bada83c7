package livery.party;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import livery.billing.tax.TaxRule;

/**
 * The legal details of a tenant, as its documents show them. Texts may be empty but for the name.
 *
 * @param legalName the name in the register: "ТОВ «Зерно»"
 * @param taxNumber of the company or person: ЄДРПОУ, РНОКПП, ИНН
 * @param vatNumber of a payer of VAT
 * @param country ISO 3166
 * @param account IBAN, or a number in the country's own form
 * @param bankCode BIC or МФО
 * @param vatPayer whether its sales carry VAT
 * @param vatPercent 0 where it is no payer
 * @param pricesIncludeVat whether its prices are gross
 * @param signatory who signs: "Олена Коваль"
 * @param position as what: "Director"
 * @param email where documents come from and go to
 */
public record Requisites(
    String legalName,
    String taxNumber,
    String vatNumber,
    String country,
    String postcode,
    String city,
    String street,
    String bank,
    String bankCode,
    String account,
    boolean vatPayer,
    BigDecimal vatPercent,
    boolean pricesIncludeVat,
    String signatory,
    String position,
    String email,
    String phone) {

  static final String COLUMNS =
      "legal_name, tax_number, vat_number, country, postcode, city, street, bank, bank_code,"
          + " account, vat_payer, vat_percent, prices_include_vat, signatory, position, email,"
          + " phone";

  /** What is known of a tenant that has told nothing: its name. */
  public static Requisites unknown(String name, String country) {
    return new Requisites(
        name,
        "",
        "",
        country,
        "",
        "",
        "",
        "",
        "",
        "",
        false,
        BigDecimal.ZERO,
        true,
        "",
        "",
        "",
        "");
  }

  /** How the owner of these taxes what it sells, where no contract says otherwise. */
  public TaxRule tax() {
    if (!vatPayer) {
      return TaxRule.none(TaxRule.Regime.NOT_A_PAYER);
    }
    if (vatPercent.signum() == 0) {
      return TaxRule.none(TaxRule.Regime.ZERO_RATED);
    }
    var rate = vatPercent.toPlainString();
    return pricesIncludeVat ? TaxRule.inclusive(rate) : TaxRule.exclusive(rate);
  }

  static Requisites read(ResultSet row) throws SQLException {
    return new Requisites(
        row.getString("legal_name"),
        row.getString("tax_number"),
        row.getString("vat_number"),
        row.getString("country"),
        row.getString("postcode"),
        row.getString("city"),
        row.getString("street"),
        row.getString("bank"),
        row.getString("bank_code"),
        row.getString("account"),
        row.getBoolean("vat_payer"),
        row.getBigDecimal("vat_percent").stripTrailingZeros(),
        row.getBoolean("prices_include_vat"),
        row.getString("signatory"),
        row.getString("position"),
        row.getString("email"),
        row.getString("phone"));
  }
}
