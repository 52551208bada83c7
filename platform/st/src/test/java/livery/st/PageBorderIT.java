package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No page and no export of one tenant shows a row of another, whatever stands in its address. Pages
 * and their parameters are found in the sources: a new one is tried like any other.
 */
class PageBorderIT {

  private static final Pattern PARAMETER =
      Pattern.compile(
          "<f:(?:viewParam|param)[^>]* name=\"(\\w+)\"|<(?:input|select)[^>]* name=\"(\\w+)\"");

  /** Files, and what servlets and plugins show. */
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("/message/export.csv", List.of("client", "campaign", "number")),
          Map.entry("/campaign/export?table=0", List.of("id")),
          Map.entry("/money/statement.xhtml?format=csv", List.of("wallet", "transfer")),
          Map.entry("/report/export?list=campaigns", List.of("id")),
          Map.entry("/report/export?list=numbers", List.of("id")),
          Map.entry("/report/export?list=clients", List.of("id")),
          Map.entry("/report/export?list=audit", List.of("id")),
          Map.entry("/plugin/voting/live.xhtml", List.of("campaign")),
          Map.entry("/plugin/voting/live.xhtml?screen=true", List.of("campaign")),
          Map.entry("/report/export?list=balances", List.of("id")),
          Map.entry("/report/export?list=people", List.of("id")),
          Map.entry("/report/export?list=payments", List.of("id")),
          Map.entry("/report/export?list=vouchers", List.of("id")),
          Map.entry("/report/export?list=contracts", List.of("id")),
          Map.entry("/report/export?list=agents", List.of("id")),
          Map.entry("/report/export?list=commissions", List.of("id")),
          Map.entry("/report/export?list=months", List.of("id")),
          Map.entry("/report/export?list=bank-entries", List.of("id")),
          Map.entry("/report/export?list=bank-statements", List.of("id")),
          Map.entry("/report/export?list=bundles", List.of("id")),
          Map.entry("/report/export?list=offers", List.of("id")),
          Map.entry("/report/export?list=keys", List.of("id")),
          Map.entry("/report/export?list=products", List.of("id")));

  /** Whose ids a parameter may name. */
  private static final Map<String, RestMap.Rows> ROWS =
      Map.of(
          "client", new RestMap.Rows("tenant", "id"),
          "campaign", new RestMap.Rows("campaign", "tenant_id"),
          "number", new RestMap.Rows("number", "tenant_id"),
          "wallet", new RestMap.Rows("wallet", "buyer_id", "seller_id"),
          "transfer", new RestMap.Rows("transfer", "buyer_id", "seller_id"),
          "evidence", new RestMap.Rows("report_evidence", "agent_id", "principal_id"));

  /** What {@code id} means, by the folder of the page. */
  private static final Map<String, RestMap.Rows> IDS =
      Map.of(
          "message",
          new RestMap.Rows("message", "tenant_id"),
          "campaign",
          new RestMap.Rows("campaign", "tenant_id"),
          "document",
          RestMap.DOCUMENTS,
          "issue",
          RestMap.DOCUMENTS);

  private static final int MOST_IDS = 2;

  private static Product product;
  private static Map<String, List<String>> pages;

  @BeforeAll
  static void start() throws IOException {
    product = Product.shared();
    new Stage(product);
    pages = pages();
  }

  /** Every page of the sources with the parameters that it reads. */
  private static Map<String, List<String>> pages() throws IOException {
    var found = new LinkedHashMap<String, List<String>>(OTHERS);
    for (var path : Pages.all()) {
      found.put(path, parameters(Pages.text(path)));
    }
    assertThat(found).hasSizeGreaterThan(25);
    return found;
  }

  private static List<String> parameters(String page) {
    var names = new ArrayList<>(List.of("id"));
    var parameter = PARAMETER.matcher(page);
    while (parameter.find()) {
      names.add(parameter.group(1) == null ? parameter.group(2) : parameter.group(1));
    }
    return names.stream().distinct().toList();
  }

  @ParameterizedTest
  @CsvSource({"acme, owner@tv.example", "acme, owner@acme.example", "nova, owner@nova.example"})
  void no_page_or_export_shows_a_row_of_another_tenant(String brand, String email) {
    var caller = Caller.of(product, email);
    var strangers = strangers(caller);
    var shown = new ArrayList<String>();
    var asked = 0;
    try (var window = Browser.window(Browser.WIDE)) {
      var browser = window.newPage();
      Browser.signIn(browser, product, brand + ".localhost", email);
      browser.navigate(product.page(brand + ".localhost", "/tenant/profile.xhtml"));
      for (var page : pages.entrySet()) {
        var addresses = addresses(page.getKey(), page.getValue(), caller);
        shown.addAll(shown(browser, addresses, strangers));
        asked += addresses.size();
      }
    }
    assertThat(shown).isEmpty();
    assertThat(asked).isGreaterThan(40);
  }

  @SuppressWarnings("unchecked")
  private static List<String> shown(Page page, List<String> addresses, List<String> strangers) {
    var answers =
        (List<String>)
            page.evaluate(
                "paths => Promise.all(paths.map(path => fetch(path, {redirect: 'manual'})"
                    + ".then(async answer => answer.status + ' ' + await answer.text())))",
                addresses);
    var shown = new ArrayList<String>();
    for (var i = 0; i < answers.size(); i++) {
      var answer = answers.get(i);
      if (answer.startsWith("5")) {
        shown.add(addresses.get(i) + " breaks: " + answer.substring(0, 3));
      }
      for (var name : strangers) {
        if (answer.contains(name)) {
          shown.add(addresses.get(i) + " shows " + name);
        }
      }
    }
    return shown;
  }

  /** The page as it is, and with ids of others in each parameter that could name one. */
  private static List<String> addresses(String page, List<String> parameters, Caller caller) {
    var addresses = new ArrayList<>(List.of(page));
    for (var parameter : parameters) {
      var rows = parameter.equals("id") ? IDS.get(page.split("/")[1]) : ROWS.get(parameter);
      if (rows != null) {
        for (var id : rows.some(caller).stream().limit(MOST_IDS).toList()) {
          addresses.add(page + (page.contains("?") ? "&" : "?") + parameter + "=" + id);
        }
      }
    }
    return addresses;
  }

  /**
   * What only tenants may read that are neither above nor below: names, texts, prefixes of keys.
   */
  private static List<String> strangers(Caller caller) {
    var books = product.books();
    var others =
        " IN (SELECT id FROM tenant t WHERE id NOT IN "
            + caller.family()
            + " AND (SELECT path FROM tenant WHERE id = "
            + caller.tenantId()
            + ") NOT LIKE CONCAT(t.path, '%'))";
    var names = books.column("SELECT name FROM tenant WHERE id" + others);
    names.addAll(books.column("SELECT name FROM campaign WHERE tenant_id" + others));
    var emails = books.column("SELECT email FROM app_user WHERE tenant_id" + others);
    emails.removeAll(
        books.column("SELECT email FROM app_user WHERE tenant_id IN " + caller.family()));
    names.addAll(emails);
    names.remove("Guinea"); // a country, too
    names.addAll(books.column("SELECT prefix FROM api_key WHERE tenant_id" + others));
    var texts = "SELECT DISTINCT text FROM message WHERE CHAR_LENGTH(text) > 40 AND tenant_id";
    var theirs = books.column(texts + others + " LIMIT 300");
    theirs.removeAll(books.column(texts + " IN " + caller.family()));
    names.addAll(theirs);
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }
}
