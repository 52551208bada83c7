package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import livery.api.Report;
import livery.billing.Money;
import livery.campaign.CampaignsPage;
import livery.client.Tenants;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Texts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.tenant.AuditLog;
import livery.tenant.CurrentScope;

/** The lists of the portal as tables of a file: the rows and columns that the page shows, all. */
@RequestScoped
class Lists {

  static final int ROWS_MAX = 50_000;

  private static final int CHUNK = 1_000;
  private static final int TEXT_LENGTH = 100;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final CampaignsPage campaigns;
  private final Numbers numbers;
  private final Tenants tenants;
  private final AuditLog audit;
  private final Wallets wallets;
  private final CurrentScope current;
  private final Texts texts;

  @Inject
  Lists(
      CampaignsPage campaigns,
      Numbers numbers,
      Tenants tenants,
      AuditLog audit,
      Wallets wallets,
      CurrentScope current,
      Texts texts) {
    this.campaigns = campaigns;
    this.numbers = numbers;
    this.tenants = tenants;
    this.audit = audit;
    this.wallets = wallets;
    this.current = current;
    this.texts = texts;
  }

  protected Lists() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * One list.
   *
   * @param given what the page's address says of a name, empty for nothing
   * @throws Fault when there is no list of this name, or it is not for this person
   */
  Report.Table table(String name, UnaryOperator<String> given) {
    return switch (name) {
      case "campaigns" -> campaigns(given.apply("status"));
      case "numbers" -> numbers();
      case "clients" -> clients();
      case "balances" -> balances(given.apply("text"), "true".equals(given.apply("owing")));
      case "audit" -> audit(given.apply("text"));
      default -> throw Fault.notFound("list", Check.shown(name));
    };
  }

  private Report.Table campaigns(String status) {
    current.get();
    campaigns.setStatus(status);
    return table(
        List.of(
            "campaign.name",
            "number.kind",
            "campaign.status",
            "campaign.client",
            "campaign.number",
            "campaign.listens",
            "campaign.today",
            "campaign.received",
            "campaign.sent",
            "campaign.until"),
        campaigns.getLines().stream()
            .map(
                line ->
                    List.of(
                        line.row().name(),
                        line.type(),
                        texts.get("campaign.status." + line.status()),
                        line.row().tenant(),
                        line.number(),
                        line.words(),
                        "" + line.count().today(),
                        "" + line.count().received(),
                        "" + line.count().sent(),
                        time(line.row().endsAt()))));
  }

  private Report.Table numbers() {
    var all = new ArrayList<NumberRow>();
    var after = NumberRow.Place.FIRST;
    var more = true;
    while (more && all.size() <= ROWS_MAX) {
      var some = numbers.list(current.get(), after, Numbers.LIST_MAX);
      all.addAll(some);
      more = some.size() == Numbers.LIST_MAX;
      after = some.isEmpty() ? after : NumberRow.Place.of(some.get(some.size() - 1));
    }
    return table(
        List.of(
            "number.number",
            "number.country",
            "number.kind",
            "number.tier",
            "number.tariff",
            "number.tenant",
            "number.keywords",
            "number.since"),
        all.stream()
            .map(
                row ->
                    List.of(
                        row.digits(),
                        row.country(),
                        texts.get("number.kind." + row.kind()),
                        texts.get("number.tier." + row.tier()),
                        tariff(row),
                        row.tenant(),
                        "" + row.keywords(),
                        time(row.rentedAt()))));
  }

  private String tariff(NumberRow row) {
    return texts.get("number.tariff." + row.tariff());
  }

  private Report.Table clients() {
    var scope = current.get();
    return table(
        List.of("tenant.name", "tenant.kind", "tenant.below", "tenant.currency", "tenant.state"),
        tenants.children(scope).stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        texts.get("tenant.kind." + row.kind()),
                        "" + (tenants.subtree(scope.at(row.id())).size() - 1),
                        row.currency(),
                        texts.get(
                            row.active() ? "tenant.state.active" : "tenant.state.suspended"))));
  }

  private Report.Table balances(String text, boolean owing) {
    var purses = new ArrayList<Purse>();
    var after = 0L;
    var more = true;
    while (more && purses.size() <= ROWS_MAX) {
      var some = wallets.ofBuyers(current.get(), text, owing, after, Wallets.PAGE_MAX);
      purses.addAll(some);
      more = some.size() == Wallets.PAGE_MAX;
      after = some.isEmpty() ? after : some.get(some.size() - 1).wallet().id();
    }
    return table(
        List.of(
            "money.client",
            "money.state",
            "tenant.currency",
            "money.available",
            "money.balance",
            "money.held",
            "money.credit-line"),
        purses.stream()
            .map(
                row ->
                    List.of(
                        row.buyer(),
                        texts.get("money.state." + row.state()),
                        row.currency(),
                        plain(row.wallet().available()),
                        plain(row.wallet().balance()),
                        plain(row.wallet().held()),
                        plain(row.wallet().creditLimit()))));
  }

  private static String plain(Money money) {
    return Amounts.plain(money).toPlainString();
  }

  private Report.Table audit(String text) {
    if (!current.isManages()) {
      throw Fault.notFound("list", "audit");
    }
    var wanted = text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text;
    var entries = new ArrayList<AuditLog.Entry>();
    var before = Long.MAX_VALUE;
    var more = true;
    while (more && entries.size() < ROWS_MAX) {
      var some = audit.read(current.get(), Check.shown(wanted).strip(), before, CHUNK);
      entries.addAll(some);
      more = some.size() == CHUNK;
      before = some.isEmpty() ? before : some.get(some.size() - 1).id();
    }
    return table(
        List.of(
            "tenant.audit-at",
            "tenant.audit-actor",
            "tenant.audit-tenant",
            "tenant.audit-action",
            "tenant.audit-detail"),
        entries.stream()
            .map(
                row ->
                    List.of(
                        time(row.at()),
                        row.actor(),
                        row.tenant(),
                        texts.get("audit." + row.action()),
                        row.detail())));
  }

  private Report.Table table(List<String> keys, Stream<List<String>> rows) {
    var kept = new ArrayList<>(rows.limit(ROWS_MAX + 1L).toList());
    if (kept.size() > ROWS_MAX) {
      kept.set(ROWS_MAX, List.of(texts.of("report.list-limit", ROWS_MAX)));
    }
    return new Report.Table("", keys.stream().map(texts::get).toList(), kept);
  }

  private String time(Instant at) {
    return at == null ? "" : TIME.format(at.atZone(zone()));
  }

  private ZoneId zone() {
    return current.getTenant().zone();
  }
}
