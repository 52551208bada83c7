package livery.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import livery.frame.MenuEntry.Group;
import livery.tenant.Tenant.Kind;

/**
 * Which page of the portal stands where in the menu: at most nine entries for anybody, the pages of
 * each as tabs. The one place to add a page to.
 */
final class MenuPlaces {

  private final Reader reader;
  private final UnaryOperator<String> text;
  private final List<MenuEntry> all = new ArrayList<>();

  /** For whom the menu is: what kind of tenant is looked at, and what the role allows. */
  record Reader(Kind kind, boolean manages, boolean finances, boolean owns, boolean operates) {

    boolean platform() {
      return kind == Kind.PLATFORM;
    }

    boolean client() {
      return kind == Kind.CLIENT;
    }

    boolean seller() {
      return !client();
    }
  }

  /** An entry of the menu and the page of it that is shown. */
  record Found(MenuEntry entry, MenuTab tab) {}

  private MenuPlaces(Reader reader, UnaryOperator<String> text) {
    this.reader = reader;
    this.text = text;
  }

  /**
   * The entries that the reader may see.
   *
   * @param text the words of a key
   */
  static List<MenuEntry> of(Reader reader, UnaryOperator<String> text) {
    var places = new MenuPlaces(reader, text);
    places.work();
    places.people();
    places.money();
    return places.all;
  }

  /**
   * Where a page stands: where it is named, else whose folder it is in.
   *
   * @param paths the page, the most exact form first: "/a/b.xhtml?wallet", then "/a/b.xhtml"
   */
  static Optional<Found> find(List<MenuEntry> entries, String... paths) {
    return Arrays.stream(paths)
        .flatMap(path -> founds(entries).stream().filter(found -> found.tab().names(path)).limit(1))
        .findFirst()
        .or(
            () ->
                founds(entries).stream()
                    .filter(found -> found.tab().holds(paths[paths.length - 1]))
                    .findFirst());
  }

