package livery.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.billing.Edge;
import livery.billing.RatedEvent;
import livery.billing.Till;
import livery.billing.price.NoPrice;
import livery.billing.price.Rater;
import livery.billing.price.Subscriber;
import livery.contact.Blocks;
import livery.price.Prices;
import livery.text.Segments;

/**
 * Accepts texts for sending: counts their parts, prices every edge of the tenant tree, holds the
 * money and writes the rows, all in the caller's transaction. Thread-safe.
 */
@ApplicationScoped
public class Outbox {

  /** Most parts of one text. */
  public static final int PARTS_MAX = 10;

  /** How long a message may wait for its operator. */
  static final Duration TIME_TO_LIVE = Duration.ofHours(48);

  /** Receipts may come this long after the time to live; then the held money goes back. */
  private static final Duration RECEIPT_GRACE = Duration.ofHours(24);

  private final Prices prices;
  private final Blocks blocks;
  private final Networks networks;
  private final Clock clock;

  @Inject
  public Outbox(Prices prices, Blocks blocks, Networks networks, Clock clock) {
    this.prices = prices;
    this.blocks = blocks;
    this.networks = networks;
    this.clock = clock;
  }

  protected Outbox() {
    this(null, null, null, null);
  }

  /**
   * Texts that are decided and not written yet. What is refused is among the rows, with its reason.
   *
   * @param accepted those that a {@link Sender.Handover} takes after the commit
   */
  public record Put(List<MessageRow> rows, List<Outgoing> accepted) {}

  /**
   * Writes a batch. What is refused is written too, with its reason.
   *
   * @return the messages that a {@link Sender.Handover} takes after the commit
   */
  public List<Outgoing> put(Connection connection, List<Outgoing> messages, Traffic traffic)
      throws SQLException {
    var till = prices.open(connection, () -> buyers(messages), clock.instant());
    var put = put(till, messages, traffic);
    till.close();
    MessageTable.insert(connection, put.rows());
    return put.accepted();
  }

  private Set<Long> buyers(List<Outgoing> messages) {
    var buyers = new HashSet<Long>();
    for (var message : messages) {
      if (!message.free()) {
        buyers.addAll(prices.buyers(message.tenantId()));
      }
    }
    return buyers;
  }

  /** Decides a batch, with the money of a till that the caller closes, and writes nothing. */
  public Put put(Till till, List<Outgoing> messages, Traffic traffic) throws SQLException {
    var now = clock.instant();
    var priced = new LinkedHashMap<Long, OutgoingPrice>();
    var rated = new ArrayList<RatedEvent>();
    var edges = new HashMap<Long, List<Edge>>();
    var rater = prices.rater();
    for (var message : messages) {
      var segments = networks.segments(message.linkId(), message.text());
      var chain = edges.computeIfAbsent(message.tenantId(), prices::edges);
      var price =
          new OutgoingPrice(
              segments.alphabet() == Segments.Alphabet.UCS2,
              segments.count(),
              0,
              chain.get(0).currency(),
              null);
      if (segments.count() > PARTS_MAX) {
        priced.put(message.id(), price.refused("too-long"));
      } else if (message.free()) {
        priced.put(message.id(), price);
      } else if (blocks.isBlocked(message.tenantId(), message.phone())) {
        priced.put(message.id(), price.refused("blocked"));
      } else {
        priced.put(message.id(), rate(rater, message, price, chain, rated));
      }
    }
    var refusals =
        till.hold(
            rated,
            now.plus(TIME_TO_LIVE).plus(RECEIPT_GRACE),
            covered ->
                priced.computeIfPresent(
                    covered.eventId(), (id, price) -> price.at(covered.retail().micros())));
    for (var refusal : refusals) {
      priced.computeIfPresent(
          refusal.eventId(), (id, price) -> price.refused(MessageRow.reason(refusal)));
    }
    return rows(messages, priced, now, traffic);
  }

  private OutgoingPrice rate(
      Rater rater,
      Outgoing message,
      OutgoingPrice price,
      List<Edge> chain,
      List<RatedEvent> rated) {
    try {
      var event =
          rater.rate(
              message.id(),
              chain,
              Prices.MT,
              price.parts(),
              new Subscriber(
                  Countries.of(message.phone()), networks.name(message.linkId()), message.phone()),
              message.createdAt());
      rated.add(event);
      return new OutgoingPrice(
          price.ucs2(), price.parts(), event.retail().micros(), price.currency(), null);
    } catch (NoPrice missing) {
      return price.refused(missing.reason());
    }
  }

  private static Put rows(
      List<Outgoing> messages, Map<Long, OutgoingPrice> priced, Instant now, Traffic traffic) {
    var rows = new ArrayList<MessageRow>(messages.size());
    var accepted = new ArrayList<Outgoing>(messages.size());
    for (var message : messages) {
      var price = priced.get(message.id());
      var row = MessageTable.row(message, price, now);
      rows.add(row);
      traffic.count(row, 0);
      if (price.refusal() == null) {
        accepted.add(message.priced(price));
      }
    }
    return new Put(rows, accepted);
  }
}
