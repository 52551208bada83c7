package livery.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.api.Outcome;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.Till;
import livery.billing.price.NoPrice;
import livery.billing.price.Rater;
import livery.billing.price.Subscriber;
import livery.campaign.RunningCampaigns;
import livery.contact.Blocks;
import livery.inbox.Stored;
import livery.message.MessageRow;
import livery.message.MessageTable;
import livery.message.Networks;
import livery.message.Outbox;
import livery.message.Outgoing;
import livery.message.Traffic;
import livery.number.KeywordTable;
import livery.number.Match;
import livery.number.NumberEntry;
import livery.number.OptOutWords;
import livery.plugin.PluginHost;
import livery.price.Prices;
import livery.store.Ids;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Decides a batch of incoming messages in the caller's transaction: opt-out words, a campaign that
 * waits for an answer, keyword of the number, its catch-all, the unclaimed inbox; then the charge,
 * the campaign, and what it wants sent.
 *
 * <p>Every message gets exactly one row, whatever comes of it.
 */
@ApplicationScoped
class Decision {

  /** Most messages that a campaign type is asked about at once: see livery.api.CampaignType. */
  private static final int ASKED_MAX = 1_000;

  private static final long PLATFORM = 1;
  private static final long NO_CAMPAIGN = 0;

  /** What a decided batch leaves to be done after the commit. */
  record Result(List<Outgoing> outgoing, Talk talk) {}

  private final KeywordTable keywords;
  private final TenantTree tree;
  private final Prices prices;
  private final Networks networks;
  private final RunningCampaigns campaigns;
  private final PluginHost plugins;
  private final OptOut optOut;
  private final Dialogues dialogues;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final LoopGuard loops = new LoopGuard();

