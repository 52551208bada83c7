package livery.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import livery.billing.Money;
import livery.billing.OneOff;
import livery.billing.Wallet;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads work that was charged, by the keys that it was charged under, and the invoices that say it.
 * Takes wallets that the caller may see. Thread-safe.
 */
@ApplicationScoped
public class WorkRows {

  private static final String COLUMNS =
      "SELECT t.id, t.first_event, t.posted_at, t.reference, t.quantity, r.unit_price, t.amount,"
          + " t.currency, f.event_id IS NOT NULL AS taken_back FROM posting_key k JOIN transfer t ON"
          + " t.posting_id = k.posting_id AND t.kind = 'CHARGE' AND t.product = '"
          + OneOff.PRODUCT
          + "' JOIN rated r ON r.event_id = t.first_event AND r.level = 0 LEFT JOIN refund f ON"
          + " f.event_id = t.first_event WHERE k.tenant_id = :buyer AND k.kind = 'CHARGE' AND"
          + " t.debit_account = :wallet";

  private final Store store;
  private final TenantTree tree;

  @Inject
  public WorkRows(Store store, TenantTree tree) {
    this.store = store;
    this.tree = tree;
  }

  protected WorkRows() {
    this(null, null);
  }

  /** Whose days documents count: the platform's. */
  ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  List<Piece> list(Wallet wallet, long before, int limit) {
    return read(
        wallet,
        " AND t.id < :before ORDER BY t.id DESC LIMIT :limit",
        query -> query.bind("before", before).bind("limit", limit));
  }

  Optional<Piece> find(Wallet wallet, long id) {
    return read(wallet, " AND t.id = :id", query -> query.bind("id", id)).stream().findFirst();
  }

  Piece posted(Wallet wallet, long posting) {
    return read(wallet, " AND k.posting_id = :posting", query -> query.bind("posting", posting))
        .get(0);
  }

  private record Invoice(long id, String number, LocalDate first, LocalDate last) {

    boolean says(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  private List<Piece> read(Wallet wallet, String which, Function<Query, Query> with) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              var found =
                  with.apply(
                          handle
                              .createQuery(COLUMNS + which)
                              .bind("buyer", wallet.buyerId())
                              .bind("wallet", wallet.id()))
                      .map(
                          (row, context) ->
                              new Piece(
                                  row.getLong("id"),
                                  row.getLong("first_event"),
                                  Utc.read(row, "posted_at").orElseThrow(),
                                  row.getString("reference"),
                                  row.getLong("quantity"),
                                  row.getBigDecimal("unit_price"),
                                  new Money(row.getLong("amount"), row.getString("currency")),
                                  row.getBoolean("taken_back"),
                                  0,
                                  ""))
                      .list();
              if (found.isEmpty()) {
                return found;
              }
              var days = found.stream().map(this::day).sorted().toList();
              var invoices =
                  handle
                      .createQuery(
                          "SELECT id, number, from_day, to_day FROM document WHERE kind ="
                              + " 'INVOICE' AND issuer_id = :seller AND seller_id = :seller AND buyer_id = :buyer AND"
                              + " currency = :currency AND number IS NOT NULL AND from_day <="
                              + " :last AND to_day >= :first")
                      .bind("seller", wallet.sellerId())
                      .bind("buyer", wallet.buyerId())
                      .bind("currency", wallet.currency())
                      .bind("first", days.get(0))
                      .bind("last", days.get(days.size() - 1))
                      .map(
                          (row, context) ->
                              new Invoice(
                                  row.getLong("id"),
                                  row.getString("number"),
                                  row.getObject("from_day", LocalDate.class),
                                  row.getObject("to_day", LocalDate.class)))
                      .list();
              return found.stream().map(piece -> with(piece, invoices)).toList();
            });
  }

  /** What was given back before is on no invoice, whatever else that says of the day. */
  private Piece with(Piece piece, List<Invoice> invoices) {
    return invoices.stream()
        .filter(invoice -> !piece.takenBack() && invoice.says(day(piece)))
        .findFirst()
        .map(
            invoice ->
                new Piece(
                    piece.id(),
                    piece.eventId(),
                    piece.at(),
                    piece.text(),
                    piece.quantity(),
                    piece.unitPrice(),
                    piece.amount(),
                    false,
                    invoice.id(),
                    invoice.number()))
        .orElse(piece);
  }

  private LocalDate day(Piece piece) {
    return LocalDate.ofInstant(piece.at(), zone());
  }
}
