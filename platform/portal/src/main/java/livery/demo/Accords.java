package livery.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import livery.billing.Money;
import livery.contract.Terms;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.Rows;
import livery.price.Prices;
import livery.store.Ids;
import livery.tenant.Role;

/** What the resellers of the story agreed with their sellers. */
final class Accords {

  private static final List<String> TEXTS = List.of(Prices.MT);

  private final Connection connection;
  private final Ids ids;
  private final Days days;
  private final Map<Company, Long> tenants;
  private final Trail trail;

  Accords(Connection connection, Ids ids, Days days, Map<Company, Long> tenants, Trail trail) {
    this.connection = connection;
    this.ids = ids;
    this.days = days;
    this.tenants = tenants;
    this.trail = trail;
  }

  /** All contracts with all of their versions. */
  void write() throws SQLException {
    var begin = days.daysAgo(Days.OPENING).withDayOfMonth(1);
    var now = days.today().withDayOfMonth(1);
    var acme =
        rebate("GRADUATED", "PRO_RATA_QTY", "30", "4000:0.58", "12000:0.54", "30000:0.49", ":0.45");
    var better =
        rebate("GRADUATED", "PRO_RATA_QTY", "40", "4000:0.57", "12000:0.53", "30000:0.47", ":0.43");
    var nova = rebate("ALL_UNITS", "PRO_RATA_MONEY", "25", "2000:0.0138", "5000:0.0129", ":0.0118");
    var soon = rebate("ALL_UNITS", "PRO_RATA_MONEY", "25", "2000:0.0136", "6000:0.0126", ":0.0114");
    add(
        Company.ACME,
        "LV-2026/014",
        terms(begin, acme, "20", "Two years of working together"),
        terms(now, better, "20", "New prices after the yearly talk"));
    add(
        Company.NOVA,
        "LV-2026/021",
        terms(begin, nova, null, null),
        terms(now.plusMonths(1), soon, null, "Wider second tier"));
    add(Company.WEST, "NM-7", west(begin));
    onTop(begin);
  }

  /** What Nova West charges its clients for itself: 2.5 % of what they buy, and 1 a month. */
  private void onTop(LocalDate from) throws SQLException {
    var currency = Company.WEST.currency;
    try (var fees =
        new Rows(
            connection,
            "agent_fee",
            "agent_id, client_id, currency, from_period, percent, fixed")) {
      var period = from.getYear() * 100 + from.getMonthValue();
      var fixed = Money.of("1", currency);
      fees.add(
          tenants.get(Company.WEST), 0, currency, period, new BigDecimal("2.5"), fixed.micros());
      trail.note(
          days.at(Days.OPENING + 11, 15, 20),
          Company.WEST,
          Company.WEST,
          Role.FINANCE,
          "agent-fee.set",
          "clients",
          "2.5 % + " + fixed + ", " + YearMonth.from(from));
    }
  }

  /** Nova West sells for Nova in its own name and keeps a part of it. */
  private static Terms west(LocalDate from) {
    var fee =
        new Terms.Fee("PCT_OF_SALES", tiers("GRADUATED", "20:8", "60:10", ":12"), "CHARGE", false);
    return Terms.agent(from.toString(), "AGENT_OWN_NAME", fee, "PAYOUT")
        .with(new Terms.Tax("REVERSE_CHARGE", null, false, "NET", "DOCUMENT"))
        .with(new Terms.Papers("", false, 30));
  }

  private static Terms.Rebate rebate(String mode, String among, String percent, String... rows) {
    return new Terms.Rebate(
        "SMS",
        TEXTS,
        "PERIOD_VOLUME",
        null,
        "SEGMENTS",
        "SUBTREE",
        tiers(mode, rows),
        "REBATE_CREDIT_NOTE",
        new Terms.Share(new BigDecimal(percent), among, null),
        null);
  }

  private static Terms.Table tiers(String mode, String... rows) {
    return new Terms.Table(
        mode,
        "UPPER_INCLUSIVE",
        "LAST_TIER",
        false,
        false,
        Arrays.stream(rows).map(row -> row.split(":")).map(Accords::row).toList());
  }

  private static Terms.Row row(String[] cells) {
    return new Terms.Row(
        cells[0].isEmpty() ? null : new BigDecimal(cells[0]), new BigDecimal(cells[1]), null, null);
  }

  private static Terms terms(LocalDate from, Terms.Rebate rebate, String vat, String note) {
    return new Terms(
        from.toString(),
        null,
        "RESALE",
        null,
        null,
        List.of(rebate),
        vat == null
            ? new Terms.Tax("REVERSE_CHARGE", null, false, "NET", "DOCUMENT")
            : new Terms.Tax("VAT", new BigDecimal(vat), true, "NET", "DOCUMENT"),
        new Terms.Papers("", false, 30),
        true,
        note,
        null,
        null);
  }

  private void add(Company buyer, String number, Terms... versions) throws SQLException {
    var id = ids.next();
    var signed = days.at(Days.OPENING + 12, 14, 5 * buyer.ordinal());
    long seller = buyer.seller == null ? Company.PLATFORM_ID : tenants.get(buyer.seller);
    try (var contracts =
        new Rows(connection, "contract", "id, seller_id, buyer_id, currency, number, created_at")) {
      contracts.add(id, seller, tenants.get(buyer), buyer.currency, number, signed);
    }
    try (var rows =
        new Rows(
            connection,
            "contract_version",
            "contract_id, version, from_day, mode, terms, sent_at, sent_by")) {
      for (var i = 0; i < versions.length; i++) {
        var sent = i == 0 ? signed : days.at(9, 12, 30 + i);
        var who = buyer.seller == null ? "Platform" : "Finance, " + buyer.seller.title;
        rows.add(
            id, i + 1, versions[i].from(), versions[i].mode(), versions[i].written(), sent, who);
        trail.note(
            sent,
            buyer.seller,
            buyer.seller,
            buyer.seller == null ? Role.OWNER : Role.FINANCE,
            "contract.send",
            "contract " + id,
            buyer.title + ", " + number + ", version " + (i + 1));
      }
    }
  }
}
