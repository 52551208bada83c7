package livery.digest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.frame.Amounts;
import livery.frame.Format;
import livery.frame.Period;
import livery.frame.Texts;
import livery.history.Messages;
import livery.money.Wallets;
import livery.price.Products;
import livery.sales.Sales;
import livery.tenant.Brands;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import livery.text.Csv;
import livery.traffic.TrafficCounts;

/**
 * What a report says: what was paid, what is left, campaigns, products and clients. Thread-safe.
 */
@ApplicationScoped
public class DigestLetter {

  private static final int LINES_SHOWN = 10;
  private static final int NAME_SHOWN = 60;

  private final TenantTree tree;
  private final Brands brands;
  private final Wallets wallets;
  private final Sales sales;
  private final TrafficCounts traffic;
  private final Messages messages;
  private final Products products;
  private final Clock clock;

  /** A letter in its reader's language. */
  record Written(String sender, String subject, String body, String fileName, byte[] file) {}

  /** A campaign; {@code spent} is {@code null} where it is a client's affair. */
  record Campaign(String name, long received, long sent, long delivered, Money spent) {}

  private record Words(Texts texts, Format format, String language, Tenant tenant) {}

  @Inject
  public DigestLetter(
      TenantTree tree,
      Brands brands,
      Wallets wallets,
      Sales sales,
      TrafficCounts traffic,
      Messages messages,
      Products products,
      Clock clock) {
    this.tree = tree;
    this.brands = brands;
    this.wallets = wallets;
    this.sales = sales;
    this.traffic = traffic;
    this.messages = messages;
    this.products = products;
    this.clock = clock;
  }

  protected DigestLetter() {
    this(null, null, null, null, null, null, null, null);
  }

  /** The address that ends a subscription. */
  static String stop(Digest digest) {
    return digest.address() + "/digest/stop?code=" + digest.stopCode();
  }

  Written of(Digest digest, Scope scope, String language) {
    var tenant = tree.find(digest.tenantId()).orElseThrow();
    var locale = new Locale(language);
    var format = Format.in(locale, tenant.zone(), clock);
    var words = new Words(Texts.in(locale), format, language, tenant);
    var end = digest.every().next(digest.since());
    var period = new Period(digest.since(), end.minusDays(1), tenant.zone());
    var before =
        new Period(
            digest.every().before(digest.since()), digest.since().minusDays(1), tenant.zone());
    var bought = sales.bought(scope, Sales.By.PRODUCT, filter(period));
    var campaigns = campaigns(scope, period);
    var clients =
        Rights.finances(scope.role()) && sells(scope)
            ? ofClients(sales.sold(scope, Sales.By.CLIENT, filter(period)))
            : List.<Sales.Line>of();
    var brand = brands.of(tenant.id()).name();
    var days = format.days(period.from(), period.to());
    var body = new StringBuilder();
    body.append(words.texts().of("digest.hello", tenant.name(), days)).append("\n\n");
    paid(body, words, scope, bought, before);
    balance(body, words, scope);
    campaigns(body, words, campaigns);
    clients(body, words, clients);
    body.append("\n")
        .append(words.texts().of("digest.file"))
        .append("\n\n")
        .append(words.texts().of("digest.end", stop(digest)))
        .append("\n\n")
        .append(brand);
    return new Written(
        brand,
        words.texts().of("digest.subject", tenant.name(), days),
        body.toString(),
        "report-%s-%s.csv".formatted(period.from(), period.to()),
        file(words, campaigns, bought, clients).getBytes(StandardCharsets.UTF_8));
  }

  private static Sales.Filter filter(Period period) {
    return new Sales.Filter(period, 0, "");
  }

  private static List<Sales.Line> ofClients(List<Sales.Line> lines) {
    return lines.stream().filter(line -> line.buyerId() != 0).toList();
  }

  private boolean sells(Scope scope) {
    return !tree.childrenOf(scope.tenantId()).isEmpty();
  }

  /** In whole hours: what came and went, and, for who has no clients, what it cost. */
  private List<Campaign> campaigns(Scope scope, Period period) {
    var sums = new HashMap<Long, long[]>();
    for (var group :
        traffic.groups(
            scope,
            TrafficCounts.By.CAMPAIGN,
            period.start().truncatedTo(ChronoUnit.HOURS),
            period.end().truncatedTo(ChronoUnit.HOURS))) {
      if (group.id() != 0) {
        var sum = sums.computeIfAbsent(group.id(), id -> new long[4]);
        sum[0] += group.incoming() ? group.messages() : 0;
        sum[1] += !group.incoming() && group.state().equals("SENT") ? group.messages() : 0;
        sum[2] += !group.incoming() && group.state().equals("DELIVERED") ? group.messages() : 0;
        sum[3] += group.spendMicros();
      }
    }
    var names = messages.campaignNames(scope, sums.keySet());
    var currency = tree.find(scope.tenantId()).orElseThrow().currency();
    var costs = !sells(scope);
    return sums.entrySet().stream()
        .map(
            one -> {
              var sum = one.getValue();
              var name = names.getOrDefault(one.getKey(), "#" + one.getKey());
              var spent = costs ? new Money(sum[3], currency) : null;
              return new Campaign(name, sum[0], sum[1], sum[2], spent);
            })
        .sorted(
            Comparator.comparing((Campaign one) -> one.spent() == null ? 0 : one.spent().micros())
                .thenComparing(one -> one.received() + one.sent())
                .reversed()
                .thenComparing(Campaign::name))
        .toList();
  }

