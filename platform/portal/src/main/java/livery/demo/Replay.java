package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.Settlement;
import livery.contact.Blocks;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.number.KeywordTable;
import livery.number.OptOutWords;
import livery.price.Prices;
import livery.store.Ids;
import livery.tenant.TenantTree;

/**
 * Lets the month happen again: every text is matched, rated, charged or refused as the message path
 * would have done it then, a few hours at a time instead of one by one.
 */
final class Replay {

  private static final int SLICE_MAX = 1_000;
  private static final Duration SLICE_TIME_MAX = Duration.ofHours(3);

  /** As the outbox holds money: time to live and the wait for receipts. */
  private static final Duration HOLDING = Duration.ofHours(72);

  private final Connection connection;
  private final Ids ids;
  private final Days days;
  private final TenantTree tree;
  private final Prices prices;
  private final KeywordTable keywords;
  private final Blocks blocks;
  private final Map<Company, Long> tenants;
  private final Shelf shelf;
  private final Programme programme;
  private final Random random;
  private final Replies replies = new Replies();
  private final Map<Long, List<Edge>> edges = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private Archive archive;

  Replay(
      Connection connection,
      Ids ids,
      Days days,
      TenantTree tree,
      Prices prices,
      KeywordTable keywords,
      Blocks blocks,
      Map<Company, Long> tenants,
      Shelf shelf,
      Programme programme,
      Random random) {
    this.connection = connection;
    this.ids = ids;
    this.days = days;
    this.tree = tree;
    this.prices = prices;
    this.keywords = keywords;
    this.blocks = blocks;
    this.tenants = tenants;
    this.shelf = shelf;
    this.programme = programme;
    this.random = random;
  }

  /** Runs events and payments, both in the order of time, as they came. */
  void run(List<Event> events, List<Purses.Move> moves) throws SQLException {
    try (var opened = new Archive(connection)) {
      archive = opened;
      var slice = new ArrayList<Event>();
      var nextMove = 0;
      for (var event : events) {
        var moveIsDue = nextMove < moves.size() && !moves.get(nextMove).at().isAfter(event.at());
        if (moveIsDue || ends(slice, event)) {
          tell(slice);
          slice.clear();
        }
        while (nextMove < moves.size() && !moves.get(nextMove).at().isAfter(event.at())) {
          moves.get(nextMove++).happen();
        }
        slice.add(event);
      }
      tell(slice);
      while (nextMove < moves.size()) {
        moves.get(nextMove++).happen();
      }
    }
  }

  private static boolean ends(List<Event> slice, Event next) {
    return slice.size() == SLICE_MAX
        || !slice.isEmpty()
            && Duration.between(slice.get(0).at(), next.at()).compareTo(SLICE_TIME_MAX) > 0;
  }

  private void tell(List<Event> slice) throws SQLException {
    if (slice.isEmpty()) {
      return;
    }
    var id = ids.next(2 * slice.size());
    var taken = new ArrayList<Taken>();
    var sending = new ArrayList<Sending>();
    for (var event : slice) {
      if (event instanceof Event.In in) {
        taken.add(decide(id, in));
      } else if (event instanceof Event.Out out) {
        sending.add(own(id, out));
      }
      id += 2;
    }
    var now = slice.get(slice.size() - 1).at().plusMillis(40);
    charge(taken, now);
    stops(taken, now);
    taken.forEach(message -> reply(message, sending));
    sending.sort(Comparator.comparingLong(message -> message.id));
    send(sending, now);
    for (var message : taken) {
      archive.add(message);
    }
    for (var message : sending) {
      archive.add(message);
    }
  }

  private Taken decide(long id, Event.In in) {
    var number = keywords.find(shelf.id(in.number())).orElseThrow();
    var decidedAt = in.at().plusMillis(3 + random.nextInt(30));
    var owner = number.tenantId() == 0 ? Company.PLATFORM_ID : number.tenantId();
    var match = keywords.match(number, in.text(), in.at()).orElse(null);
    var asks = OptOutWords.kind(in.text());
    if (asks != OptOutWords.Kind.STOP && match != null && !match.keyword().isEmpty()) {
      asks = OptOutWords.Kind.NONE;
    }
    if (asks != OptOutWords.Kind.NONE) {
      var message = new Taken(id, in, number, asks, null, owner, decidedAt);
      message.state = "OPT_OUT";
      message.rule = asks.name();
      return message;
    }
    var tenantId = match == null ? owner : match.tenantId();
    var message = new Taken(id, in, number, asks, match, tenantId, decidedAt);
    message.state = match == null ? "UNCLAIMED" : "DONE";
    message.rule = match == null ? "unclaimed" : match.rule();
    return message;
  }

  private Sending own(long id, Event.Out out) {
    var number = keywords.find(shelf.id(out.number())).orElseThrow();
    return new Sending(
        id,
        tenants.get(out.company()),
        number,
        out.phone(),
        out.text(),
        programme.id(out.campaign()),
        0,
        false,
        "broadcast",
        "-",
        out.at());
  }

