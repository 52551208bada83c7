package livery.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.billing.Money;
import livery.billing.price.NoPrice;
import livery.billing.price.Subscriber;
import livery.fault.Check;
import livery.fault.Fault;
import livery.message.Countries;
import livery.message.Networks;
import livery.message.Outbox;
import livery.message.Outgoing;
import livery.message.Sender;
import livery.message.Traffic;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import livery.text.Segments;

/**
 * Texts that a tenant sends by itself, one or a few hundred at once. Thread-safe.
 *
 * <p>All of them are checked before any is written; then each is sent or refused by itself (no
 * money, no price, blocked). Which operator takes a text: see {@link Routes}.
 */
@ApplicationScoped
public class Sending {

  /** Most texts of one request. */
  public static final int TEXTS_MAX = 500;

  private static final String RULE = "sent by hand";
  private static final String LABEL = "-";

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Prices prices;
  private final Networks networks;
  private final Outbox outbox;
  private final Sender sender;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final Routes routes;
  private final Origins origins;

  @Inject
  public Sending(
      Store store,
      TenantSql sql,
      TenantTree tree,
      Prices prices,
      Networks networks,
      Outbox outbox,
      Sender sender,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.prices = prices;
    this.networks = networks;
    this.outbox = outbox;
    this.sender = sender;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
    this.routes = new Routes(networks, sql);
    this.origins = new Origins(sql);
  }

  protected Sending() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  /** What a text would take: its parts, and the price of all of them. */
  public record Quote(Segments segments, Money price) {

    public int parts() {
      return segments.count();
    }
  }

  /**
   * What became of one text.
   *
   * @param state QUEUED or REFUSED
   * @param reason why it was refused: "no-money", "no-price", "blocked"; {@code null} otherwise
   */
  public record Result(
      long id,
      String to,
      int parts,
      long priceMicros,
      String currency,
      String state,
      String reason) {}

  /**
   * What a text costs this tenant at this moment.
   *
   * @throws Fault when a value is wrong, or nobody has set a price
   */
  public Quote quote(Scope scope, NewText wanted) {
    var text = check(scope, List.of(wanted)).get(0);
    var segments = networks.segments(text.linkId(), text.text());
    try {
      var rated =
          prices
              .rater()
              .rate(
                  1,
                  prices.edges(scope.tenantId()),
                  Prices.MT,
                  segments.count(),
                  new Subscriber(
                      Countries.of(text.phone()), networks.name(text.linkId()), text.phone()),
                  clock.instant());
      return new Quote(segments, rated.retail());
    } catch (NoPrice missing) {
      throw Fault.conflict("to", "message.fault." + missing.reason());
    }
  }

  /**
   * A text whose receiver is not known yet, in the parts of each operator that may send it.
   *
   * @param from a number as {@link Origins} has it; any other is not known yet either
   */
  public List<Segments> possible(Scope scope, String from, String text) {
    var number = origins.these(scope, Set.of(from)).stream().findFirst();
    return networks.possible(number.map(Origin::id).orElse(0L), text);
  }

  /**
   * Sends texts.
   *
   * @param texts 1 to {@value #TEXTS_MAX}
   * @return what became of each, in the same order
   * @throws Fault naming the text and the value that is wrong; nothing is sent then
   */
  public List<Result> send(Scope scope, List<NewText> texts) {
    Rights.mayManage(scope);
    try (var handover = sender.handover()) {
      return commit(scope, check(scope, texts), handover);
    }
  }

  private List<Result> commit(Scope scope, List<Outgoing> outgoing, Sender.Handover handover) {
    var first = outgoing.get(0).id();
    List<Outgoing> accepted;
    List<Result> results;
    try {
      var done =
          store.repeating(
              connection -> {
                var put = put(connection, outgoing);
                audit.write(scope, "message.send", "message " + first, outgoing.size() + " SMS");
                return Map.entry(put, results(scope, first, outgoing.size()));
              });
      accepted = done.getKey();
      results = done.getValue();
    } catch (StoreFailure unsure) {
      sender.fetchFrom(first); // the commit may have been done although its answer was lost
      throw unsure;
    }
    handover.take(accepted);
    return results;
  }