  private void paid(
      StringBuilder body, Words words, Scope scope, List<Sales.Line> bought, Period before) {
    if (words.tenant().parentId() == 0) {
      return;
    }
    var then = sales.bought(scope, Sales.By.PRODUCT, filter(before));
    var sums = new java.util.LinkedHashMap<String, long[]>();
    sums.put(words.tenant().currency(), new long[2]);
    bought.forEach(line -> add(sums, line, 0));
    then.forEach(line -> add(sums, line, 1));
    sums.forEach(
        (currency, sum) ->
            body.append(
                    words
                        .texts()
                        .of(
                            "digest.paid",
                            words.format().money(sum[0], currency),
                            words.format().money(sum[1], currency)))
                .append("\n"));
  }

  private static void add(java.util.Map<String, long[]> sums, Sales.Line line, int which) {
    sums.computeIfAbsent(line.sold().currency(), currency -> new long[2])[which] +=
        line.sold().micros();
  }

  private void balance(StringBuilder body, Words words, Scope scope) {
    wallets
        .own(scope)
        .ifPresent(
            purse -> {
              var available = purse.wallet().available();
              var money = words.format().money(available.micros(), available.currency());
              body.append(words.texts().of("digest.left", money)).append("\n");
            });
  }

  private static void campaigns(StringBuilder body, Words words, List<Campaign> campaigns) {
    body.append("\n");
    if (campaigns.isEmpty()) {
      body.append(words.texts().of("digest.no-campaigns")).append("\n");
      return;
    }
    body.append(words.texts().of("digest.campaigns")).append("\n");
    for (var one : campaigns.subList(0, Math.min(LINES_SHOWN, campaigns.size()))) {
      var counts = words.texts().of("digest.campaign", one.received(), one.sent(), one.delivered());
      body.append("  ").append(cut(one.name())).append(": ").append(counts);
      if (one.spent() != null) {
        var spent = words.format().money(one.spent().micros(), one.spent().currency());
        body.append(", ").append(words.texts().of("digest.campaign-cost", spent));
      }
      body.append("\n");
    }
    more(body, words, campaigns.size());
  }

  private static void clients(StringBuilder body, Words words, List<Sales.Line> clients) {
    if (clients.isEmpty()) {
      return;
    }
    body.append("\n").append(words.texts().of("digest.clients")).append("\n");
    for (var one : clients.subList(0, Math.min(LINES_SHOWN, clients.size()))) {
      body.append("  ")
          .append(cut(one.buyer()))
          .append(": ")
          .append(words.format().money(one.sold().micros(), one.sold().currency()));
      one.margin()
          .ifPresent(
              margin ->
                  body.append(", ")
                      .append(
                          words
                              .texts()
                              .of(
                                  "digest.margin",
                                  words.format().money(margin.micros(), margin.currency()))));
      body.append("\n");
    }
    more(body, words, clients.size());
  }

  private static void more(StringBuilder body, Words words, int size) {
    if (size > LINES_SHOWN) {
      body.append("  ").append(words.texts().of("digest.more", size - LINES_SHOWN)).append("\n");
    }
  }

  private static String cut(String name) {
    return name.length() <= NAME_SHOWN ? name : name.substring(0, NAME_SHOWN) + "…";
  }

  private String file(
      Words words, List<Campaign> campaigns, List<Sales.Line> bought, List<Sales.Line> clients) {
    var english = words.language().equals("en");
    var out = new StringBuilder();
    var csv = new Csv(out, english ? ',' : ';', english ? '.' : ',', true);
    var heads = new ArrayList<Object>();
    for (var head :
        List.of(
            "kind",
            "name",
            "received",
            "sent",
            "delivered",
            "quantity",
            "paid",
            "sold",
            "margin",
            "currency")) {
      heads.add(words.texts().of("digest.column." + head));
    }
    csv.row(heads.toArray());
    for (var one : campaigns) {
      csv.row(
          words.texts().of("digest.kind.campaign"),
          one.name(),
          one.received(),
          one.sent(),
          one.delivered(),
          null,
          one.spent() == null ? null : Amounts.plain(one.spent()),
          null,
          null,
          one.spent() == null ? null : one.spent().currency());
    }
    for (var one : bought) {
      csv.row(
          words.texts().of("digest.kind.product"),
          products.name(one.kind(), one.product(), words.language()),
          null,
          null,
          null,
          one.quantity(),
          Amounts.plain(one.sold()),
          null,
          null,
          one.sold().currency());
    }
    for (var one : clients) {
      csv.row(
          words.texts().of("digest.kind.client"),
          one.buyer(),
          null,
          null,
          null,
          one.quantity(),
          null,
          Amounts.plain(one.sold()),
          one.margin().map(Amounts::plain).orElse(null),
          one.sold().currency());
    }
    return out.toString();
  }
}
