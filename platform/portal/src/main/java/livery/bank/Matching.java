package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import livery.billing.Money;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Whose money an entry is. A reference decides: of a demand, or of the wallet itself. Without one,
 * an account that is known to be a buyer's counts together with the exact amount of one demand.
 * What fits two buyers fits none. Thread-safe.
 */
@ApplicationScoped
public class Matching {

  private final TenantSql sql;
  private final Demands demands;

  /**
   * What was found.
   *
   * @param buyerId 0 when it is nobody's
   * @param demandId 0 for none
   * @param reason how it was found, or why not
   */
  record Match(long buyerId, long demandId, String reason) {

    static Match none(String reason) {
      return new Match(0, 0, reason);
    }

    boolean isFound() {
      return buyerId != 0;
    }
  }

  @Inject
  public Matching(TenantSql sql, Demands demands) {
    this.sql = sql;
    this.demands = demands;
  }

  protected Matching() {
    this(null, null);
  }

  /** Finds the buyer of money that came. */
  Match find(Scope seller, Entry entry) {
    var text = entry.details() + " " + entry.endToEnd();
    var named = demands.named(seller, text);
    var buyers = new LinkedHashSet<Long>();
    named.forEach(demand -> buyers.add(demand.buyerId()));
    var ofWallets = buyers(seller, CreditorReference.wallets(text));
    buyers.addAll(ofWallets);
    if (buyers.size() > 1) {
      return Match.none("two-matches");
    }
    if (!named.isEmpty()) {
      var demand = best(named, entry.amount());
      if (!demand.amount().currency().equals(entry.amount().currency())) {
        return Match.none("currency");
      }
      return fitting(seller, demand.buyerId(), demand.id(), "demand", entry.amount());
    }
    if (!ofWallets.isEmpty()) {
      return fitting(seller, ofWallets.get(0), 0, "reference", entry.amount());
    }
    if (entry.suggestedId() != 0) {
      var waiting = demands.waiting(seller, entry.suggestedId(), entry.amount());
      if (waiting.size() == 1) {
        return fitting(seller, entry.suggestedId(), waiting.get(0).id(), "payer", entry.amount());
      }
    }
    return Match.none("no-reference");
  }

  /** Of several that one text names: the one that asks for just that, else one that still waits. */
  private static Demands.Demand best(List<Demands.Demand> named, Money amount) {
    return named.stream()
        .filter(one -> one.amount().minus(one.paid()).equals(amount))
        .findFirst()
        .or(() -> named.stream().filter(one -> !one.isPaid()).findFirst())
        .orElse(named.get(0));
  }

  private List<Long> buyers(Scope seller, List<Long> wallets) {
    return wallets.isEmpty()
        ? List.of()
        : sql.query(
            seller,
            "SELECT DISTINCT buyer_id FROM wallet WHERE seller_id = :tenant AND id IN (<ids>)",
            query -> query.bindList("ids", wallets).mapTo(Long.class).list());
  }

  /** The buyer, when it has a wallet in the money's currency. */
  Match fitting(Scope seller, long buyerId, long demandId, String reason, Money amount) {
    var wallets =
        sql.query(
            seller,
            "SELECT COUNT(*) FROM wallet WHERE seller_id = :tenant AND buyer_id = :buyer"
                + " AND currency = :currency",
            query ->
                query
                    .bind("buyer", buyerId)
                    .bind("currency", amount.currency())
                    .mapTo(Integer.class)
                    .one());
    return wallets == 0 ? Match.none("currency") : new Match(buyerId, demandId, reason);
  }
}
