package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No page and no export of one tenant shows a row of another, whatever stands in its address. Pages
 * and their parameters are found in the sources: a new one is tried like any other, and one that
 * nobody has said the meaning of fails.
 */
class PageBorderIT {

  /** What servlets and plugins show; the exports of lists come from the sources. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "/message/export.csv", Set.of("client", "campaign", "number"),
          "/campaign/export?table=0", Set.of("id"),
          "/money/statement.xhtml?format=csv", Set.of("wallet", "transfer"),
          "/document/list.xhtml?format=csv", Set.of("party"),
          "/plugin/voting/live.xhtml", Set.of("campaign"),
          "/plugin/voting/live.xhtml?screen=true", Set.of("campaign"));

  private static final RestMap.Rows TENANTS = new RestMap.Rows("tenant", "id");
  private static final RestMap.Rows MESSAGES = new RestMap.Rows("message", "tenant_id");
  private static final RestMap.Rows CAMPAIGNS = new RestMap.Rows("campaign", "tenant_id");
  private static final RestMap.Rows CONTRACTS =
      new RestMap.Rows("contract", "buyer_id", "seller_id");

  /**
   * Whose ids a parameter may name; with the folder of its page where others mean another thing.
   */
  private static final Map<String, RestMap.Rows> ROWS =
      Map.ofEntries(
          Map.entry("buyer", TENANTS),
          Map.entry("client", TENANTS),
          Map.entry("party", TENANTS),
          Map.entry("tenant to", TENANTS),
          Map.entry("campaign", CAMPAIGNS),
          Map.entry("message", MESSAGES),
          Map.entry("number", new RestMap.Rows("number", "tenant_id")),
          Map.entry("wallet", new RestMap.Rows("wallet", "buyer_id", "seller_id")),
          Map.entry("transfer", new RestMap.Rows("transfer", "buyer_id", "seller_id")),
          Map.entry("evidence", new RestMap.Rows("report_evidence", "agent_id", "principal_id")),
          Map.entry("payment", RestMap.ROWS.get("payments")),
          Map.entry("job", RestMap.ROWS.get("price-imports")),
          Map.entry("campaign id", CAMPAIGNS),
          Map.entry("commission id", CONTRACTS),
          Map.entry("contract id", CONTRACTS),
          Map.entry("document id", RestMap.DOCUMENTS),
          Map.entry("issue id", RestMap.DOCUMENTS),
          Map.entry("message id", MESSAGES),
          Map.entry("money id", MESSAGES), // of a link
          Map.entry("premium id", RestMap.ROWS.get("premium")),
          Map.entry("sales id", TENANTS),
          Map.entry("tenant id", TENANTS));

  /** Words, days, orders, and places in a list of one's own. */
  private static final Set<String> NO_ROW =
      Set.of(
          ("after before by code days direction ended event format from group kind month months open order"
                  + " overdue owing period phone product q side state status text to")
              .split(" "));

  private static final int MOST_IDS = 2;

  private static final int SHOWN = 160;

  /** A row that there is not, of any kind. */
  private static final String NOBODYS = "999999999999999999";

  private static final String PRICES =
      "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n"
          + ",sms.mt,PL,,XXX,1,,\n";

  private static Product product;
  private static Map<String, Set<String>> pages;

  @BeforeAll
  static void start() throws IOException {
    product = Product.shared();
    new Stage(product);
    pages = pages();
    for (var client : List.of("tv", "pizza")) {
      Caller.of(product, "owner@" + client + ".example").post("/payments", "{\"amount\":10}");
    }
    for (var seller : List.of("acme", "nova")) {
      Caller.of(product, "owner@" + seller + ".example")
          .send("POST", "/price-imports", BodyPublishers.ofString(PRICES), "text/csv");
    }
    product
        .books()
        .change(
            "INSERT IGNORE INTO report_evidence (id, agent_id, principal_id, period, currency,"
                + " version, name, kind, description, amount, size, sha256, content, added_by,"
                + " added_at) SELECT 400000000000000000 + id % 1000000, id, parent_id, 200001, 'UAH', 1, 'taxi.pdf',"
                + " 'PDF', CONCAT('Taxi of ', name), 0, 1, UNHEX(SHA2(id, 256)), 'x', 'owner',"
                + " '2026-01-01' FROM tenant WHERE parent_id IS NOT NULL");
  }

  /** Every page of the sources with the parameters that it reads. */
  private static Map<String, Set<String>> pages() throws IOException {
    var found = new LinkedHashMap<String, Set<String>>(OTHERS);
    for (var path : Pages.all()) {
      found.put(path, Pages.parameters(path));
    }
    for (var list : Pages.exports()) {
      found.put("/report/export?list=" + list, Set.of()); // reads no id
    }
    assertThat(found).hasSizeGreaterThan(80);
    return found;
  }

