package livery.bank;

import java.util.List;
import java.util.function.Predicate;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Which entry a bank's reversal takes back: one of the same amount under the bank's number, else
 * under the payer's number, else with the same words. Whoever is known to have paid must be the
 * same, and what fits two payers fits none.
 */
final class Originals {

  private static final int LIKE_MAX = 1_000;

  private final TenantSql sql;

  Originals(TenantSql sql) {
    this.sql = sql;
  }

  /**
   * What was found.
   *
   * @param entry {@code null} when it is none, or one of several payers'
   * @param reason why it is none
   */
  record Found(Entry entry, String reason) {

    boolean isFound() {
      return entry != null;
    }
  }

  Found of(Scope scope, Entry reversal) {
    var like = like(scope, reversal);
    var byNumber = same(like, reversal.bankRef(), Entry::bankRef);
    if (!byNumber.isEmpty()) {
      return one(byNumber, reversal);
    }
    var ofPayer = like.stream().filter(isOfPayer(reversal)).toList();
    var byPayersNumber = same(ofPayer, reversal.endToEnd(), Entry::endToEnd);
    if (!byPayersNumber.isEmpty()) {
      return one(byPayersNumber, reversal);
    }
    var unnumbered =
        ofPayer.stream()
            .filter(entry -> reversal.endToEnd().isEmpty() || entry.endToEnd().isEmpty())
            .toList();
    return one(same(unnumbered, reversal.details(), Entry::details), reversal);
  }

  /** Of several that one payer sent alike, each will do: one that moved money, the newest. */
  private static Found one(List<Entry> fitting, Entry reversal) {
    if (fitting.isEmpty()) {
      return new Found(null, "no-original");
    }
    var ofPayer = fitting.stream().filter(isOfPayer(reversal)).toList();
    var left = ofPayer.isEmpty() ? fitting : ofPayer;
    var payers = left.stream().map(Entry::payerAccount).distinct().count();
    var buyers = left.stream().mapToLong(Entry::buyerId).filter(id -> id != 0).distinct().count();
    return payers > 1 || buyers > 1 ? new Found(null, "two-originals") : new Found(left.get(0), "");
  }

  private static List<Entry> same(
      List<Entry> entries, String text, java.util.function.Function<Entry, String> of) {
    return text.isEmpty()
        ? List.of()
        : entries.stream().filter(entry -> of.apply(entry).equalsIgnoreCase(text)).toList();
  }

  /** Some banks name the seller itself as the other side of a reversal: that says nothing. */
  private static Predicate<Entry> isOfPayer(Entry reversal) {
    var payer = reversal.payerAccount();
    return payer.isEmpty() || payer.equals(reversal.account())
        ? entry -> true
        : entry -> entry.payerAccount().isEmpty() || entry.payerAccount().equals(payer);
  }

  private List<Entry> like(Scope scope, Entry reversal) {
    return sql.query(
        scope,
        Entry.COLUMNS
            + "WHERE e.tenant_id = :tenant AND e.account = :account AND e.credit = 1"
            + " AND e.reversal = 0 AND e.amount = :amount AND e.currency = :currency"
            + " AND (e.end_to_end <> '' AND e.end_to_end = :endToEnd"
            + " OR e.bank_ref <> '' AND e.bank_ref = :bankRef"
            + " OR e.details <> '' AND e.details = :details)"
            + " AND NOT EXISTS (SELECT 1 FROM bank_entry r WHERE r.original_id = e.id)"
            + " ORDER BY e.state <> 'POSTED', e.booked_on DESC, e.id DESC LIMIT "
            + LIKE_MAX,
        query ->
            query
                .bind("account", reversal.account())
                .bind("amount", reversal.amount().micros())
                .bind("currency", reversal.amount().currency())
                .bind("endToEnd", reversal.endToEnd())
                .bind("bankRef", reversal.bankRef())
                .bind("details", reversal.details())
                .map((row, context) -> Entry.read(row))
                .list());
  }
}
