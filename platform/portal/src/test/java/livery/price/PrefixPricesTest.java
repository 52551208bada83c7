package livery.price;

import static livery.fault.TestFaults.fields;
import static livery.price.PriceListsTest.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.price.Subscriber;
import livery.fault.Fault;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices for the numbers that begin so, beside those of {@link PriceTown}: 0.01 buys 0.02. */
class PrefixPricesTest {

  private static final String HEAD =
      "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n";
  private static final String FULL =
      "buyer,product,country,network,prefix,currency,unit_price,valid_from,valid_to\n";

  private final PriceTown town = new PriceTown(new TestTenants());
  private final Scope acme = town.test.owner(ACME);
  private final Scope platform = town.test.owner(PLATFORM);

  private static PriceWish wish(String country, String prefix, String amount) {
    return wish(Prices.MT, country, "", prefix, amount);
  }

  private static PriceWish wish(
      String product, String country, String network, String prefix, String amount) {
    var price = new BigDecimal(amount);
    return new PriceWish(0, product, country, network, prefix, "", price, null, null, false, false);
  }

  private String paid(String country, String network, String phone) {
    var somebody = new Subscriber(country, network, phone);
    return town.prices
        .book()
        .find(ACME, BAKERY, Prices.MT, somebody, "EUR", town.test.clock.instant())
        .map(price -> price.unitPrice().stripTrailingZeros().toPlainString())
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sms.mt | UA | +38067 | is not how a number begins",
        "sms.mt | '' | 067 | is not how a number begins",
        "sms.mt | UA | 380O67 | is not how a number begins",
        "sms.mt | '' | 380 67 | is not how a number begins",
        "sms.mt | '' | ٣٨٠٦٧ | is not how a number begins",
        "sms.mt | '' | 1234567890123456 | 15",
        "sms.mt | UA | 48 | 48 does not begin with 380, the dialling code of UA",
        "sms.mt | UA | 38 | 38 does not begin with 380, the dialling code of UA",
        "sms.mt | KZ | 8701 | 8701 does not begin with 7, the dialling code of KZ",
        "viber.mt | PL | 380 | the dialling code of PL",
        "number.rent | UA | 380 | number.rent does not depend",
        "number.setup | '' | 380 | number.setup does not depend",
        "keyword.rent | '' | 380 | keyword.rent does not depend",
        "email.mt | '' | 380 | email.mt does not depend",
        "plugin.voting | '' | 380 | plugin.voting does not depend",
      })
  void what_cannot_be_a_prefix_there_is_refused_by_name(
      String product, String country, String prefix, String word) {
    assertThatThrownBy(() -> town.lists.add(acme, wish(product, country, "", prefix, "1")))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
              assertThat(fault.field()).isEqualTo("prefix");
            })
        .hasMessageContaining(word);
  }

  @ParameterizedTest
  @CsvSource({
    "sms.mt, '', '', 380",
    "sms.mt, UA, '', 380",
    "sms.mt, UA, Kyivstar, 38067", // some of its numbers
    "sms.mt, AQ, '', 672", // nobody dials it
    "sms.mo, UA, '', 48", // who texts to a number of that country, from wherever
    "sms.mo.free, UA, '', 48",
    "lookup, US, '', 1204",
    "sms.mt, '', '', 123456789012345",
  })
  void what_can_be_one_is_kept(String product, String country, String network, String prefix) {
    var price = town.lists.add(acme, wish(product, country, network, " " + prefix + " ", "1"));

    assertThat(town.lists.require(acme, price.id()).prefix()).isEqualTo(prefix);
    assertThat(PriceShape.of(price).prefix()).isEqualTo(prefix);
  }

  @Test
  void one_prefix_has_one_price_at_a_time_and_others_have_theirs() {
    town.lists.add(acme, wish("UA", "38067", "0.03"));
    town.lists.add(acme, wish("UA", "380671", "0.04"));
    town.lists.add(acme, wish("", "38067", "0.035"));
    town.lists.add(acme, wish(Prices.MT, "", "Lifecell", "38067", "0.05"));

    assertFault(Fault.Kind.CONFLICT, () -> town.lists.add(acme, wish("UA", "38067", "0.06")))
        .hasMessageContaining("place UA 38067…");
    assertThat(paid("UA", "", "380501111111")).isEqualTo("0.02");
    assertThat(paid("UA", "", "380672111111")).isEqualTo("0.03");
    assertThat(paid("UA", "", "380671111111")).isEqualTo("0.04");
    assertThat(paid("", "", "380671111111")).isEqualTo("0.035");
    assertThat(paid("UA", "Lifecell", "380671111111")).isEqualTo("0.05");
    assertThat(paid("UA", "Lifecell", "380501111111")).isEqualTo("0.02");
  }

  @Test
  void a_price_for_all_numbers_is_held_against_the_dearest_prefix_within() {
    town.lists.add(platform, wish("", "38067", "0.05"));
    town.lists.add(platform, wish("", "3806712", "0.07"));
    town.lists.add(platform, wish("", "48", "0.09"));

    assertThat(own(wish("UA", "", "0.06"))).isEqualByComparingTo("0.07");
    assertThat(own(wish("UA", "", "0.07"))).isNull();
    assertThat(own(wish("PL", "", "0.08"))).isEqualByComparingTo("0.09");
    assertThat(own(wish("DE", "", "0.02"))).as("where no prefix is").isNull();
    assertThat(own(wish(Prices.MT, "", "Lifecell", "", "0.08"))).isEqualByComparingTo("0.09");
    assertFault(Fault.Kind.CONFLICT, () -> town.lists.add(acme, wish("UA", "", "0.0699")))
        .hasMessageContaining("0.07 EUR");
  }

  @Test
  void a_price_for_a_prefix_is_held_against_what_is_paid_for_the_same_numbers() {
    town.lists.add(platform, wish("", "38067", "0.05"));
    town.lists.add(platform, wish("PL", "", "0.09"));

    assertThat(own(wish("UA", "38067", "0.04"))).isEqualByComparingTo("0.05");
    assertThat(own(wish("", "3806712", "0.04"))).as("longer").isEqualByComparingTo("0.05");
    assertThat(own(wish("", "380", "0.04"))).as("shorter").isEqualByComparingTo("0.05");
    assertThat(own(wish("", "38", "0.04"))).as("of a code's begin").isEqualByComparingTo("0.05");
    assertThat(own(wish("UA", "38050", "0.04"))).as("others").isNull();
    assertThat(own(wish("UA", "38050", "0.0099"))).as("all").isEqualByComparingTo("0.01");
    assertThat(own(wish("UA", "38067", "0.05"))).isNull();
    assertThat(own(wish("", "48", "0.08"))).as("a country's").isEqualByComparingTo("0.09");
    assertFault(Fault.Kind.CONFLICT, () -> town.lists.add(acme, wish("", "38067", "0.04")));
  }

  private BigDecimal own(PriceWish wish) {
    return town.outlook.ofNew(acme, wish).ownCost();
  }

  @Test
  void a_price_for_all_numbers_is_not_below_cost_where_a_prefix_has_its_own() {
    town.lists.add(acme, wish("", "38067", "0.06"));
    town.lists.add(platform, wish("", "38067", "0.05"));

    assertThat(sold()).extracting(PriceRow::cost).containsOnlyNulls();

    town.lists.add(platform, wish("", "3805", "0.03"));

    assertThat(sold())
        .extracting(row -> PriceRow.place(row.price()) + " " + (row.cost() != null))
        .containsExactly(" true", "38067… false");
  }

  private List<PriceRow> sold() {
    return town.lists.sold(acme, PriceLists.Filter.NONE, PriceRow.ORDERS.first(), 100);
  }

  @Test
  void a_file_may_have_prefixes_in_a_column_of_that_name_wherever_it_stands() {
    var file =
        "buyer,product,country,network,currency,unit_price,valid_from,valid_to,prefix\n"
            + ",sms.mt,UA,,EUR,0.03,,,38067\n" // 2: new
            + ",sms.mt,UA,,EUR,0.04,,,38050\n" // 3: new
            + ",sms.mt,UA,,EUR,0.04,,,\n" // 4: new, for all others
            + ",sms.mt,UA,,EUR,0.05,,,38067\n" // 5: overlaps row 2
            + ",sms.mt,UA,,EUR,0.05,,,+38093\n" // 6: no digits
            + ",sms.mt,UA,,EUR,0.05,,,3.8067E+14\n" // 7: a spreadsheet has written it
            + ",sms.mt,UA,,EUR,0.05,,,48\n" // 8: of another country
            + ",number.rent,UA,,EUR,5,,,380\n" // 9: has no number
            + ",sms.mt,UA,,EUR,0.05,,\n" // 10: too few columns
            + ",sms.mt,,,EUR,0.02,,,\n"; // 11: holds already

    var report = town.files.apply(acme, file, PriceFiles.Bad.LEFT_OUT);

    assertThat(report.good()).isEqualTo(3);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.bad())
        .extracting(bad -> bad.line() + " " + bad.reason().field())
        .containsExactly("5 row", "6 prefix", "7 prefix", "8 prefix", "9 prefix", "10 row");
    assertThat(paid("UA", "", "380671111111")).isEqualTo("0.03");
    assertThat(paid("UA", "", "380501111111")).isEqualTo("0.04");
  }

  @Test
  void an_export_has_the_prefixes_and_taken_in_again_changes_nothing() {
    town.lists.add(acme, wish("UA", "38067", "0.03"));
    town.lists.add(acme, wish("", "38067", "0.04"));
    var file = town.files.export(acme, PriceLists.Filter.NONE, PriceRow.ORDERS.first());

    assertThat(file.replace("\"", "").substring(1)).startsWith(FULL.strip());
    var report = town.files.apply(acme, file, PriceFiles.Bad.STOP);

    assertThat(report.good() + report.badCount()).isZero();
    assertThat(report.unchanged()).isEqualTo(3);
  }

  @Test
  void a_file_without_the_column_leaves_prefixes_alone() {
    town.lists.add(acme, wish("UA", "38067", "0.03"));

    var report = town.files.apply(acme, HEAD + ",sms.mt,UA,,EUR,0.05,,\n", PriceFiles.Bad.STOP);

    assertThat(report.good()).isEqualTo(1);
    assertThat(paid("UA", "", "380671111111")).isEqualTo("0.03");
    assertThat(paid("UA", "", "380501111111")).isEqualTo("0.05");
  }

  @Test
  void a_row_with_a_prefix_changes_the_price_of_that_prefix_from_its_day() {
    town.lists.add(acme, wish("UA", "38067", "0.03"));

    var row = ",sms.mt,UA,,38067,EUR,0.09,2099-01-01T00:00:00+02:00,\n";
    town.files.apply(acme, FULL + row, PriceFiles.Bad.STOP);

    var rows = sold().stream().filter(one -> one.price().prefix().equals("38067")).toList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).price().validTo()).isEqualTo(Instant.parse("2098-12-31T22:00:00Z"));
  }

  @Test
  void two_columns_of_prefixes_are_none() {
    for (var head :
        List.of(
            FULL.replace("buyer", "prefix,buyer"),
            FULL.replace("prefix", "Prefix"),
            FULL.replace("currency,", ""))) {
      assertFault(
              Fault.Kind.INVALID,
              () -> town.files.check(acme, head + ",sms.mt,UA,,38067,EUR,0.03,,\n"))
          .hasMessageContaining("may be left out");
    }
  }

  @Test
  void everything_that_is_wrong_with_a_price_is_told_at_once() {
    var before = sold();
    var ended = Instant.parse("2001-01-01T00:00:00Z");
    var wish =
        new PriceWish(
            999, "tea", "XX", "n".repeat(41), "+1", "ABCD", null, ended, ended, false, false);

    assertThat(fields(() -> town.lists.add(acme, wish)))
        .containsExactly("buyer", "product", "country", "network", "unitPrice", "validFrom");
    assertThat(
            fields(
                () ->
                    town.lists.add(
                        acme, wish(Prices.MT, "UA", "", "48", "-1").within(null, ended))))
        .containsExactly("prefix", "unitPrice", "validTo");
    assertThat(sold()).isEqualTo(before);
  }
}
