package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import livery.api.Report;
import livery.billing.period.Period;
import livery.billing.period.PeriodLine;
import livery.contract.Agreement;
import livery.contract.Contracts;
import livery.contract.Estimates;
import livery.frame.Texts;
import livery.month.Commissions;
import livery.month.Fees;
import livery.month.Months;
import livery.premium.OperatorStatements;
import livery.premium.Statement;
import livery.tenant.CurrentScope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** The lists of what was agreed, and of what months came to under it. */
@RequestScoped
class DealLists {

  @Inject private Contracts contracts;
  @Inject private Estimates estimates;
  @Inject private Commissions commissions;
  @Inject private Fees fees;
  @Inject private Months months;
  @Inject private OperatorStatements statements;
  @Inject private TenantTree tree;
  @Inject private CurrentScope current;
  @Inject private ListRows rows;
  @Inject private Texts texts;

  /** Those by which the tenant sells, below those by which it buys. */
  Report.Table contracts(String order) {
    var sold =
        ListRows.all(
            Agreement.ORDERS.from(order, ""),
            Contracts.PAGE_MAX,
            place -> contracts.sold(current.get(), place, Contracts.PAGE_MAX));
    return rows.table(
        List.of(
            "contract.side",
            "contract.buyer",
            "contract.number",
            "contract.field.mode",
            "contract.since",
            "contract.version",
            "contract.state"),
        Stream.concat(
            contracts.bought(current.get()).stream().map(row -> contract("contract.bought", row)),
            sold.stream().map(row -> contract("contract.sold", row))));
  }

  private List<String> contract(String side, Agreement row) {
    var today = estimates.today();
    return List.of(
        texts.get(side),
        row.buyer(),
        row.number(),
        texts.get("contract.mode." + row.terms(today).mode()),
        row.terms(today).from(),
        "" + row.versions().size(),
        texts.get("contract.status." + row.statusName(today)));
  }

  Report.Table agents() {
    return rows.table(
        List.of(
            "month.agent",
            "month.principal",
            "month.mode",
            "tenant.currency",
            "month.holds",
            "month.answers-for",
            "month.limit",
            "month.owed",
            "month.settlement"),
        commissions.list(current.get()).stream()
            .map(
                row ->
                    List.of(
                        row.agent(),
                        row.seller(),
                        texts.get("month.mode." + row.contract().mode()),
                        row.holds().currency(),
                        ListRows.plain(row.holds()),
                        ListRows.plain(row.answersFor()),
                        ListRows.plain(row.limit()),
                        ListRows.plain(row.owed()),
                        texts.get("month.settlement." + row.contract().settlement()))));
  }

  Report.Table commissions() {
    var all =
        ListRows.all(
            "",
            Commissions.PART_MAX,
            after -> commissions.lines(current.get(), after, Commissions.PART_MAX),
            Commissions.Line::place);
    return rows.table(
        List.of(
            "month.agent",
            "month.upto",
            "tenant.currency",
            "month.sold",
            "month.received",
            "month.collected",
            "month.due",
            "month.posted-now",
            "month.sold-in",
            "month.sold-out",
            "month.received-in",
            "month.received-out"),
        all.stream()
            .map(
                row ->
                    List.of(
                        name(row.agentId()),
                        ListRows.day(row.uptoDay()),
                        row.sold().currency(),
                        ListRows.plain(row.sold()),
                        ListRows.plain(row.received()),
                        ListRows.plain(row.collected()),
                        ListRows.plain(row.due()),
                        ListRows.plain(row.delta()),
                        ListRows.plain(row.before().sold()),
                        ListRows.plain(row.after().sold()),
                        ListRows.plain(row.before().received()),
                        ListRows.plain(row.after().received()))));
  }

  /** What agents charged their clients on top: by the tenant, and to it. */
  Report.Table agentFees() {
    var all =
        ListRows.all(
            "",
            Fees.PART_MAX,
            after -> fees.charged(current.get(), after, Fees.PART_MAX),
            Fees.Charged::place);
    return rows.table(
        List.of(
            "month.month",
            "month.agent",
            "month.fee-client",
            "tenant.currency",
            "month.fee",
            "month.fee-percent",
            "month.fee-fixed"),
        all.stream()
            .map(
                row -> {
                  var how = row.how() == null ? null : row.how().fee();
                  return List.of(
                      "" + row.period(),
                      row.agent(),
                      row.client(),
                      row.fee().currency(),
                      ListRows.plain(row.fee()),
                      how == null ? "" : how.percent().stripTrailingZeros().toPlainString(),
                      how == null ? "" : ListRows.plain(how.fixed()));
                }));
  }

  Report.Table months() {
    return rows.table(
        List.of("month.month", "month.state", "month.when", "month.lines", "month.hash"),
        months.list(current.get()).stream()
            .map(
                row -> {
                  var closed = row.state() == Period.State.CLOSED;
                  return List.of(
                      row.name(),
                      texts.get("month.state." + row.state()),
                      rows.time(closed ? row.books().closedAt() : row.closableFrom()),
                      row.books() == null ? "" : "" + row.books().lines(),
                      closed ? row.books().hash() : "");
                }));
  }

  /** What one month was settled with: by the tenant's seller, then buyer by buyer. */
  Report.Table settlements(String month) {
    return rows.table(
        List.of(
            "month.seller",
            "month.buyer",
            "month.group",
            "month.quantity",
            "tenant.currency",
            "month.posted",
            "month.delta",
            "month.earned"),
        Stream.concat(
                months.received(current.get(), Months.month(month)).stream()
                    .map(Months.Received::line),
                lines(month).stream())
            .map(
                row ->
                    List.of(
                        name(row.sellerId()),
                        name(row.buyerId()),
                        row.group(),
                        "" + row.quantity(),
                        row.posted().currency(),
                        ListRows.plain(row.posted()),
                        ListRows.plain(row.delta()),
                        ListRows.plain(row.earned()))));
  }

  /** A buyer has a few lines; one that a part cuts through is read again with the next part. */
  private List<PeriodLine> lines(String month) {
    var wanted = Months.month(month);
    var all = new ArrayList<PeriodLine>();
    var after = 0L;
    while (all.size() <= ListRows.ROWS_MAX) {
      var part = months.lines(current.get(), wanted, after);
      if (part.size() < PeriodLine.PAGE_MAX) {
        all.addAll(part);
        break;
      }
      var last = part.get(part.size() - 1).buyerId();
      part.stream().filter(line -> line.buyerId() < last).forEach(all::add);
      after = last - 1;
    }
    return all;
  }

  private String name(long tenant) {
    return tree.find(tenant).map(Tenant::name).orElse("");
  }

  Report.Table premiumStatements() {
    var all =
        ListRows.all(
            Long.MAX_VALUE,
            OperatorStatements.PART_MAX,
            before -> statements.list(current.get(), before, OperatorStatements.PART_MAX),
            Statement::id);
    return rows.table(
        List.of(
            "premium.operator",
            "premium.month",
            "number.country",
            "tenant.currency",
            "premium.gross",
            "premium.state"),
        all.stream()
            .map(
                row ->
                    List.of(
                        row.network(),
                        "" + row.period(),
                        row.country(),
                        row.sums().gross().currency(),
                        ListRows.plain(row.sums().gross()),
                        texts.get("premium.statement-state." + row.state()))));
  }
}
