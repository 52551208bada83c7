package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.price.NoPrice;
import livery.billing.price.Subscriber;
import livery.frame.Format;
import livery.frame.SmsPreview;
import livery.message.Networks;
import livery.price.Prices;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import livery.text.Segments;

/** What a text takes and costs a tenant before it is sent, all parts together. Thread-safe. */
@ApplicationScoped
public class PreviewPrice {

  /** Asks the price list only; nothing is booked under it. */
  private static final long NO_EVENT = 1;

  private final Prices prices;
  private final Networks networks;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  public PreviewPrice(Prices prices, Networks networks, TenantTree tree, Clock clock) {
    this.prices = prices;
    this.networks = networks;
    this.tree = tree;
    this.clock = clock;
  }

  protected PreviewPrice() {
    this(null, null, null, null);
  }

  /**
   * A text as the operators of a number send it; where they differ, or prices do by how a
   * receiver's number begins, the most parts, and the least and the most that it may cost.
   *
   * @param numberId where it is sent from, 0 for not known yet
   * @param country of the number, or empty
   */
  SmsPreview of(Scope scope, long numberId, String country, String text, Locale language) {
    var links = networks.serving(numberId);
    return SmsPreview.of(
        networks.possible(links, text),
        text.isBlank() ? "" : price(scope, links, country, text, language));
  }

  /**
   * Says of each of many texts how many SMS it takes with the operator of the number that needs the
   * most. The operators are those of now.
   */
  ToIntFunction<String> parts(long numberId) {
    var links = networks.serving(numberId);
    return text ->
        networks.possible(links, text).stream().mapToInt(Segments::count).max().orElseThrow();
  }

  private String price(
      Scope scope, List<Long> links, String country, String text, Locale language) {
    var zone = tree.find(scope.tenantId()).map(Tenant::zone).orElseThrow();
    var format = Format.in(language, zone, clock);
    var retail =
        links.stream()
            .flatMap(link -> prices(scope, country, link, text))
            .sorted(Comparator.comparingLong(Money::micros))
            .toList();
    if (retail.isEmpty()) {
      return "";
    }
    var least = retail.get(0);
    var most = retail.get(retail.size() - 1);
    var dearest = format.price(most.micros(), most.currency());
    return least.micros() == most.micros()
        ? dearest
        : format.price(least.micros(), least.currency()) + " – " + dearest;
  }

  /** By every prefix that has a price, too: nobody knows yet who gets it. */
  private Stream<Money> prices(Scope scope, String country, long link, String text) {
    var edges = prices.edges(scope.tenantId());
    var parts = networks.segments(link, text).count();
    var network = networks.name(link);
    return Stream.concat(Stream.of(""), prices.prefixes(edges.get(0), Prices.MT, country).stream())
        .flatMap(prefix -> price(edges, parts, new Subscriber(country, network, prefix)).stream());
  }

  private Optional<Money> price(List<Edge> edges, int parts, Subscriber receiver) {
    try {
      var now = clock.instant();
      return Optional.of(
          prices.rater().rate(NO_EVENT, edges, Prices.MT, parts, receiver, now).retail());
    } catch (NoPrice none) {
      return Optional.empty();
    }
  }
}
