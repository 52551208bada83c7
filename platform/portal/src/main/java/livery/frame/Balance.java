package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import livery.tenant.CurrentScope;
import livery.tenant.TenantSql;

/**
 * What the tenant can still spend, for the bar above every page. A tenant without a wallet (the
 * platform) has nothing to show.
 */
@Named
@RequestScoped
public class Balance {

  private static final String WALLET =
      "SELECT w.currency, w.balance - w.held + w.credit_limit AS available,"
          + " COALESCE(a.threshold, 0) AS threshold"
          + " FROM wallet w LEFT JOIN wallet_alert a ON a.wallet_id = w.id"
          + " WHERE w.buyer_id = :tenant ORDER BY w.opened_at LIMIT 1";

  private final CurrentScope current;
  private final TenantSql sql;
  private Optional<Purse> purse;

  @Inject
  public Balance(CurrentScope current, TenantSql sql) {
    this.current = current;
    this.sql = sql;
  }

  protected Balance() {
    this(null, null);
  }

  private record Purse(String currency, long available, long threshold) {}

  private Optional<Purse> purse() {
    if (purse == null) {
      purse =
          sql.query(
              current.get(),
              WALLET,
              query ->
                  query
                      .map(
                          (row, context) ->
                              new Purse(
                                  row.getString("currency"),
                                  row.getLong("available"),
                                  row.getLong("threshold")))
                      .findFirst());
    }
    return purse;
  }

  public boolean isShown() {
    return current.isKnown() && purse().isPresent();
  }

  /** In millionths of the currency. */
  public long getMicros() {
    return purse().map(Purse::available).orElse(0L);
  }

  public String getCurrency() {
    return purse().map(Purse::currency).orElse("");
  }

  /** "good", "warn" below the threshold that the tenant has set, "bad" when nothing is left. */
  public String getState() {
    var available = getMicros();
    if (available <= 0) {
      return "bad";
    }
    return purse().filter(it -> available < it.threshold()).isPresent() ? "warn" : "good";
  }
}
