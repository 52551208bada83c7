package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import livery.api.Report;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.order.Sought;
import livery.plugin.Plugins;
import livery.price.Products;
import livery.signin.ApiKey;
import livery.signin.ApiKeys;
import livery.smpp.Links;
import livery.tenant.CurrentScope;

/** The lists of what a house runs on: links, plugins, keys of the API, products. */
@RequestScoped
class HouseLists {

  @Inject private Links links;
  @Inject private Plugins plugins;
  @Inject private ApiKeys keys;
  @Inject private Products products;
  @Inject private CurrentScope current;
  @Inject private Frame frame;
  @Inject private ListRows rows;
  @Inject private Texts texts;
  @Inject private Clock clock;

  Report.Table links() {
    var scope = current.get();
    return rows.table(
        List.of(
            "smpp.name",
            "smpp.network",
            "smpp.host",
            "smpp.port",
            "smpp.state",
            "smpp.in",
            "smpp.out",
            "smpp.unanswered",
            "smpp.throttled"),
        links.list(scope).stream()
            .map(
                link -> {
                  var status = links.status(scope, link);
                  return List.of(
                      link.name(),
                      link.network(),
                      link.host(),
                      "" + link.port(),
                      texts.get("smpp.state." + status.state()),
                      number(status.inPerSecond()),
                      number(status.outPerSecond()),
                      "" + status.outstanding(),
                      "" + status.throttled());
                }));
  }

  private static String number(double perSecond) {
    return String.format(Locale.ROOT, "%.1f", perSecond);
  }

  Report.Table plugins() {
    return rows.table(
        List.of(
            "plugin.column.plugin",
            "plugin.column.version",
            "plugin.column.state",
            "plugin.column.campaigns",
            "plugin.column.messages",
            "plugin.column.failures",
            "plugin.column.mean"),
        plugins.list(current.get(), frame.getLocale()).stream()
            .map(
                row ->
                    List.of(
                        row.id(),
                        row.version(),
                        texts.get("plugin.state." + row.state().toLowerCase(Locale.ROOT)),
                        "" + row.campaigns(),
                        "" + row.messages(),
                        "" + row.failures(),
                        "" + row.meanMicros())));
  }

  Report.Table keys(Sought sought) {
    var now = clock.instant();
    var all =
        ListRows.all(
            "",
            ApiKeys.PART_MAX,
            after -> keys.list(current.get(), sought, after, ApiKeys.PART_MAX),
            ApiKey::place);
    return rows.table(
        List.of(
            "signin.key-name",
            "signin.key-scopes",
            "signin.key-used",
            "signin.key-expires",
            "tenant.state"),
        all.stream()
            .map(
                key ->
                    List.of(
                        key.name(),
                        String.join(" ", key.scopes()),
                        rows.time(key.lastUsedAt()),
                        rows.time(key.expiresAt()),
                        texts.get("signin.key-" + key.state(now)))));
  }

  Report.Table products(Sought sought) {
    var language = frame.getLocale().getLanguage();
    return rows.table(
        List.of("price.product-name", "price.product-code", "price.product-origin"),
        products.list(sought, language).stream()
            .map(
                row ->
                    List.of(
                        products.name(row.code(), language),
                        row.code(),
                        texts.get(
                            row.builtIn() ? "price.product-built-in" : "price.product-added"))));
  }
}
