package livery.price;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import livery.billing.Bundles;
import livery.billing.OneOff;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.order.Sought;
import livery.plugin.PluginHost;
import livery.sales.Sales;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * What can be sold: the portal's own products, those that the platform has added, and whatever
 * begins with "plugin.". Thread-safe.
 */
@ApplicationScoped
public class Products {

  /** What is priced for each message or question about a subscriber's number. */
  private static final Set<String> OF_NUMBERS =
      Set.of(Prices.MO, Prices.MO_FREE, Prices.MT, "viber.mt", "lookup");

  private static final int CODE_LENGTH = 30;
  private static final int NAME_LENGTH = 80;
  private static final int MOST = 500;
  private static final String PLUGINS = "plugin.";

  /** Income from premium numbers. */
  private static final String PREMIUM = "premium";

  private final Store store;
  private final TenantTree tree;
  private final Audit audit;
  private final PluginHost plugins;
  private volatile Map<String, Product> all = Map.of();

  /**
   * A product.
   *
   * @param code 1 to 30 printable ASCII characters, for example "sms.mt"
   * @param builtIn whether the portal itself sells it
   */
  public record Product(String code, String nameEn, String nameUk, String nameRu, boolean builtIn) {

    /** Its name for people of a language. */
    public String name(String language) {
      return switch (language) {
        case "uk" -> nameUk;
        case "ru" -> nameRu;
        default -> nameEn;
      };
    }
  }

  @Inject
  public Products(Store store, TenantTree tree, Audit audit, PluginHost plugins) {
    this.store = store;
    this.tree = tree;
    this.audit = audit;
    this.plugins = plugins;
  }

  protected Products() {
    this(null, null, null, null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  private Map<String, Product> reload() {
    var read = new LinkedHashMap<String, Product>();
    store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT code, name_en, name_uk, name_ru, built_in FROM product"
                            + " ORDER BY built_in DESC, code LIMIT "
                            + MOST)
                    .map(
                        (row, context) ->
                            new Product(
                                row.getString("code"),
                                row.getString("name_en"),
                                row.getString("name_uk"),
                                row.getString("name_ru"),
                                row.getBoolean("built_in")))
                    .list())
        .forEach(one -> read.put(one.code(), one));
    all = read;
    return read;
  }

  /** All of them, the portal's own first. */
  public List<Product> list() {
    return List.copyOf((all.isEmpty() ? reload() : all).values());
  }

  /** Those of them whose names for people of a language have a text in them. */
  public List<Product> list(Sought sought, String language) {
    return list().stream().filter(one -> sought.isIn(name(one.code(), language))).toList();
  }

  /** Its name for people of a language; what has none of its own is called by what it is. */
  public String name(String code, String language) {
    var texts = Texts.in(new Locale(language));
    if (code.startsWith(PLUGINS)) {
      var type = code.substring(PLUGINS.length());
      var named = plugins.find(type).map(found -> found.name(new Locale(language)));
      return texts.of("price.product.plugin-of", named.orElse(type));
    }
    if (isInDocumentsAlone(code)) {
      return texts.get("price.product." + code);
    }
    var known = all;
    var product = known.containsKey(code) ? known.get(code) : reload().get(code);
    return product == null ? code : product.name(language);
  }

  /** What a line of sales is about, for people of a language. */
  public String name(Sales.Kind kind, String code, String language) {
    var texts = Texts.in(new Locale(language));
    return switch (kind) {
      case SALE, OWN -> name(code, language);
      case SETTLEMENT -> texts.of("price.settled", name(code, language));
      case CREDIT -> texts.get("price.credited");
    };
  }

  /**
   * The code of something that can be sold. Another server may have added it, so a code that is not
   * known is looked up once more.
   *
   * @throws Fault for an unknown one
   */
  String require(String code) {
    var text = Check.text("product", code, CODE_LENGTH);
    var plugins = text.startsWith(PLUGINS) && text.matches("[!-~]+");
    if (!plugins && !all.containsKey(text) && !reload().containsKey(text)) {
      throw Fault.invalid("product", "price.fault.product", Check.shown(text));
    }
    return text;
  }

  /** Whether its price may depend on how a subscriber's number begins. */
  static boolean isOfNumbers(String code) {
    return OF_NUMBERS.contains(code);
  }

  /** Whether it is a text from a subscriber. */
  static boolean isIncoming(String code) {
    return code.equals(Prices.MO) || code.equals(Prices.MO_FREE);
  }

  /** Income, one-off work and what is sold in bundles, which no price list has. */
  private static boolean isInDocumentsAlone(String code) {
    return code.equals(PREMIUM)
        || code.equals(OneOff.PRODUCT)
        || code.equals(Bundles.PRODUCT)
        || code.equals(Bundles.BREAKAGE);
  }

  /** Whether {@link #put} is allowed. */
  boolean mayPut(Scope scope) {
    return Rights.finances(scope.role()) && tree.isPlatform(scope.homeId());
  }

  /** Adds or renames a product; for the platform's own people. */
  public Product put(Scope scope, Product wanted) {
    if (!mayPut(scope)) {
      throw new NotAllowed();
    }
    var code = Check.text("code", wanted.code(), CODE_LENGTH);
    if (!code.matches("[a-z0-9]+([._-][a-z0-9]+)*")) {
      throw Fault.invalid("code", "price.fault.product-code", Check.shown(code));
    }
    if (isInDocumentsAlone(code)) {
      throw Fault.conflict("code", "price.fault.product-own", code);
    }
    if (list().size() >= MOST && !all.containsKey(code)) {
      throw Fault.conflict("code", "price.fault.products", MOST);
    }
    var product =
        new Product(
            code,
            Check.text("nameEn", wanted.nameEn(), NAME_LENGTH),
            Check.text("nameUk", wanted.nameUk(), NAME_LENGTH),
            Check.text("nameRu", wanted.nameRu(), NAME_LENGTH),
            false);
    store.inTransaction(
        connection -> {
          store
              .jdbi()
              .useHandle(
                  handle ->
                      handle.execute(
                          "INSERT INTO product (code, name_en, name_uk, name_ru)"
                              + " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                              + " name_en = VALUE(name_en), name_uk = VALUE(name_uk),"
                              + " name_ru = VALUE(name_ru)",
                          product.code(),
                          product.nameEn(),
                          product.nameUk(),
                          product.nameRu()));
          audit.write(scope, "product.put", "product " + code, product.nameEn());
          return null;
        });
    return reload().get(code);
  }
}
