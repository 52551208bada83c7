package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
import livery.money.Wallets;
import livery.number.NumberRow;
import livery.number.NumberSearch;
import livery.number.Numbers;
import livery.payment.Flagged;
import livery.payment.Payment;
import livery.payment.Payments;
import livery.payment.VoucherBatch;
import livery.payment.Vouchers;
import livery.people.People;
import livery.stock.Stock;
import livery.tenant.AuditLog;
import livery.tenant.CurrentScope;

/** The lists of the portal as tables of a file: the rows and columns that the page shows, all. */
@RequestScoped
class Lists {

  static final int ROWS_MAX = 50_000;

  private static final int CHUNK = 1_000;
  private static final int TEXT_LENGTH = 100;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Inject private CampaignsPage campaigns;
  @Inject private Numbers numbers;
  @Inject private Stock stock;
  @Inject private Tenants tenants;
  @Inject private People people;
  @Inject private AuditLog audit;
  @Inject private Wallets wallets;
  @Inject private Payments payments;
  @Inject private Flagged flagged;
  @Inject private Vouchers vouchers;
  @Inject private CurrentScope current;
  @Inject private Texts texts;
  @Inject private Clock clock;

  /**
   * One list, for a person.
   *
   * @param given what the page's address says of a name, empty for nothing
   * @throws Fault when there is no list of this name, or it is not for this person
   */
  Report.Table ofPerson(String name, UnaryOperator<String> given) {
    if (name.equals("audit") && !current.isManages()) {
      throw Fault.notFound("list", name);
    }
    return table(name, given);
  }

  /** One list, for somebody who may see it. */
  Report.Table table(String name, UnaryOperator<String> given) {
    return switch (name) {
      case "campaigns" -> campaigns(given.apply("status"));
      case "numbers" -> numbers();
      case "stock" -> stock(given.apply("pattern"));
      case "clients" -> clients();
      case "people" -> people();
      case "balances" -> balances(given.apply("text"), "true".equals(given.apply("owing")));
      case "payments" -> payments("true".equals(given.apply("open")));
      case "vouchers" -> vouchers();
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
    var rows =
        all(
            NumberRow.Place.FIRST,
            Numbers.LIST_MAX,
            after -> numbers.list(current.get(), after, Numbers.LIST_MAX),
            NumberRow.Place::of);
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
        rows.stream()
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

  private Report.Table stock(String pattern) {
    var search = new NumberSearch("", "", "", pattern);
    var rows =
        all(
            NumberRow.Place.FIRST,
            Numbers.LIST_MAX,
            after -> stock.list(current.get(), search, after, Numbers.LIST_MAX),
            NumberRow.Place::of);
    return table(
        List.of(
            "number.number",
            "number.country",
            "number.kind",
            "number.tier",
            "number.tariff",
            "number.state",
            "number.tenant",
            "number.since"),
        rows.stream()
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

  private Report.Table people() {
    return table(
        List.of(
            "tenant.name", "tenant.email", "tenant.role", "tenant.last-sign-in", "tenant.state"),
        people.list(current.get()).stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        row.email(),
                        texts.get("tenant.role." + row.role()),
                        time(row.lastSignInAt()),
                        texts.get(
                            row.active() ? "tenant.state.active" : "tenant.state.suspended"))));
  }

  private Report.Table balances(String text, boolean owing) {
    var purses =
        all(
            0L,
            Wallets.PAGE_MAX,
            after -> wallets.ofBuyers(current.get(), text, owing, after, Wallets.PAGE_MAX),
            purse -> purse.wallet().id());
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

  private Report.Table payments(boolean open) {
    var rows =
        all(
            Long.MAX_VALUE,
            Payments.PAGE_MAX,
            before ->
                open
                    ? flagged.list(current.get(), before, Payments.PAGE_MAX)
                    : payments.list(current.get(), true, before, Payments.PAGE_MAX),
            Payment::id);
    return table(
        List.of(
            "payment.client",
            "payment.at",
            "payment.state",
            "payment.problem",
            "payment.check",
            "tenant.currency",
            "payment.sum",
            "payment.back"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.buyer(),
                        time(row.createdAt()),
                        texts.get("payment.state." + row.state()),
                        row.problem().isEmpty()
                            ? ""
                            : texts.get("payment.problem." + row.problem()),
                        row.checkedAt() == null
                            ? ""
                            : texts.of(
                                "payment.checked-by", row.checkedBy(), time(row.checkedAt())),
                        row.amount().currency(),
                        plain(row.amount()),
                        plain(row.wentBack()))));
  }

  private Report.Table vouchers() {
    var now = clock.instant();
    var rows =
        all(
            Long.MAX_VALUE,
            Vouchers.PAGE_MAX,
            before -> vouchers.list(current.get(), before, Vouchers.PAGE_MAX),
            VoucherBatch::id);
    return table(
        List.of(
            "payment.voucher-name",
            "payment.state",
            "tenant.currency",
            "payment.sum",
            "payment.voucher-used",
            "payment.voucher-count",
            "payment.voucher-until"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        texts.get(
                            row.isGood(now) ? "payment.voucher-good" : "payment.voucher-over"),
                        row.amount().currency(),
                        plain(row.amount()),
                        "" + row.redeemed(),
                        "" + row.codes(),
                        time(row.expiresAt()))));
  }

  private static String plain(Money money) {
    return Amounts.plain(money).toPlainString();
  }

  private Report.Table audit(String text) {
    var wanted = text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text;
    var entries =
        all(
            Long.MAX_VALUE,
            CHUNK,
            before -> audit.read(current.get(), Check.shown(wanted).strip(), before, CHUNK),
            AuditLog.Entry::id);
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

  /**
   * All parts of a list together, up to one row too many.
   *
   * @param part the rows behind a place, so many as a chunk has
   * @param place where a row is
   */
  private static <T, K> List<T> all(
      K start, int chunk, Function<K, List<T>> part, Function<T, K> place) {
    var rows = new ArrayList<T>();
    var behind = start;
    List<T> some;
    do {
      some = part.apply(behind);
      rows.addAll(some);
      behind = some.isEmpty() ? behind : place.apply(some.get(some.size() - 1));
    } while (some.size() == chunk && rows.size() <= ROWS_MAX);
    return rows;
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
