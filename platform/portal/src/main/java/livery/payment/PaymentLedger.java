package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import livery.billing.EngineKey;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.TopUp;
import livery.money.TakeBacks;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;

/**
 * What the news of a payment comes to, in the ledger and as a state. All news is kept, each piece
 * once; state and postings follow from all of it together, so its order does not matter.
 * Thread-safe.
 *
 * <p>A person looks at what cannot be right: another amount was paid than was asked, of which
 * nothing is credited; more was given back than was paid, of which only that is taken back; or the
 * same number came with other content, of which the first counts.
 */
@ApplicationScoped
public class PaymentLedger {

  private final Store store;
  private final Ids ids;
  private final Clock clock;

  private static final String OTHER_CONTENT = "content";
  private static final String TOO_MUCH_BACK = "refund";

  private record News(String eventId, Callback.Kind kind, Money amount, long postingId) {

    boolean says(Callback callback) {
      return eventId.equals(callback.eventId())
          && kind == callback.kind()
          && amount.equals(callback.amount());
    }

    boolean takesBack(Payment payment) {
      return (kind == Callback.Kind.CHARGEBACK || kind == Callback.Kind.REFUNDED)
          && amount.currency().equals(payment.amount().currency());
    }
  }

  @Inject
  public PaymentLedger(Store store, Ids ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  protected PaymentLedger() {
    this(null, null, null);
  }

  /** The seller's payment, locked until the transaction ends. */
  Optional<Payment> lock(String reference, long sellerId) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              handle
                  .createQuery("SELECT id FROM payment WHERE reference = :reference FOR UPDATE")
                  .bind("reference", reference)
                  .mapTo(Long.class)
                  .findFirst();
              return handle
                  .createQuery(
                      Payment.COLUMNS + "WHERE p.reference = :reference AND p.seller_id = :seller")
                  .bind("reference", reference)
                  .bind("seller", sellerId)
                  .map((row, context) -> Payment.read(row))
                  .findFirst();
            });
  }

  /**
   * What became of a piece of news.
   *
   * @param isOther whether its number had come with other content, so that it was not taken
   */
  record Told(Payment payment, boolean isOther) {}

  /** Takes one more piece of news; the payment is locked. A repeat changes nothing. */
  Told tell(Connection connection, Payment payment, Callback callback) throws SQLException {
    var isNew = keep(payment, callback);
    var news = news(payment);
    if (!isNew) {
      var isOther = news.stream().noneMatch(one -> one.says(callback));
      if (isOther && !payment.problem().equals(OTHER_CONTENT) && !payment.isFlagged()) {
        flag(payment, OTHER_CONTENT);
      }
      return new Told(find(payment.id()), isOther);
    }
    var posting = payment.postingId();
    var paid = news.stream().filter(one -> one.kind() == Callback.Kind.PAID).toList();
    if (posting == 0 && paid.stream().anyMatch(one -> one.amount().equals(payment.amount()))) {
      posting = credit(connection, payment, callback);
    }
    var back = posting == 0 ? payment.wentBack() : takeBack(connection, payment, posting, news);
    var problem = posting == 0 && !paid.isEmpty() ? "amount" : problem(payment, news);
    write(payment, callback, state(payment, posting, back, news), back, posting, problem);
    return new Told(find(payment.id()), false);
  }

  private static String problem(Payment payment, List<News> news) {
    if (payment.problem().equals(OTHER_CONTENT)) {
      return OTHER_CONTENT;
    }
    var left = payment.amount();
    for (var one : news) {
      if (one.kind() == Callback.Kind.REFUNDED) {
        if (!one.amount().currency().equals(left.currency())) {
          return TOO_MUCH_BACK;
        }
        left = left.minus(one.amount());
      }
    }
    return left.isNegative() ? TOO_MUCH_BACK : "";
  }

  private void flag(Payment payment, String problem) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE payment SET problem = :problem, changed_at = :now, checked_at = NULL"
                            + " WHERE id = :id")
                    .bind("problem", problem)
                    .bind("now", Utc.of(clock.instant()))
                    .bind("id", payment.id())
                    .execute());
  }

  private boolean keep(Payment payment, Callback callback) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                        .createUpdate(
                            "INSERT IGNORE INTO payment_event (payment_id, event_id, kind, amount,"
                                + " currency, happened_at, received_at) VALUES (:payment, :event,"
                                + " :kind, :amount, :currency, :at, :now)")
                        .bind("payment", payment.id())
                        .bind("event", callback.eventId())
                        .bind("kind", callback.kind().name())
                        .bind("amount", callback.amount().micros())
                        .bind("currency", callback.amount().currency())
                        .bind("at", Utc.of(callback.happenedAt()))
                        .bind("now", Utc.of(clock.instant()))
                        .execute()
                    == 1);
  }

  /** All that was told, in an order of its own: refunds before chargebacks, then by number. */
  private List<News> news(Payment payment) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT event_id, kind, amount, currency, posting_id FROM payment_event"
                            + " WHERE payment_id = :payment"
                            + " ORDER BY kind = 'CHARGEBACK', event_id")
                    .bind("payment", payment.id())
                    .map(
                        (row, context) ->
                            new News(
                                row.getString("event_id"),
                                Callback.Kind.valueOf(row.getString("kind")),
                                new Money(row.getLong("amount"), row.getString("currency")),
                                row.getLong("posting_id")))
                    .list());
  }

  private long credit(Connection connection, Payment payment, Callback callback)
      throws SQLException {
    return new Ledger(ids::next)
        .topUp(
            connection,
            payment.buyerId(),
            payment.sellerId(),
            payment.amount(),
            EngineKey.of("payment " + payment.id()),
            "Payment " + (callback.theirs().isEmpty() ? payment.reference() : callback.theirs()),
            clock.instant());
  }

  /** A provider's name for its news may be as long as a whole key, so a digest stands for it. */
  private static UUID name(String eventId) {
    return UUID.nameUUIDFromBytes(eventId.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Takes back what the news says in all, but for what has gone back: each piece once, never more
   * than came, and nothing that a person took back before the provider told of it.
   *
   * @return what has gone back, by news or by hand
   */
  private Money takeBack(Connection connection, Payment payment, long posting, List<News> news)
      throws SQLException {
    var gone = TopUp.lock(connection, posting).orElseThrow().gone();
    var open = told(payment, news).minus(gone);
    for (var one : news) {
      if (one.postingId() != 0 || !one.takesBack(payment) || open.micros() <= 0) {
        continue;
      }
      var whole = one.kind() == Callback.Kind.CHARGEBACK;
      var amount = whole || one.amount().compareTo(open) > 0 ? open : one.amount();
      var reversal =
          new Ledger(ids::next)
              .takeBack(
                  connection,
                  payment.buyerId(),
                  payment.sellerId(),
                  posting,
                  amount,
                  EngineKey.of("payment " + payment.id() + " " + name(one.eventId())),
                  (whole ? "Chargeback of payment " : "Refund of payment ") + payment.reference(),
                  clock.instant());
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createUpdate(
                          "UPDATE payment_event SET posting_id = :posting"
                              + " WHERE payment_id = :payment AND event_id = :event")
                      .bind("posting", reversal)
                      .bind("payment", payment.id())
                      .bind("event", one.eventId())
                      .execute());
      open = open.minus(amount);
      gone = gone.plus(amount);
    }
    return gone;
  }

  /** What went back by all news together, at most what came. */
  private static Money told(Payment payment, List<News> news) {
    var told = Money.zero(payment.amount().currency());
    for (var one : news) {
      if (one.takesBack(payment)) {
        var left = payment.amount().minus(told);
        var whole = one.kind() == Callback.Kind.CHARGEBACK;
        told = told.plus(whole || one.amount().compareTo(left) > 0 ? left : one.amount());
      }
    }
    return told;
  }

  /** What a person takes back of a payment is shown with it. */
  void takenBack(@Observes TakeBacks.TakenBack news) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE payment SET went_back = :gone, changed_at = :now,"
                            + " state = IF(state = 'PAID' AND :gone >= amount, 'REFUNDED', state)"
                            + " WHERE tenant_id = :buyer AND seller_id = :seller"
                            + " AND posting_id = :posting")
                    .bind("gone", news.topUp().gone().micros())
                    .bind("now", Utc.of(clock.instant()))
                    .bind("buyer", news.topUp().buyerId())
                    .bind("seller", news.topUp().sellerId())
                    .bind("posting", news.topUp().postingId())
                    .execute());
  }

  private static PaymentState state(Payment payment, long posting, Money back, List<News> news) {
    if (posting != 0) {
      if (has(news, Callback.Kind.CHARGEBACK)) {
        return PaymentState.CHARGEBACK;
      }
      return back.equals(payment.amount()) ? PaymentState.REFUNDED : PaymentState.PAID;
    }
    if (has(news, Callback.Kind.FAILED)) {
      return PaymentState.FAILED;
    }
    if (payment.state() == PaymentState.EXPIRED) {
      return PaymentState.EXPIRED;
    }
    return has(news, Callback.Kind.PENDING) ? PaymentState.PENDING : payment.state();
  }

  private static boolean has(List<News> news, Callback.Kind kind) {
    return news.stream().anyMatch(one -> one.kind() == kind);
  }

  private void write(
      Payment payment,
      Callback callback,
      PaymentState state,
      Money back,
      long posting,
      String problem) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE payment SET state = :state, went_back = :back,"
                            + " posting_id = :posting, problem = :problem,"
                            + " checked_at = IF(:problem = 'content', checked_at, NULL),"
                            + " theirs = IF(:theirs = '', theirs, :theirs), changed_at = :now"
                            + " WHERE id = :id")
                    .bind("state", state.name())
                    .bind("back", back.micros())
                    .bind("posting", posting)
                    .bind("problem", problem)
                    .bind("theirs", callback.theirs())
                    .bind("now", Utc.of(clock.instant()))
                    .bind("id", payment.id())
                    .execute());
  }

  private Payment find(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(Payment.COLUMNS + "WHERE p.id = :id")
                    .bind("id", id)
                    .map((row, context) -> Payment.read(row))
                    .one());
  }
}