  /** What was received is charged part by part, on every edge; opt-out words cost nobody. */
  private void charge(List<Taken> taken, Instant now) throws SQLException {
    var rated = new ArrayList<RatedEvent>();
    var byId = new HashMap<Long, Taken>();
    for (var message : taken) {
      var chain = edges(message.tenantId);
      message.currency = chain.get(0).currency();
      if (message.asks == OptOutWords.Kind.NONE) {
        var event =
            prices.rate(
                message.id,
                chain,
                Prices.MO,
                message.segments.count(),
                message.number.country(),
                message.event.phone().operator().network(),
                message.event.at());
        message.priceMicros = event.retail().micros();
        rated.add(event);
        byId.put(message.id, message);
      }
    }
    for (var refusal : prices.ledger().charge(connection, rated, now)) {
      var message = byId.get(refusal.eventId());
      message.state = "REFUSED";
      message.reason = "no-money";
      message.priceMicros = 0;
    }
  }

  private List<Edge> edges(long tenantId) {
    return edges.computeIfAbsent(tenantId, prices::edges);
  }

  /** On a number of one tenant a block is that tenant's, on a shared one theirs who wrote. */
  private void stops(List<Taken> taken, Instant now) throws SQLException {
    var added = new ArrayList<Blocks.Block>();
    for (var message : taken) {
      if (message.asks == OptOutWords.Kind.STOP) {
        var phone = message.event.phone().digits();
        for (var tenantId : stopped(message, phone)) {
          added.add(new Blocks.Block(tenantId, phone, message.id));
          blocked.add(tenantId + "/" + phone);
        }
      }
    }
    if (!added.isEmpty()) {
      blocks.write(connection, added, now);
    }
  }

  private Set<Long> stopped(Taken message, String phone) {
    if (message.number.tenantId() != 0) {
      return Set.of(message.number.tenantId());
    }
    var writers = new TreeSet<Long>();
    for (var plan : programme.plans()) {
      var tenantId = tenants.get(plan.company());
      if (!plan.number().isEmpty()
          && shelf.id(plan.number()) == message.number.id()
          && written.contains(tenantId + "/" + phone)) {
        writers.add(tenantId);
      }
    }
    return writers.isEmpty() ? Set.of(Company.PLATFORM_ID) : writers;
  }

  private void reply(Taken message, List<Sending> sending) {
    if (message.asks != OptOutWords.Kind.NONE) {
      sending.add(Sending.reply(message, answer(message), true));
    } else if (message.state.equals("DONE")) {
      var plan = programme.plan(message.match.campaignId());
      var phone = message.event.phone().digits();
      message.reply = replies.to(plan, phone, message.match.rest(), message.event.at());
      if (!message.reply.text().isEmpty()) {
        sending.add(Sending.reply(message, message.reply.text(), false));
      }
    }
  }

  private String answer(Taken message) {
    var tenant = tree.find(message.tenantId).orElseThrow();
    return ResourceBundle.getBundle(
            "livery.campaign.texts", Locale.forLanguageTag(tenant.language()))
        .getString("campaign.answer." + message.asks.name().toLowerCase(Locale.ROOT))
        .replace("{name}", tenant.name())
        .replace("{number}", message.number.digits());
  }

  /** Holds the money, lets the operators answer, and charges what they took. */
  private void send(List<Sending> sending, Instant now) throws SQLException {
    var rated = new ArrayList<RatedEvent>();
    var byId = new HashMap<Long, Sending>();
    for (var message : sending) {
      var chain = edges(message.tenantId);
      message.currency = chain.get(0).currency();
      byId.put(message.id, message);
      if (!message.free) {
        if (blocked.contains(message.tenantId + "/" + message.phone.digits())) {
          message.refuse("blocked");
        } else {
          var event = rate(message, chain);
          message.priceMicros = event.retail().micros();
          rated.add(event);
        }
      }
    }
    for (var refusal : prices.ledger().hold(connection, rated, now, now.plus(HOLDING))) {
      byId.get(refusal.eventId()).refuse("no-money");
    }
    var settlements = new ArrayList<Settlement>();
    for (var message : sending) {
      if (message.refusal == null) {
        message.fate = Fate.of(message.phone, message.createdAt, days, random);
        written.add(message.tenantId + "/" + message.phone.digits());
        if (!message.free) {
          var taken = message.fate.taken() ? message.segments.count() : 0;
          settlements.add(new Settlement(message.id, taken));
        }
      }
    }
    prices.ledger().settle(connection, settlements, now);
  }

  private RatedEvent rate(Sending message, List<Edge> chain) {
    return prices.rate(
        message.id,
        chain,
        Prices.MT,
        message.segments.count(),
        Company.COUNTRY,
        message.phone.operator().network(),
        message.createdAt);
  }
}
