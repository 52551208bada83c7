package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import livery.billing.Money;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * What a seller has asked its buyers to pay, so that a transfer under that reference finds them: a
 * proforma, an invoice. Thread-safe; every call joins the caller's transaction.
 *
 * <p>Issued proformas and invoices are taken from the documents' table before every matching; what
 * else wants to be paid is opened here. Both hear {@link Paid}.
 */
@ApplicationScoped
public class Demands {

  private static final int KEY_LEAST = 5;
  private static final int KEY_MOST = 60;
  private static final int JOINED_MAX = 4;
  private static final int TOKENS_MAX = 300;

  private final TenantSql sql;
  private final Ids ids;
  private final Clock clock;
  private final Event<Paid> paid;

  /**
   * A demand as it stands.
   *
   * @param paid so far, maybe more than asked
   * @param documentId the document behind it, 0 for none
   */
  public record Demand(
      long id, long buyerId, String reference, Money amount, Money paid, long documentId) {

    /** Whether nothing is missing. */
    public boolean isPaid() {
      return paid.compareTo(amount) >= 0;
    }
  }

  /**
   * Money has come for a demand, or went back; told within the transaction that moves it.
   *
   * @param change what came now, below zero for what went back
   */
  public record Paid(long sellerId, Demand demand, Money change) {}

  @Inject
  public Demands(TenantSql sql, Ids ids, Clock clock, Event<Paid> paid) {
    this.sql = sql;
    this.ids = ids;
    this.clock = clock;
    this.paid = paid;
  }

  protected Demands() {
    this(null, null, null, null);
  }

  /**
   * Waits for money under this reference. Opening the same again changes nothing.
   *
   * @param seller who is paid
   * @param reference as printed, with 5 to 60 letters and digits, unique for the seller
   * @param documentId 0 for none
   * @return its id
   * @throws Fault when the reference is too short, or belongs to another demand
   */
  public long open(Scope seller, long buyerId, String reference, Money amount, long documentId) {
    var key = key(reference);
    if (key.length() < KEY_LEAST || key.length() > KEY_MOST || !key.matches(".*\\d.*")) {
      throw Fault.invalid("reference", "bank.fault.reference", reference, KEY_LEAST, KEY_MOST);
    }
    var id = ids.next();
    var added =
        sql.update(
            seller,
            "INSERT IGNORE INTO payment_demand (id, tenant_id, buyer_id, reference, reference_key,"
                + " amount, currency, document_id, created_at) VALUES (:id, :tenant, :buyer,"
                + " :reference, :key, :amount, :currency, :document, :now)",
            update ->
                update
                    .bind("id", id)
                    .bind("buyer", buyerId)
                    .bind("reference", reference.strip())
                    .bind("key", key)
                    .bind("amount", amount.micros())
                    .bind("currency", amount.currency())
                    .bind("document", documentId)
                    .bind("now", Utc.of(clock.instant())));
    if (added == 1) {
      return id;
    }
    return find(seller, Set.of(key)).stream()
        .filter(
            one ->
                one.buyerId() == buyerId
                    && one.amount().equals(amount)
                    && one.documentId() == documentId)
        .findFirst()
        .orElseThrow(() -> Fault.conflict("reference", "bank.fault.reference-used", reference))
        .id();
  }

  /**
   * Waits for money under the numbers of the seller's proformas and invoices: those that were
   * issued and not waited for yet. What they are paid with is in the wallet, where they count it by
   * themselves.
   */
  void adopt(Scope seller) {
    sql.update(
        seller,
        "INSERT IGNORE INTO payment_demand (id, tenant_id, buyer_id, reference, reference_key,"
            + " amount, currency, document_id, created_at) SELECT d.id, d.seller_id, d.buyer_id,"
            + " d.number, REGEXP_REPLACE(UPPER(d.number), '[^A-Z0-9]', ''), d.gross - d.prepaid,"
            + " d.currency, d.id, :now FROM document d WHERE d.seller_id = :tenant"
            + " AND d.issuer_id = :tenant AND d.kind IN ('PROFORMA', 'INVOICE')"
            + " AND d.gross > d.prepaid AND CHAR_LENGTH(d.number) BETWEEN 6 AND 60"
            + " AND NOT EXISTS (SELECT 1 FROM payment_demand p WHERE p.id = d.id)",
        update -> update.bind("now", Utc.of(clock.instant())));
  }

