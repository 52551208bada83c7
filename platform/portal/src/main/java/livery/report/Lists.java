package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import livery.api.Report;
import livery.campaign.CampaignsPage;
import livery.client.Tenants;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.number.NumberRow;
import livery.number.NumberSearch;
import livery.number.Numbers;
import livery.order.Orders;
import livery.order.Sought;
import livery.people.People;
import livery.stock.Stock;
import livery.tenant.AuditLog;
import livery.tenant.CurrentScope;

/** The lists of the portal as tables of a file: the rows and columns that the page shows, all. */
@RequestScoped
class Lists {

  private static final int CHUNK = 1_000;
  private static final int TEXT_LENGTH = 100;

  /** What only those who manage may take home. */
  private static final Set<String> MANAGERS = Set.of("audit", "keys");

  @Inject private CampaignsPage campaigns;
  @Inject private Numbers numbers;
  @Inject private Stock stock;
  @Inject private Tenants tenants;
  @Inject private People people;
  @Inject private AuditLog audit;
  @Inject private AuditWords auditWords;
  @Inject private HouseLists house;
  @Inject private MoneyLists money;
  @Inject private DealLists deals;
  @Inject private ListRows rows;
  @Inject private CurrentScope current;
  @Inject private Texts texts;

  /**
   * One list, for a person.
   *
   * @param given what the page's address says of a name, empty for nothing
   * @throws Fault when there is no list of this name, or it is not for this person
   */
  Report.Table ofPerson(String name, UnaryOperator<String> given) {
    if (MANAGERS.contains(name) && !current.isManages()) {
      throw Fault.notFound("list", name);
    }
    return table(name, given);
  }

  /** One list, for somebody who may see it. */
  Report.Table table(String name, UnaryOperator<String> given) {
    return switch (name) {
      case "campaigns" -> campaigns(given.apply("status"));
      case "numbers" -> numbers(Sought.of(given.apply(Sought.FIELD)));
      case "stock" -> stock(given.apply("pattern"));
      case "clients" -> clients(Sought.of(given.apply(Sought.FIELD)));
      case "people" -> people(Sought.of(given.apply(Sought.FIELD)));
      case "links" -> house.links();
      case "plugins" -> house.plugins();
      case "keys" -> house.keys(Sought.of(given.apply(Sought.FIELD)));
      case "products" -> house.products(Sought.of(given.apply(Sought.FIELD)));
      case "balances" ->
          money.balances(
              given.apply("text"), "true".equals(given.apply("owing")), given.apply(Orders.FIELD));
      case "payments" ->
          money.payments("true".equals(given.apply("open")), given.apply(Orders.FIELD));
      case "vouchers" -> money.vouchers(Sought.of(given.apply(Sought.FIELD)));
      case "bundles" -> money.bundles();
      case "offers" -> money.offers();
      case "bank-entries" -> money.bankEntries(given.apply("state"), given.apply(Orders.FIELD));
      case "bank-statements" -> money.bankStatements();
      case "contracts" -> deals.contracts(given.apply(Orders.FIELD));
      case "agents" -> deals.agents();
      case "agent-fees" -> deals.agentFees();
      case "commissions" -> deals.commissions();
      case "months" -> deals.months();
      case "settlements" -> deals.settlements(given.apply("month"));
      case "premium-statements" -> deals.premiumStatements();
      case "audit" -> audit(given.apply("text"), given.apply(Orders.FIELD));
      default -> throw Fault.notFound("list", Check.shown(name));
    };
  }

  private Report.Table campaigns(String status) {
    current.get();
    campaigns.setStatus(status);
    return rows.table(
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
        ListRows.all(Long.MAX_VALUE, CampaignsPage.PART, campaigns::part, line -> line.row().id())
            .stream()
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
                        rows.time(line.row().endsAt()))));
  }

  private Report.Table numbers(Sought sought) {
    var found =
        ListRows.all(
            NumberRow.Place.FIRST,
            Numbers.LIST_MAX,
            after -> numbers.list(current.get(), sought, after, Numbers.LIST_MAX),
            NumberRow.Place::of);
    return rows.table(
        List.of(
            "number.number",
            "number.country",
            "number.kind",
            "number.tier",
            "number.tariff",
            "number.tenant",
            "number.keywords",
            "number.since"),
        found.stream()
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
                        rows.time(row.rentedAt()))));
  }

  private Report.Table stock(String pattern) {
    var search = new NumberSearch("", "", "", pattern);
    var found =
        ListRows.all(
            NumberRow.Place.FIRST,
            Numbers.LIST_MAX,
            after -> stock.list(current.get(), search, after, Numbers.LIST_MAX),
            NumberRow.Place::of);
    return rows.table(
        List.of(
            "number.number",
            "number.country",
            "number.kind",
            "number.tier",
            "number.tariff",
            "number.state",
            "number.tenant",
            "number.since"),
        found.stream()
            .map(
                row ->
                    List.of(
                        row.digits(),
                        row.country(),
                        texts.get("number.kind." + row.kind()),
                        texts.get("number.tier." + row.tier()),
                        tariff(row),
                        texts.get("number.state." + row.state()),
                        row.tenant(),
                        rows.time(row.rentedAt()))));
  }

  private String tariff(NumberRow row) {
    return texts.get("number.tariff." + row.tariff());
  }

  private Report.Table clients(Sought sought) {
    var scope = current.get();
    return rows.table(
        List.of("tenant.name", "tenant.kind", "tenant.below", "tenant.currency", "tenant.state"),
        tenants.children(scope, sought).stream()
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

  private Report.Table people(Sought sought) {
    return rows.table(
        List.of(
            "tenant.name", "tenant.email", "tenant.role", "tenant.last-sign-in", "tenant.state"),
        people.list(current.get(), sought).stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        row.email(),
                        texts.get("tenant.role." + row.role()),
                        rows.time(row.lastSignInAt()),
                        texts.get(
                            row.active() ? "tenant.state.active" : "tenant.state.suspended"))));
  }

  private Report.Table audit(String text, String order) {
    var wanted = text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text;
    var entries =
        ListRows.all(
            AuditLog.ORDERS.from(order, ""),
            CHUNK,
            place -> audit.read(current.get(), Check.shown(wanted).strip(), place, CHUNK));
    return rows.table(
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
                        rows.time(row.at()),
                        row.actor(),
                        row.tenant(),
                        texts.get("audit." + row.action()),
                        auditWords.of(row))));
  }
}
