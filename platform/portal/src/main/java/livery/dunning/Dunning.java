package livery.dunning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.tax.Taxed;
import livery.document.Acts;
import livery.document.By;
import livery.document.Draft;
import livery.document.Issuer;
import livery.document.Letterheads;
import livery.issue.Desk;
import livery.paper.Head;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.Total;
import livery.party.Parties;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Reminds debtors: one letter for all that is late, at the highest level that something of it has
 * newly reached. What is paid is reminded of no more. Thread-safe.
 */
@ApplicationScoped
public class Dunning {

  private static final int DAYS_TO_PAY = 7;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Receivables receivables;
  private final Parties parties;
  private final Letterheads letterheads;
  private final Issuer issuer;
  private final Acts acts;
  private final Audit audit;

  private record Debt(
      long id,
      long debtor,
      String currency,
      String number,
      LocalDate issuedOn,
      LocalDate dueOn,
      long gross,
      long open,
      int level) {

    long daysLate(LocalDate today) {
      return ChronoUnit.DAYS.between(dueOn, today);
    }
  }

  private record Group(long debtor, String currency) {}

  @Inject
  public Dunning(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Receivables receivables,
      Parties parties,
      Letterheads letterheads,
      Issuer issuer,
      Acts acts,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.receivables = receivables;
    this.parties = parties;
    this.letterheads = letterheads;
    this.issuer = issuer;
    this.acts = acts;
    this.audit = audit;
  }

  protected Dunning() {
    this(null, null, null, null, null, null, null, null, null);
  }

  /** When the tenant reminds. */
  public DunningRule rule(Scope scope) {
    return rule(scope.tenantId());
  }

