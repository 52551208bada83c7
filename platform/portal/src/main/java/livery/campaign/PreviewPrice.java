package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import livery.billing.price.NoPrice;
import livery.frame.Format;
import livery.number.NumberRow;
import livery.price.Prices;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import livery.text.Segments;

/** What a text costs a tenant before it is sent, all parts together. Thread-safe. */
@ApplicationScoped
public class PreviewPrice {

  /** Asks the price list only; nothing is booked under it. */
  private static final long NO_EVENT = 1;

  private final Prices prices;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  public PreviewPrice(Prices prices, TenantTree tree, Clock clock) {
    this.prices = prices;
    this.tree = tree;
    this.clock = clock;
  }

  protected PreviewPrice() {
    this(null, null, null);
  }

  /**
   * In words of the language; empty without a text or a price.
   *
   * @param number where it is sent from, {@code null} for not known yet
   */
  String of(Scope scope, NumberRow number, String text, Locale language) {
    if (text.isBlank()) {
      return "";
    }
    try {
      var zone = tree.find(scope.tenantId()).map(Tenant::zone).orElseThrow();
      var country = number == null ? "" : number.country();
      var parts = Segments.of(text).count();
      var retail =
          prices
              .rate(
                  NO_EVENT,
                  prices.edges(scope.tenantId()),
                  Prices.MT,
                  parts,
                  country,
                  "",
                  clock.instant())
              .retail();
      return Format.in(language, zone, clock).price(retail.micros(), retail.currency());
    } catch (NoPrice none) {
      return "";
    }
  }
}
