package livery.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import livery.frame.Format;
import livery.frame.Texts;
import livery.store.Store;
import livery.tenant.Brands;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Writes to those who look after a tenant's money when its wallet has fallen below the threshold:
 * once for each crossing, however often it is looked. Thread-safe.
 */
@ApplicationScoped
public class LowBalanceMails {

  private static final int MOST_AT_ONCE = 200;

  private final Store store;
  private final TenantTree tree;
  private final Brands brands;
  private final Mails mails;
  private final Clock clock;

  private record Low(
      long walletId,
      long tenantId,
      int crossings,
      long available,
      long threshold,
      String currency) {}

  @Inject
  public LowBalanceMails(Store store, TenantTree tree, Brands brands, Mails mails, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.brands = brands;
    this.mails = mails;
    this.clock = clock;
  }

  protected LowBalanceMails() {
    this(null, null, null, null, null);
  }

  /**
   * Queues a mail for each crossing that none was written for yet.
   *
   * @return how many crossings were told
   */
  int write() {
    var told = 0;
    for (var low : untold()) {
      told += store.inTransaction(connection -> write(low));
    }
    return told;
  }

  private List<Low> untold() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT a.wallet_id, a.tenant_id, a.crossings, a.threshold, w.currency,"
                            + " w.balance - w.held + w.credit_limit AS available"
                            + " FROM wallet_alert a JOIN wallet w ON w.id = a.wallet_id"
                            + " WHERE a.low_since IS NOT NULL AND a.mailed < a.crossings LIMIT "
                            + MOST_AT_ONCE)
                    .map(
                        (row, context) ->
                            new Low(
                                row.getLong("wallet_id"),
                                row.getLong("tenant_id"),
                                row.getInt("crossings"),
                                row.getLong("available"),
                                row.getLong("threshold"),
                                row.getString("currency")))
                    .list());
  }

  private int write(Low low) {
    var claimed =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createUpdate(
                            "UPDATE wallet_alert SET mailed = :crossings"
                                + " WHERE wallet_id = :wallet AND mailed < :crossings")
                        .bind("crossings", low.crossings())
                        .bind("wallet", low.walletId())
                        .execute());
    if (claimed == 0) {
      return 0;
    }
    var tenant = tree.find(low.tenantId()).orElseThrow();
    for (var reader : Reader.ofMoney(store, low.tenantId())) {
      mail(low, tenant, reader);
    }
    return 1;
  }

  private void mail(Low low, Tenant tenant, Reader reader) {
    var locale = new Locale(reader.language());
    var texts = Texts.in(locale);
    var format = Format.in(locale, tenant.zone(), clock);
    var available = format.money(low.available(), low.currency());
    mails.put(
        tenant.id(),
        reader.email(),
        brands.of(tenant.id()).name(),
        texts.of("mail.low-subject", tenant.name(), available),
        texts.of(
            "mail.low-body",
            tenant.name(),
            available,
            format.money(low.threshold(), low.currency()),
            brands.of(tenant.id()).name()));
  }
}