  @Inject
  Decision(
      KeywordTable keywords,
      TenantTree tree,
      Prices prices,
      Networks networks,
      RunningCampaigns campaigns,
      PluginHost plugins,
      OptOut optOut,
      Dialogues dialogues,
      Outbox outbox,
      Ids ids,
      Clock clock) {
    this.keywords = keywords;
    this.tree = tree;
    this.prices = prices;
    this.networks = networks;
    this.campaigns = campaigns;
    this.plugins = plugins;
    this.optOut = optOut;
    this.dialogues = dialogues;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  protected Decision() {
    this(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** When the wallets of a batch are locked. */
  enum Locks {
    /** Before anything is decided. */
    EARLY,
    /** When all is decided: others book meanwhile, and may be quicker. */
    LATE
  }

  /**
   * Decides and writes.
   *
   * @param lifted gets the blocks that memory has forgotten; they are remembered again where
   *     nothing is committed
   * @param locks when the wallets of the batch are locked
   * @throws livery.billing.BillingException.Overtaken when they were locked too late; nothing may
   *     be committed
   * @throws livery.plugin.PluginFailure when a campaign's plugin failed; nothing may be committed
   */
  Result decide(Connection connection, List<Stored> batch, List<Blocks.Block> lifted, Locks locks)
      throws SQLException {
    Fence.pass(connection);
    var now = clock.instant();
    var talk = new Talk(dialogues);
    var numbers = batch.stream().map(this::number).toList();
    talk.read(connection, keys(batch, numbers));
    var drafts = new ArrayList<Draft>(batch.size());
    for (var i = 0; i < batch.size(); i++) {
      drafts.add(draft(batch.get(i), numbers.get(i), talk));
    }
    optOut.decide(connection, drafts, now, lifted);
    var till =
        locks == Locks.LATE
            ? prices.openLate(connection, () -> buyers(drafts), now)
            : prices.open(connection, () -> buyers(drafts), now);
    till.ofNewEvents(); // the rows of what came refuse it when it comes again
    charge(till, drafts);
    var outgoing = new ArrayList<Outgoing>(optOut.answers(drafts, ids, now));
    askCampaigns(drafts);
    drafts.forEach(draft -> outgoing.addAll(outgoing(draft, now)));
    var accepted = write(connection, till, drafts, outgoing, now);
    talk.asked(drafts, accepted, now);
    talk.write(connection);
    return new Result(accepted, talk);
  }

  /** Whose message it is and which campaign it goes to; nothing is decided. */
  Draft place(Connection connection, Stored stored) throws SQLException {
    var talk = new Talk(dialogues);
    var number = number(stored);
    talk.read(connection, keys(List.of(stored), Collections.singletonList(number)));
    return draft(stored, number, talk);
  }

  /** A commit ended nobody knows how: what memory holds of it is read again. */
  void unsure() {
    dialogues.reload();
  }

  private NumberEntry number(Stored stored) {
    return keywords.byDigits(stored.destination(), stored.linkId()).orElse(null);
  }

  private static List<Dialogues.Key> keys(List<Stored> batch, List<NumberEntry> numbers) {
    var keys = new ArrayList<Dialogues.Key>(batch.size());
    for (var i = 0; i < batch.size(); i++) {
      if (numbers.get(i) != null) {
        keys.add(new Dialogues.Key(numbers.get(i).id(), batch.get(i).source()));
      }
    }
    return keys;
  }

  private Draft draft(Stored stored, NumberEntry number, Talk talk) {
    if (number == null) {
      return unclaimed(
          new Draft(stored, null, OptOutWords.Kind.NONE, null, PLATFORM), "unknown number");
    }
    var match = keywords.match(number, stored.text(), stored.receivedAt()).orElse(null);
    var asks = OptOutWords.kind(stored.text());
    if (asks == OptOutWords.Kind.STOP) {
      talk.end(new Dialogues.Key(number.id(), stored.source()));
    } else {
      var waiting = talk.takes(number, stored.source(), match, stored.receivedAt());
      if (waiting != null) {
        return answer(stored, number, waiting, talk);
      }
    }
    if (asks != OptOutWords.Kind.STOP && match != null && !match.keyword().isEmpty()) {
      asks = OptOutWords.Kind.NONE; // a keyword of the number goes before START and HELP
    }
    if (asks != OptOutWords.Kind.NONE) {
      return new Draft(stored, number, asks, null, owner(number.tenantId()));
    }
    if (match == null) {
      return unclaimed(
          new Draft(stored, number, asks, null, owner(number.tenantId())), "unclaimed");
    }
    return matched(stored, number, match);
  }

  private Draft answer(Stored stored, NumberEntry number, Dialogues.Waiting waiting, Talk talk) {
    var match = Match.answer(waiting.tenantId(), waiting.campaignId(), stored.text());
    var draft = matched(stored, number, match);
    draft.topic = waiting.topic();
    talk.answered(draft, waiting);
    return draft;
  }

  private Draft matched(Stored stored, NumberEntry number, Match match) {
    var draft = new Draft(stored, number, OptOutWords.Kind.NONE, match, match.tenantId());
    draft.rule = match.rule();
    if (!isActive(match.tenantId())) {
      draft.refuse("suspended");
    }
    return draft;
  }

  private static long owner(long tenantId) {
    return tenantId == 0 ? PLATFORM : tenantId;
  }

  private boolean isActive(long tenantId) {
    return tree.chain(tenantId).stream().allMatch(Tenant::active);
  }

  private static Draft unclaimed(Draft draft, String rule) {
    draft.state = "UNCLAIMED";
    draft.rule = rule;
    return draft;
  }

  /** Everybody who may have to pay for a message of the batch or for what it makes sent. */
  private Set<Long> buyers(List<Draft> drafts) {
    var tenants = new HashSet<Long>();
    drafts.forEach(draft -> tenants.add(draft.tenantId));
    var buyers = new HashSet<Long>();
    tenants.forEach(id -> buyers.addAll(prices.buyers(id)));
    return buyers;
  }

  /** Charges what was received, part by part, on every edge; opt-out words cost nobody. */
  private void charge(Till till, List<Draft> drafts) throws SQLException {
    var rated = new ArrayList<RatedEvent>();
    var byId = new HashMap<Long, Draft>();
    var edges = new HashMap<Long, List<Edge>>();
    var rater = prices.rater();
    for (var draft : drafts) {
      var chain = edges.computeIfAbsent(draft.tenantId, prices::edges);
      draft.currency = chain.get(0).currency();
      if (draft.asks == OptOutWords.Kind.NONE && !"REFUSED".equals(draft.state)) {
        rate(rater, draft, chain, rated);
        byId.put(draft.stored.id(), draft);
      }
    }
    var refusals =
        till.charge(
            rated, covered -> byId.get(covered.eventId()).priceMicros = covered.retail().micros());
    for (var refusal : refusals) {
      var draft = byId.get(refusal.eventId());
      draft.priceMicros = 0;
      draft.refuse(MessageRow.reason(refusal));
    }
  }

  private void rate(Rater rater, Draft draft, List<Edge> chain, List<RatedEvent> rated) {
    try {
      var event = rate(rater, draft, chain);
      rated.add(event);
      draft.priceMicros = event.retail().micros();
    } catch (NoPrice missing) {
      draft.refuse(missing.reason());
    }
  }

  /** A text to a free number has a price of its own: the business pays the subscriber's part. */
  private RatedEvent rate(Rater rater, Draft draft, List<Edge> chain) {
    if (draft.number != null && draft.number.tariff() == NumberEntry.Tariff.FREE) {
      try {
        return rate(rater, draft, chain, Prices.MO_FREE);
      } catch (NoPrice agreed) {
        return rate(rater, draft, chain, Prices.MO);
      }
    }
    return rate(rater, draft, chain, Prices.MO);
  }

  private RatedEvent rate(Rater rater, Draft draft, List<Edge> chain, String product) {
    return rater.rate(
        draft.stored.id(),
        chain,
        product,
        draft.stored.parts(),
        new Subscriber(
            draft.number == null ? "" : draft.number.country(),
            networks.name(draft.stored.linkId()),
            draft.stored.source()),
        draft.stored.receivedAt());
  }

  private void askCampaigns(List<Draft> drafts) {
    Map<Long, List<Draft>> groups = new LinkedHashMap<>();
    for (var draft : drafts) {
      if (draft.goesToCampaign()) {
        groups.computeIfAbsent(draft.match.campaignId(), id -> new ArrayList<>()).add(draft);
      }
    }
    groups.forEach(
        (campaignId, group) -> {
          for (var from = 0; from < group.size(); from += ASKED_MAX) {
            askCampaign(campaignId, group.subList(from, Math.min(group.size(), from + ASKED_MAX)));
          }
        });
  }

  private void askCampaign(long campaignId, List<Draft> group) {
    var running =
        campaigns
            .find(campaignId)
            .orElseThrow(() -> new IllegalStateException("Campaign " + campaignId + " has no row"));
    var outcomes =
        plugins.decide(
            running.type(), group.stream().map(Draft::incoming).toList(), running.campaign());
    for (var i = 0; i < group.size(); i++) {
      group.get(i).state = "DONE";
      group.get(i).outcome = outcomes.get(i);
    }
  }

  private List<Outgoing> outgoing(Draft draft, Instant now) {
    var outgoing = new ArrayList<Outgoing>();
    for (var act : draft.acts()) {
      if (act instanceof Outcome.Reply reply) {
        if (loops.mayReply(draft.number.id(), draft.stored.source(), draft.stored.id(), now)) {
          outgoing.add(text(draft, draft.stored.source(), reply.text(), now));
        }
      } else if (act instanceof Outcome.Send send) {
        outgoing.add(text(draft, send.phone(), send.text(), now));
      }
    }
    return outgoing;
  }

  private Outgoing text(Draft draft, String phone, String text, Instant now) {
    return new Outgoing(
        ids.next(),
        draft.tenantId,
        draft.number.id(),
        draft.number.digits(),
        draft.number.isShort(),
        phone,
        text,
        draft.stored.linkId(),
        draft.match == null ? NO_CAMPAIGN : draft.match.campaignId(),
        draft.stored.id(),
        false,
        draft.rule,
        draft.outcome.label(),
        now,
        0);
  }

  private List<Outgoing> write(
      Connection connection, Till till, List<Draft> drafts, List<Outgoing> outgoing, Instant now)
      throws SQLException {
    var traffic = new Traffic();
    var rows = new ArrayList<MessageRow>(drafts.size() + outgoing.size());
    for (var draft : drafts) {
      var row = draft.row(now);
      rows.add(row);
      traffic.count(row, draft.priceMicros);
    }
    var put = outbox.put(till, outgoing, traffic);
    rows.addAll(0, put.rows()); // with a value in every column first, the driver sends one packet
    MessageTable.insert(connection, rows);
    MessageTable.insertToOthers(connection, toOthers(drafts, outgoing));
    // Last of all what others write, too, the wallets before the counts as everywhere.
    till.close();
    traffic.write(connection);
    return put.accepted();
  }

  /** Texts to others than those whose message made a campaign send them. */
  private static List<Outgoing> toOthers(List<Draft> drafts, List<Outgoing> outgoing) {
    var asked = new HashMap<Long, String>();
    drafts.forEach(draft -> asked.put(draft.stored.id(), draft.stored.source()));
    return outgoing.stream()
        .filter(text -> !text.phone().equals(asked.get(text.replyTo())))
        .toList();
  }
}
