package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import livery.api.Report;
import livery.campaign.CampaignRow.State;
import livery.fault.Check;
import livery.fault.Fault;
import livery.number.KeywordTable;
import livery.number.Keywords;
import livery.number.NewKeyword;
import livery.plugin.PluginFailure;
import livery.plugin.PluginHost;
import livery.store.Ids;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The campaigns of a tenant: plan, start, pause, end, look. Thread-safe. */
@ApplicationScoped
public class Campaigns {

  /** Most rows of one page of a list. */
  public static final int LIST_MAX = 500;

  private final TenantSql sql;
  private final CampaignRules rules;
  private final Keywords keywords;
  private final KeywordTable table;
  private final RunningCampaigns running;
  private final TypeRent rent;
  private final PluginHost plugins;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Campaigns(
      TenantSql sql,
      CampaignRules rules,
      Keywords keywords,
      KeywordTable table,
      RunningCampaigns running,
      TypeRent rent,
      PluginHost plugins,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.sql = sql;
    this.rules = rules;
    this.keywords = keywords;
    this.table = table;
    this.running = running;
    this.rent = rent;
    this.plugins = plugins;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Campaigns() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * The campaigns of the tenant and of those below it, newest first.
   *
   * @param before the id that the page before ended with, {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #LIST_MAX}
   */
  public List<CampaignRow> list(Scope scope, long before, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    return rows(scope, "c.id < :key ORDER BY c.id DESC LIMIT " + limit, before);
  }

  /**
   * Those of {@link #list(Scope, long, int)} that stand so at this moment.
   *
   * @param status as {@link CampaignRow#status} says it
   */
  List<CampaignRow> list(Scope scope, String status, long before, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    return rows(
        scope,
        "c.id < :key AND " + CampaignRow.STATUS + " = :status ORDER BY c.id DESC LIMIT " + limit,
        before,
        query -> query.bind("status", status).bind("now", Utc.of(clock.instant())));
  }

  /** How many campaigns of the tenant and of those below it stand so, by status. */
  Map<String, Long> count(Scope scope) {
    return sql.query(
        scope,
        "SELECT "
            + CampaignRow.STATUS
            + " AS status, COUNT(*) AS campaigns FROM campaign c"
            + " WHERE c.tenant_id IN (<subtree>) GROUP BY status",
        query ->
            query
                .bind("now", Utc.of(clock.instant()))
                .reduceRows(
                    new HashMap<>(),
                    (counts, row) -> {
                      counts.put(
                          row.getColumn("status", String.class),
                          row.getColumn("campaigns", Long.class));
                      return counts;
                    }));
  }

  /**
   * One campaign.
   *
   * @throws Fault when neither the tenant nor one below it has it
   */
  public CampaignRow find(Scope scope, long campaignId) {
    return rows(scope, "c.id = :key", campaignId).stream()
        .findFirst()
        .orElseThrow(() -> Fault.notFound("campaign", campaignId));
  }

  /**
   * Stores a draft with its keywords, which are the tenant's from now on.
   *
   * @throws Fault naming the field, the value and the rule; nothing is stored then
   */
  public CampaignRow create(Scope scope, CampaignDraft draft) {
    Rights.mayManage(scope);
    var checked = rules.checked(scope, draft);
    var id = ids.next();
    try {
      sql.inTransaction(
          () -> {
            sql.update(
                scope,
                "INSERT INTO campaign (id, tenant_id, name, type, number_id, settings, time_zone,"
                    + " state, starts_at, ends_at, created_at) VALUES (:id, :tenant, :name, :type,"
                    + " :number, :settings, :zone, 'DRAFT', :starts, :ends, :now)",
                update ->
                    bind(update, checked)
                        .bind("id", id)
                        .bind("type", checked.type())
                        .bind("now", Utc.of(clock.instant())));
            listen(scope, id, checked);
            audit.write(scope, "campaign.create", "campaign " + id, checked.name());
            return null;
          });
    } finally {
      changed(id, checked.numberId());
    }
    return find(scope, id);
  }

  /**
   * The draft as {@link #create}, or {@link #change} of one that is there, would store it.
   *
   * @param campaignId 0 for a new one
   * @throws Fault as they do
   */
  public CampaignDraft check(Scope scope, long campaignId, CampaignDraft draft) {
    Rights.mayManage(scope);
    return campaignId == 0
        ? rules.checked(scope, draft)
        : checked(scope, find(scope, campaignId), draft);
  }

  private CampaignDraft checked(Scope scope, CampaignRow row, CampaignDraft draft) {
    requireNot(row, State.ENDED);
    var changed = row.state() == State.DRAFT ? draft.of(row.type()) : draft.keeping(row);
    return rules.checked(scope.at(row.tenantId()), changed);
  }

  /**
   * Changes a campaign. While it is a draft everything but its type may change, its keywords are
   * replaced; later only name, settings and end.
   *
   * @throws Fault when it has ended, or as {@link #create}
   */
  public CampaignRow change(Scope scope, long campaignId, CampaignDraft draft) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    var own = scope.at(row.tenantId());
    var checked = checked(scope, row, draft);
    try {
      sql.inTransaction(
          () -> {
            if (row.state() == State.DRAFT) {
              keywords.removeOf(own, campaignId);
              listen(own, campaignId, checked);
            }
            sql.update(
                own,
                "UPDATE campaign SET name = :name, number_id = :number, settings = :settings,"
                    + " time_zone = :zone, starts_at = :starts, ends_at = :ends"
                    + " WHERE id = :id AND tenant_id = :tenant",
                update -> bind(update, checked).bind("id", campaignId));
            audit.write(own, "campaign.change", "campaign " + campaignId, checked.name());
            return null;
          });
    } finally {
      changed(campaignId, row.numberId(), checked.numberId());
    }
    return find(scope, campaignId);
  }

  /**
   * Starts a draft, or goes on after a pause. The first campaign of its type begins to pay for it,
   * one that is planned for later on the day it starts.
   *
   * @throws Fault naming what is still missing, money for the type's rent included
   */
  public CampaignRow start(Scope scope, long campaignId) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    var own = scope.at(row.tenantId());
    if (row.state() == State.ENDED) {
      throw Fault.conflict("state", "campaign.fault.ended", row.name());
    }
    rules.requireReady(own, row, keywords.ofCampaign(own, campaignId), clock.instant());
    var now = clock.instant();
    var startsAt =
        row.state() == State.DRAFT && row.startsAt().isBefore(now) ? now : row.startsAt();
    sql.inTransaction(
        () -> {
          if (row.state() == State.DRAFT) {
            rent.begin(own, row.type(), startsAt, now);
          }
          move(own, row, "campaign.start", State.RUNNING, startsAt);
          return null;
        });
    changed(campaignId, row.numberId());
    return find(scope, campaignId);
  }