  private DunningRule rule(long tenant) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              var levels =
                  handle
                      .createQuery(
                          "SELECT days, tone FROM dunning_level WHERE issuer_id = :id"
                              + " ORDER BY level")
                      .bind("id", tenant)
                      .map(
                          (row, context) ->
                              new DunningRule.Level(
                                  row.getInt(1), Sheet.Tone.valueOf(row.getString(2))))
                      .list();
              return handle
                  .createQuery("SELECT active, least FROM dunning_rule WHERE issuer_id = :id")
                  .bind("id", tenant)
                  .map(
                      (row, context) ->
                          new DunningRule(
                              row.getBoolean(1),
                              BigDecimal.valueOf(row.getLong(2), Money.SCALE).stripTrailingZeros(),
                              levels))
                  .findOne()
                  .orElse(DunningRule.USUAL);
            });
  }

  /** Changes when the tenant reminds. */
  public void save(Scope scope, DunningRule rule) {
    Rights.mayFinance(scope);
    sql.inTransaction(
        () -> {
          sql.update(
              scope, "DELETE FROM dunning_level WHERE issuer_id = :tenant", update -> update);
          for (var i = 0; i < rule.levels().size(); i++) {
            var level = i + 1;
            var one = rule.levels().get(i);
            sql.update(
                scope,
                "INSERT INTO dunning_level (issuer_id, level, days, tone)"
                    + " VALUES (:tenant, :level, :days, :tone)",
                update ->
                    update
                        .bind("level", level)
                        .bind("days", one.days())
                        .bind("tone", one.tone().name()));
          }
          sql.update(
              scope,
              "REPLACE INTO dunning_rule (issuer_id, active, least)"
                  + " VALUES (:tenant, :active, :least)",
              update ->
                  update
                      .bind("active", rule.active())
                      .bind("least", rule.least().movePointRight(Money.SCALE).longValueExact()));
          audit.write(scope, "dunning.rule", "tenant " + scope.tenantId(), words(rule));
          return null;
        });
  }

  private static String words(DunningRule rule) {
    return (rule.active() ? "on" : "off")
        + ", "
        + rule.levels().stream()
            .map(level -> level.days() + " d " + level.tone())
            .collect(Collectors.joining(", "));
  }

  /**
   * Writes the reminders that are due today, whether or not the calendar does.
   *
   * @return how many letters were written
   */
  public int remind(Scope scope) {
    Rights.mayFinance(scope);
    var written = remind(scope.tenantId(), By.of(scope));
    audit.write(
        scope, "dunning.remind", "tenant " + scope.tenantId(), "letters written: " + written);
    return written;
  }

  /** For everybody who wants it. */
  int remindAll() {
    var written = 0;
    var active =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT issuer_id FROM dunning_rule WHERE active ORDER BY issuer_id")
                        .mapTo(Long.class)
                        .list());
    for (var one : active) {
      written += remind(one, By.CALENDAR);
    }
    return written;
  }

  private int remind(long tenant, By by) {
    receivables.refresh(tenant);
    var rule = rule(tenant);
    var today = receivables.today();
    var written = 0;
    for (var group : late(tenant, today).entrySet()) {
      var debts = group.getValue();
      var sum = debts.stream().mapToLong(Debt::open).sum();
      var least = rule.least().movePointRight(Money.SCALE).longValueExact();
      var grown =
          debts.stream().filter(debt -> rule.reached(debt.daysLate(today)) > debt.level()).toList();
      if (!grown.isEmpty() && sum >= least) {
        issuer.again(connection -> write(connection, tenant, rule, debts, grown, today, by));
        written++;
      }
    }
    return written;
  }

  private Map<Group, List<Debt>> late(long tenant, LocalDate today) {
    var groups = new LinkedHashMap<Group, List<Debt>>();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT d.id, d.recipient_id, d.currency, d.number, d.issued_on, d.due_on,"
                            + " d.gross, s.open, COALESCE(p.level, 0) AS level FROM document d"
                            + " JOIN document_state s ON s.document_id = d.id LEFT JOIN"
                            + " dunning_step p ON p.document_id = d.id WHERE d.issuer_id = :id AND"
                            + " d.kind = 'INVOICE' AND s.open > 0 AND d.due_on < :today"
                            + " ORDER BY d.recipient_id, d.due_on, d.id")
                    .bind("id", tenant)
                    .bind("today", today)
                    .map(
                        (row, context) ->
                            new Debt(
                                row.getLong("id"),
                                row.getLong("recipient_id"),
                                row.getString("currency"),
                                row.getString("number"),
                                row.getObject("issued_on", LocalDate.class),
                                row.getObject("due_on", LocalDate.class),
                                row.getLong("gross"),
                                row.getLong("open"),
                                row.getInt("level")))
                    .forEach(
                        debt ->
                            groups
                                .computeIfAbsent(
                                    new Group(debt.debtor(), debt.currency()),
                                    key -> new ArrayList<>())
                                .add(debt)));
    return groups;
  }

  private Void write(
      Connection connection,
      long tenant,
      DunningRule rule,
      List<Debt> debts,
      List<Debt> grown,
      LocalDate today,
      By by)
      throws SQLException {
    var level = grown.stream().mapToInt(debt -> rule.reached(debt.daysLate(today))).max().orElse(1);
    var draft = draft(tenant, rule.levels().get(level - 1).tone(), level, debts, grown, today);
    var letter = issuer.issue(List.of(draft), by).get(draft.issueKey());
    try (var statement =
        connection.prepareStatement(
            "REPLACE INTO dunning_step (document_id, level, letter_id) VALUES (?, ?, ?)")) {
      for (var debt : grown) {
        statement.setLong(1, debt.id());
        statement.setInt(2, rule.reached(debt.daysLate(today)));
        statement.setLong(3, letter.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    acts.sendAll(List.of(letter.id()), by);
    return null;
  }

  private Draft draft(
      long tenant,
      Sheet.Tone tone,
      int level,
      List<Debt> debts,
      List<Debt> grown,
      LocalDate today) {
    var first = debts.get(0);
    var open = new Money(debts.stream().mapToLong(Debt::open).sum(), first.currency());
    var none = Money.zero(first.currency());
    var language = tree.find(tenant).orElseThrow().language();
    return new Draft(
        Kind.DUNNING,
        tenant,
        first.debtor(),
        tenant,
        first.debtor(),
        "DUNNING/%d-%d/%s/%d-%d"
            .formatted(tenant, first.debtor(), first.currency(), grown.get(0).id(), level),
        1,
        0,
        first.id(),
        0,
        null,
        null,
        today,
        today.plusDays(DAYS_TO_PAY),
        0,
        language,
        Taxed.of(open, none),
        none,
        none,
        null,
        List.of(),
        "",
        number -> sheet(tenant, tone, debts, open, language, today, number));
  }

  private Sheet sheet(
      long tenant,
      Sheet.Tone tone,
      List<Debt> debts,
      Money open,
      String language,
      LocalDate today,
      String number) {
    var debtor = debts.get(0).debtor();
    var both = parties.of(List.of(tenant, debtor));
    var rows = new ArrayList<Table.Row>();
    for (var debt : debts) {
      rows.add(
          Table.Row.of(
              debt.number(),
              debt.issuedOn(),
              debt.dueOn(),
              debt.daysLate(today),
              new Money(debt.gross(), debt.currency()),
              new Money(debt.open(), debt.currency())));
    }
    var heads = List.of(Head.DOCUMENT, Head.DATE, Head.DUE, Head.DAYS, Head.GROSS, Head.OPEN);
    return Sheet.of(
            letterheads.of(tenant),
            Sheet.Heading.of(Kind.DUNNING, language, number, today, open.currency())
                .withDue(today.plusDays(DAYS_TO_PAY))
                .withTone(tone),
            Desk.party(both.get(tenant)),
            Desk.party(both.get(debtor)))
        .withTables(List.of(Table.of("", heads, rows)))
        .withTotals(List.of(new Total(Total.What.OVERDUE, open)));
  }
}