  private static List<Found> founds(List<MenuEntry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.tabs().stream().map(tab -> new Found(entry, tab)))
        .toList();
  }

  private void work() {
    entry(
        Group.WORK,
        "dashboard",
        "pi-chart-bar",
        tab(true, "frame.menu.dashboard", "/index.xhtml"),
        tab(true, "digest.title", "/digest/list.xhtml", "/digest/"));
    entry(
        Group.WORK,
        "messages",
        "pi-comments",
        tab(true, "frame.menu.messages", "/message/list.xhtml", "/message/"));
    entry(
        Group.WORK,
        "campaigns",
        "pi-megaphone",
        tab(true, "frame.menu.campaigns", "/campaign/list.xhtml", "/campaign/", "/plugin/"));
    entry(
        Group.WORK,
        "numbers",
        "pi-hashtag",
        tab(
            true,
            "frame.tab.numbers",
            "/number/list.xhtml",
            "/number/rent.xhtml",
            "/tariff/number.xhtml"),
        tab(reader.operates(), "frame.tab.stock", "/number/stock.xhtml"),
        tab(reader.operates(), "number.shares", "/number/shares.xhtml"),
        tab(reader.seller(), "tariff.rents", "/tariff/rents.xhtml"));
    entry(
        Group.WORK,
        "connections",
        "pi-link",
        tab(reader.platform(), "frame.menu.links", "/smpp/links.xhtml"),
        tab(reader.platform(), "frame.menu.plugins", "/plugin/list.xhtml"));
  }

  private void people() {
    entry(
        Group.PEOPLE,
        "clients",
        "pi-building",
        tab(reader.seller(), "frame.menu.clients", "/tenant/clients.xhtml", "/tenant/move.xhtml"));
    if (reader.manages()) {
      entry(
          Group.PEOPLE,
          "people-page",
          "pi-users",
          tab(true, "tenant.people", "/tenant/people.xhtml"),
          tab(true, "signin.keys", "/tenant/keys.xhtml", "/rest/docs.xhtml"),
          tab(true, "tenant.audit", "/tenant/audit.xhtml"),
          tab(reader.seller() && reader.owns(), "brand.title", "/tenant/brand.xhtml"));
    }
  }

  private void money() {
    entry(
        Group.MONEY,
        "wallet",
        "pi-wallet",
        tab(!reader.platform(), "money.tab.wallet", "/money/wallet.xhtml"),
        tab(!reader.platform(), "money.tab.statement", "/money/statement.xhtml"),
        tab(!reader.platform(), "payment.topup", "/payment/topup.xhtml", "/payment/return.xhtml"),
        tab(!reader.platform(), "spending.lots-tab", "/spending/lots.xhtml"),
        tab(reseller(), "report.spending", "/report/spending.xhtml"),
        tab(reseller(), "spending.limit", "/spending/spending.xhtml"));
    if (reader.client()) {
      entry(
          Group.MONEY,
          "spending",
          "pi-chart-pie",
          tab(true, "report.spending", "/report/spending.xhtml"),
          tab(true, "spending.limit", "/spending/spending.xhtml"),
          tab(true, "money.tab.prices", "/price/list.xhtml"),
          tab(true, "due.tab", "/due/rules.xhtml"));
      entry(
          Group.MONEY,
          "premium",
          "pi-star",
          tab(true, "premium.tab.income", "/premium/income.xhtml"),
          tab(true, "premium.tab.terms", "/tariff/terms.xhtml"));
    } else {
      selling();
    }
    books();
  }

  private boolean reseller() {
    return reader.kind() == Kind.RESELLER;
  }

  private void selling() {
    entry(
        Group.MONEY,
        "selling",
        "pi-tags",
        tab(
            true,
            "money.tab.clients",
            "/money/clients.xhtml",
            "/money/statement.xhtml?wallet",
            "/money/wallet.xhtml"),
        tab(reader.finances(), "payment.in", "/payment/payments.xhtml", "/payment/", "/bank/"),
        tab(true, "money.tab.prices", "/price/list.xhtml", "/price/import.xhtml"),
        tab(true, "contract.title", "/contract/list.xhtml", "/contract/"),
        tab(reader.finances(), "sales.title", "/sales/margin.xhtml"),
        tab(true, "premium.title", "/premium/income.xhtml", "/premium/", "/tariff/terms.xhtml"),
        tab(true, "spending.offers", "/spending/offers.xhtml"),
        tab(true, "due.tab", "/due/rules.xhtml"),
        tab(true, "price.products", "/price/products.xhtml"),
        tab(true, "currency.title", "/currency/rates.xhtml"));
  }

  private void books() {
    var mayIssue = reader.finances();
    var keeps = reader.seller() && reader.finances();
    entry(
        Group.MONEY,
        reader.seller() ? "books" : "documents",
        reader.seller() ? "pi-book" : "pi-file",
        tab(
            true,
            "document.title",
            "/document/list.xhtml",
            "/document/",
            "/issue/credit.xhtml",
            "/issue/report.xhtml"),
        tab(mayIssue, "document.tab.issue", "/issue/new.xhtml", "/issue/"),
        tab(keeps, "document.tab.receivables", "/dunning/receivables.xhtml"),
        tab(reader.seller(), "month.tab", "/month/list.xhtml"),
        tab(keeps, "month.tab-agents", "/month/agents.xhtml", "/month/fees.xhtml", "/commission/"),
        tab(reader.platform(), "money.tab.check", "/money/check.xhtml"),
        tab(keeps, "document.tab.settings", "/issue/settings.xhtml"),
        tab(mayIssue, "party.title", "/party/requisites.xhtml"));
  }

  /** A page, empty where the reader has none of it. */
  private Optional<MenuTab> tab(boolean may, String key, String page, String... also) {
    return may ? Optional.of(new MenuTab(text.apply(key), page, List.of(also))) : Optional.empty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private void entry(Group group, String key, String icon, Optional<MenuTab>... wanted) {
    var tabs = Arrays.stream(wanted).flatMap(Optional::stream).toList();
    if (!tabs.isEmpty()) {
      all.add(
          new MenuEntry(group, text.apply("frame.menu." + key), icon, tabs.get(0).page(), tabs));
    }
  }
}