  /** Of each parameter that may name a row, which rows. */
  private static Map<String, RestMap.Rows> rows(String page) {
    var rows = new TreeMap<String, RestMap.Rows>();
    for (var parameter : pages.get(page)) {
      var here = ROWS.get(page.split("/")[1] + " " + parameter);
      var found = here == null ? ROWS.get(parameter) : here;
      if (found != null) {
        rows.put(parameter, found);
      } else {
        assertThat(NO_ROW).as("what a parameter of %s may name", page).contains(parameter);
      }
    }
    return rows;
  }

  @Test
  void each_parameter_of_a_page_is_known() {
    for (var page : pages.keySet()) {
      rows(page);
    }
    assertThat(rows("/tariff/number.xhtml")).containsKey("number");
    assertThat(rows("/sales/margin.xhtml")).containsKeys("client", "id");
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
      for (var page : pages.keySet()) {
        var tries = tries(page, caller);
        shown.addAll(shown(browser, tries, strangers));
        asked += tries.size();
      }
    }
    assertThat(shown).isEmpty();
    assertThat(asked).isGreaterThan(150);
  }

  /** An address with an id of somebody else, and the same with one that nobody has. */
  private record Try(String address, String id, String emptyAddress) {

    /** Where what the two answer begins to be another, if it does. */
    String difference(Map<String, String> answers) {
      var given = plain(answers.get(address));
      var empty = plain(answers.get(emptyAddress));
      var at = 0;
      while (at < Math.min(given.length(), empty.length())
          && given.charAt(at) == empty.charAt(at)) {
        at++;
      }
      return given.equals(empty)
          ? ""
          : "… " + given.substring(at, Math.min(given.length(), at + SHOWN)).strip();
    }

    /** What is answered, but for the id, for scripts, and for what is drawn by lot each time. */
    private String plain(String answer) {
      return answer
          .replaceAll("(?s)<script.*?</script>", "")
          .replaceAll("<input[^>]*jakarta\\.faces\\.ViewState[^>]*>", "")
          .replaceAll("nonce=\"[^\"]*\"|\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "")
          .replaceAll("\\b(?:" + id + "|" + NOBODYS + ")\\b", "…");
    }
  }

  private static List<String> shown(Page page, List<Try> tries, List<String> strangers) {
    var answers = answers(page, tries);
    var shown = new ArrayList<String>();
    for (var one : tries) {
      var answer = answers.get(one.address());
      if (answer.startsWith("5")) {
        shown.add(one + " breaks: " + answer.substring(0, 3));
      }
      for (var name : strangers) {
        if (answer.contains(name)) {
          shown.add(one + " shows " + name);
        }
      }
      // What has just come in is in the one and not in the other, once.
      if (!one.difference(answers).isEmpty()) {
        var difference = one.difference(answers(page, List.of(one)));
        if (!difference.isEmpty()) {
          shown.add(one + " tells more than of nobody's: " + difference);
        }
      }
    }
    return shown;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> answers(Page page, List<Try> tries) {
    return (Map<String, String>)
        page.evaluate(
            "async paths => Object.fromEntries(await Promise.all(paths.map(path => fetch(path,"
                + " {redirect: 'manual'}).then(async answer => [path, answer.status + ' '"
                + " + await answer.text()]))))",
            tries.stream()
                .flatMap(one -> Stream.of(one.address(), one.emptyAddress()))
                .distinct()
                .toList());
  }

  /**
   * The page as it is, and with ids of others in each parameter that could name one: alone, beside
   * rows of one's own, and with the others of theirs.
   */
  private static List<Try> tries(String page, Caller caller) {
    var rows = rows(page);
    var tries = new ArrayList<>(List.of(new Try(page, NOBODYS, page)));
    for (var parameter : rows.keySet()) {
      var foreign = foreign(rows.get(parameter), caller);
      assertThat(foreign).as("rows of others for %s of %s", parameter, page).isNotEmpty();
      var own = new StringBuilder();
      var theirs = new StringBuilder();
      for (var other : rows.keySet()) {
        if (!other.equals(parameter)) {
          rows.get(other).own(caller).forEach(id -> own.append("&" + other + "=" + id));
          theirs.append("&" + other + "=" + foreign(rows.get(other), caller).get(0));
        }
      }
      var start = page + (page.contains("?") ? "&" : "?") + parameter + "=";
      for (var id : foreign) {
        tries.add(new Try(start + id, id, start + NOBODYS));
      }
      for (var beside : new TreeSet<>(List.of(own.toString(), theirs.toString()))) {
        if (!beside.isEmpty()) {
          var first = foreign.get(0);
          tries.add(new Try(start + first + beside, first, start + NOBODYS + beside));
        }
      }
    }
    return tries;
  }

  /** Ids of strangers; sellers above are known to those below. */
  private static List<String> foreign(RestMap.Rows rows, Caller caller) {
    var ids = new ArrayList<>(rows.some(caller));
    if (rows == TENANTS) {
      ids.removeAll(
          product
              .books()
              .column(
                  "SELECT a.id FROM tenant a, tenant t WHERE t.id = "
                      + caller.tenantId()
                      + " AND t.path LIKE CONCAT(a.path, '%')"));
    }
    return ids.stream().limit(MOST_IDS).toList();
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