  /** Makes a running campaign silent; its keywords stay its own. */
  public CampaignRow pause(Scope scope, long campaignId) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    if (row.state() != State.RUNNING) {
      throw Fault.conflict("state", "campaign.fault.not-running", row.name());
    }
    move(scope.at(row.tenantId()), row, "campaign.pause", State.PAUSED, row.startsAt());
    return find(scope, campaignId);
  }

  /** Ends a campaign for good and gives its keywords up. */
  public CampaignRow end(Scope scope, long campaignId) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    requireNot(row, State.ENDED);
    var own = scope.at(row.tenantId());
    sql.inTransaction(
        () -> {
          rent.settle(own, row.type(), clock.instant());
          move(own, row, "campaign.end", State.ENDED, row.startsAt());
          rent.release(own, row.type(), clock.instant());
          keywords.removeOf(own, campaignId);
          return null;
        });
    changed(campaignId, row.numberId());
    return find(scope, campaignId);
  }

  /** Throws a draft away. */
  public void discard(Scope scope, long campaignId) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    var own = scope.at(row.tenantId());
    if (row.state() != State.DRAFT) {
      throw Fault.conflict("state", "campaign.fault.not-draft", row.name());
    }
    sql.inTransaction(
        () -> {
          keywords.removeOf(own, campaignId);
          sql.update(
              own,
              "DELETE FROM campaign WHERE id = :id AND tenant_id = :tenant AND state = 'DRAFT'",
              update -> update.bind("id", campaignId));
          audit.write(own, "campaign.discard", "campaign " + campaignId, row.name());
          return null;
        });
    changed(campaignId, row.numberId());
  }

  /**
   * What the campaign's type says about it; empty while its plugin is not there.
   *
   * @throws Fault when the plugin fails or takes too long
   */
  public Report report(Scope scope, long campaignId, Locale language) {
    var row = find(scope, campaignId);
    var campaign = running.find(campaignId).orElseThrow().campaign();
    try {
      return plugins.report(row.type(), campaign, language);
    } catch (PluginFailure counted) {
      throw Fault.conflict("", "campaign.fault.report", row.name());
    }
  }

  /**
   * Adds a keyword to a campaign that has not ended.
   *
   * @throws Fault as {@link Keywords#add}
   */
  public void listen(Scope scope, long campaignId, NewKeyword wish) {
    Rights.mayManage(scope);
    var row = find(scope, campaignId);
    requireNot(row, State.ENDED);
    if (row.numberId() == 0) {
      throw Fault.conflict("number", "campaign.fault.no-number", row.name());
    }
    keywords.add(scope.at(row.tenantId()), wish.on(row.numberId(), campaignId));
  }

  private void listen(Scope scope, long campaignId, CampaignDraft draft) {
    if (draft.numberId() == 0 && !draft.keywords().isEmpty()) {
      throw Fault.invalid("number", "campaign.fault.no-number", draft.name());
    }
    CampaignRules.each(
        draft.keywords(), word -> keywords.add(scope, word.on(draft.numberId(), campaignId)));
  }

  private void move(Scope own, CampaignRow row, String action, State to, Instant startsAt) {
    sql.inTransaction(
        () -> {
          sql.update(
              own,
              "UPDATE campaign SET state = :state, starts_at = :starts"
                  + " WHERE id = :id AND tenant_id = :tenant AND state <> 'ENDED'",
              update ->
                  update
                      .bind("state", to.name())
                      .bind("starts", Utc.of(startsAt))
                      .bind("id", row.id()));
          audit.write(own, action, "campaign " + row.id(), row.name());
          return null;
        });
    changed(row.id(), row.numberId());
  }

  private void changed(long campaignId, long... numberIds) {
    running.refresh(campaignId);
    for (var numberId : numberIds) {
      if (numberId != 0) {
        table.refresh(numberId);
      }
    }
  }

  private static void requireNot(CampaignRow row, State state) {
    if (row.state() == state) {
      throw Fault.conflict("state", "campaign.fault.ended", row.name());
    }
  }

  private Update bind(Update update, CampaignDraft draft) {
    var starts = draft.startsAt() == null ? clock.instant() : draft.startsAt();
    return update
        .bind("name", draft.name())
        .bind("number", draft.numberId() == 0 ? null : draft.numberId())
        .bind("settings", SettingsJson.write(draft.settings()))
        .bind("zone", draft.zone())
        .bind("starts", Utc.of(starts.truncatedTo(ChronoUnit.MILLIS)))
        .bind("ends", draft.endsAt() == null ? null : Utc.of(draft.endsAt()));
  }

  private List<CampaignRow> rows(Scope scope, String where, long key) {
    return rows(scope, where, key, query -> query);
  }

  private List<CampaignRow> rows(Scope scope, String where, long key, UnaryOperator<Query> bind) {
    Function<Query, List<CampaignRow>> read =
        query ->
            bind.apply(query.bind("key", key)).map((row, context) -> CampaignRow.read(row)).list();
    return sql.query(
        scope,
        "SELECT "
            + CampaignRow.COLUMNS
            + " FROM campaign c LEFT JOIN tenant t ON t.id = c.tenant_id"
            + " WHERE c.tenant_id IN (<subtree>) AND "
            + where,
        read);
  }
}