  private List<Outgoing> put(Connection connection, List<Outgoing> outgoing) throws SQLException {
    var traffic = new Traffic();
    var accepted = outbox.put(connection, outgoing, traffic);
    traffic.write(connection);
    return accepted;
  }

  private List<Result> results(Scope scope, long first, int count) {
    return sql.query(
        scope,
        "SELECT id, phone, parts, price_micros, currency, state, reason FROM message"
            + " WHERE tenant_id = :tenant AND id >= :first AND id < :end ORDER BY id",
        query ->
            query
                .bind("first", first)
                .bind("end", first + count)
                .map(
                    (row, context) ->
                        new Result(
                            row.getLong("id"),
                            row.getString("phone"),
                            row.getInt("parts"),
                            row.getLong("price_micros"),
                            row.getString("currency"),
                            row.getString("state"),
                            row.getString("reason")))
                .list());
  }

  private List<Outgoing> check(Scope scope, List<NewText> texts) {
    Check.range("messages", texts == null ? 0 : texts.size(), 1, TEXTS_MAX);
    var own = origins.of(scope, texts);
    var country = tree.find(scope.tenantId()).map(tenant -> tenant.country()).orElse("");
    var phones = new ArrayList<String>();
    var from = new ArrayList<Origin>();
    for (var i = 0; i < texts.size(); i++) {
      var field = texts.size() == 1 ? "" : "messages[" + i + "].";
      var text = texts.get(i);
      if (text == null) {
        throw Fault.invalid(field + "to", "fault.missing", field + "to");
      }
      phones.add(Phones.e164(field + "to", text.to(), country));
      from.add(Origins.choose(field + "from", text.from(), phones.get(i), own));
      requireText(field + "text", text.text());
    }
    requireCampaigns(scope, texts);
    return outgoing(scope, texts, phones, from);
  }

  private List<Outgoing> outgoing(
      Scope scope, List<NewText> texts, List<String> phones, List<Origin> from) {
    var links = routes.choose(scope, from, phones);
    var first = ids.next(texts.size());
    var now = clock.instant();
    var outgoing = new ArrayList<Outgoing>();
    for (var i = 0; i < texts.size(); i++) {
      outgoing.add(
          new Outgoing(
              first + i,
              scope.tenantId(),
              from.get(i).id(),
              from.get(i).digits(),
              from.get(i).shortCode(),
              phones.get(i),
              texts.get(i).text(),
              links.get(i),
              texts.get(i).campaignId(),
              0,
              false,
              RULE,
              LABEL,
              now,
              0));
    }
    return outgoing;
  }

  /** Kept exactly as it was written, so nothing is stripped here. */
  private static void requireText(String field, String text) {
    if (text == null || text.isBlank()) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw Fault.invalid(field, "fault.unprintable", field);
    }
    var parts =
        text.length() > Outbox.PARTS_MAX * 160 ? Outbox.PARTS_MAX + 1 : Segments.of(text).count();
    if (parts > Outbox.PARTS_MAX) {
      throw Fault.invalid(field, "message.fault.parts", Outbox.PARTS_MAX);
    }
  }

  private void requireCampaigns(Scope scope, List<NewText> texts) {
    var wanted = new HashMap<Long, Integer>();
    for (var i = 0; i < texts.size(); i++) {
      if (texts.get(i).campaignId() != 0) {
        wanted.putIfAbsent(texts.get(i).campaignId(), i);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    var known =
        new HashSet<>(
            sql.query(
                scope,
                "SELECT id FROM campaign WHERE tenant_id = :tenant AND id IN (<ids>)",
                query ->
                    query.bindList("ids", List.copyOf(wanted.keySet())).mapTo(Long.class).list()));
    wanted.forEach(
        (campaign, at) -> {
          if (!known.contains(campaign)) {
            var field = texts.size() == 1 ? "" : "messages[" + at + "].";
            throw Fault.invalid(field + "campaignId", "message.fault.campaign", campaign);
          }
        });
  }
}