  /** Waits no longer; money that still comes under its reference waits for a person. */
  public void cancel(Scope seller, long id) {
    sql.update(
        seller,
        "UPDATE payment_demand SET cancelled_at = :now"
            + " WHERE id = :id AND tenant_id = :tenant AND cancelled_at IS NULL",
        update -> update.bind("id", id).bind("now", Utc.of(clock.instant())));
  }

  /** One of the seller's demands. */
  public Optional<Demand> get(Scope seller, long id) {
    return sql.query(
        seller,
        "SELECT * FROM payment_demand WHERE tenant_id = :tenant AND id = :id",
        query -> query.bind("id", id).map((row, context) -> read(row)).findFirst());
  }

  /** The demands that wait and whose references stand in a text. */
  List<Demand> named(Scope seller, String text) {
    var tokens = tokens(text);
    return tokens.isEmpty() ? List.of() : find(seller, tokens);
  }

  /** The demands of a buyer that wait for exactly this. */
  List<Demand> waiting(Scope seller, long buyerId, Money amount) {
    return sql.query(
        seller,
        "SELECT * FROM payment_demand WHERE tenant_id = :tenant AND buyer_id = :buyer"
            + " AND amount - paid = :amount AND currency = :currency AND cancelled_at IS NULL"
            + " ORDER BY id LIMIT 2",
        query ->
            query
                .bind("buyer", buyerId)
                .bind("amount", amount.micros())
                .bind("currency", amount.currency())
                .map((row, context) -> read(row))
                .list());
  }

  private List<Demand> find(Scope seller, Set<String> keys) {
    return sql.query(
        seller,
        "SELECT * FROM payment_demand WHERE tenant_id = :tenant AND reference_key IN (<keys>)"
            + " AND cancelled_at IS NULL ORDER BY id LIMIT 50",
        query -> query.bindList("keys", List.copyOf(keys)).map((row, context) -> read(row)).list());
  }

  /** Counts what has come, or with an amount below zero what went back, and tells of it. */
  void pay(Scope seller, long id, Money change) {
    sql.update(
        seller,
        "UPDATE payment_demand SET paid = GREATEST(paid + :change, 0)"
            + " WHERE id = :id AND tenant_id = :tenant",
        update -> update.bind("id", id).bind("change", change.micros()));
    get(seller, id).ifPresent(demand -> paid.fire(new Paid(seller.tenantId(), demand, change)));
  }

  /** Letters and digits alone, in capitals. */
  static String key(String reference) {
    return reference.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }

  /** Every word, and neighbours put together, as people break references up. */
  private static Set<String> tokens(String text) {
    var words = new ArrayList<String>();
    for (var word : text.split("[^\\p{L}\\p{N}/._-]+")) {
      var key = key(word);
      if (!key.isEmpty()) {
        words.add(key);
      }
    }
    var tokens = new LinkedHashSet<String>();
    for (var from = 0; from < words.size(); from++) {
      var joined = new StringBuilder();
      for (var to = from; to < Math.min(words.size(), from + JOINED_MAX); to++) {
        joined.append(words.get(to));
        if (joined.length() >= KEY_LEAST
            && joined.length() <= KEY_MOST
            && tokens.size() < TOKENS_MAX) {
          tokens.add(joined.toString());
        }
      }
    }
    return tokens;
  }

  private static Demand read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Demand(
        row.getLong("id"),
        row.getLong("buyer_id"),
        row.getString("reference"),
        new Money(row.getLong("amount"), currency),
        new Money(row.getLong("paid"), currency),
        row.getLong("document_id"));
  }
}
