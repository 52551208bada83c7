package livery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No table of a page is forgotten: each can be sorted and taken home, or it is said why not. */
class TablesTest {

  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Path REPORT = Path.of("src/main/java/livery/report");
  private static final Pattern TABLE = Pattern.compile("(?s)<p:dataTable\\b(.*?)</p:dataTable>");
  private static final Pattern VALUE = Pattern.compile("value=\"#\\{([^\"]*)}\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([\\w-]+)\"");
  private static final Pattern FORM = Pattern.compile("<h:form\\b[^>]*\\bid=\"([\\w-]+)\"");
  private static final Pattern PART =
      Pattern.compile("number-parts\\.xhtml\".*?name=\"table\" value=\"([\\w-]+):([\\w-]+)\"");
  private static final Pattern SEARCH =
      Pattern.compile("<l:search sought=\"#\\{(\\w+\\.sought)}\"");
  private static final Pattern FILES = Pattern.compile("<l:files list=\"([\\w-]+)\"");

  /** Those that cannot be sorted, and why. */
  private static final Map<String, String> ORDERED =
      Map.of(
          "WEB-INF/money-detail.xhtml statementPage.events",
          "what one transfer became, event by event, to the page behind it",
          "WEB-INF/task.xhtml taskPage.lines(kind)",
          "lines of a file, in its order",
          "campaign/view.xhtml campaignPage.messages",
          "the newest few; the list of messages has all, and its orders",
          "document/view.xhtml documentPage.sheet.lines()",
          "a paper",
          "dunning/receivables.xhtml receivablesPage.levels",
          "one after the other",
          "frame/pieces.xhtml pieces.rows",
          "samples",
          "issue/credit.xhtml creditPage.rows",
          "a paper",
          "message/list.xhtml messagesPage.rows",
          "newest or oldest first by a field of its filters: millions of rows, of many tenants");

  /** Pages without a file: settings of a few rows, forms, and what is a file already. */
  private static final Set<String> KEPT =
      Set.of(
          "WEB-INF/money-detail.xhtml", // the statement has the file
          "WEB-INF/task.xhtml", // lines of the file that was sent
          "commission/rates.xhtml", // the sales have the file
          "digest/list.xhtml", // who gets mail
          "document/view.xhtml", // is a file
          "due/rules.xhtml", // settings
          "frame/pieces.xhtml", // samples
          "issue/credit.xhtml", // a form
          "issue/new.xhtml", // a form; the documents have the file
          "issue/report.xhtml", // its rows are files
          "issue/settings.xhtml", // settings
          "money/check.xhtml", // a check and what it found
          "number/rent.xhtml", // a choice
          "payment/topup.xhtml", // the last few; the statement has the file
          "price/import.xhtml", // lines of the file that was sent
          "tariff/number.xhtml", // the past of one number
          "tariff/rents.xhtml", // settings
          "tariff/terms.xhtml", // settings
          "tenant/brand.xhtml"); // settings

  /** A table with the page that it is on. */
  private record Table(String page, String value, String body) {

    String name() {
      return page + " " + value;
    }

    boolean sorts() {
      return body.contains("sortBy=") || isOrdered();
    }

    /** Read part by part, in an order of the database. */
    boolean isOrdered() {
      return body.contains("<f:attribute name=\"ordered\"");
    }
  }

  @Test
  void every_table_can_be_sorted_but_those_with_an_order_of_their_own() throws IOException {
    var unsorted =
        tables().stream()
            .filter(table -> !table.sorts())
            .map(Table::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unsorted).containsExactlyInAnyOrderElementsOf(ORDERED.keySet());
  }

  /** Heads are links to the order, a phone has a field for it, and the file follows it. */
  @Test
  void every_table_that_is_read_part_by_part_leads_to_its_orders_everywhere() throws IOException {
    var ordered = tables().stream().filter(Table::isOrdered).toList();

    assertThat(ordered)
        .hasSizeGreaterThan(7)
        .allSatisfy(
            table -> {
              var page = text(PAGES.resolve(table.page()));
              assertThat(table.body()).contains("<f:attribute name=\"order\"");
              assertThat(table.body()).doesNotContain("sortBy=");
              assertThat(page).containsPattern("<l:orders? of=");
              assertThat(page).containsPattern("<l:files [^>]*ordered\\.kept}");
            });
  }

  @Test
  void every_page_with_a_table_gives_it_as_a_file_but_those_that_need_not() throws IOException {
    var kept =
        tables().stream()
            .map(Table::page)
            .filter(page -> !text(PAGES.resolve(page)).matches("(?s).*(<l:files|\"export).*"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(kept).containsExactlyInAnyOrderElementsOf(KEPT);
  }

  @Test
  void every_list_that_a_page_gives_as_a_file_is_there_and_over_rest() throws IOException {
    var lists = text(REPORT.resolve("Lists.java"));
    var rest = text(REPORT.resolve("ListsResource.java"));

    var named = new TreeSet<String>();
    for (var page : pages()) {
      FILES.matcher(text(page)).results().map(one -> one.group(1)).forEach(named::add);
    }

    assertThat(named)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            name -> {
              assertThat(lists).contains("case \"" + name + "\" ->");
              assertThat(rest).contains("@Path(\"/" + name + "/export\")");
            });
  }

  /** What is looked for stands in the address: a filter of the table's own reaches no file. */
  @Test
  void every_list_that_is_looked_through_gives_a_file_of_what_is_found() throws IOException {
    var found = new TreeSet<String>();
    for (var page : pages()) {
      if (page.startsWith(PAGES.resolve("resources"))) {
        continue; // says how it is used
      }
      assertThat(text(page)).as(page.toString()).doesNotContain("filterBy=");
      for (var search : SEARCH.matcher(text(page)).results().toList()) {
        var sought = search.group(1);
        assertThat(text(page))
            .as(page.toString())
            .contains("<f:viewParam name=\"text\" value=\"#{" + sought + ".text}\"")
            .containsPattern("<l:files [^>]*#\\{" + Pattern.quote(sought) + "\\.kept}");
        found.add(page.getFileName().toString());
      }
    }
    assertThat(found).hasSizeGreaterThan(2);
  }

  /** Sorting asks the server, and only a form does. */
  @Test
  void every_table_that_can_be_sorted_stands_in_a_form() throws IOException {
    var without = new ArrayList<String>();
    for (var page : pages()) {
      var text = text(page);
      TABLE
          .matcher(text)
          .results()
          .filter(table -> table.group().contains("sortBy=") && !isInForm(text, table))
          .forEach(table -> without.add(PAGES.relativize(page) + " " + value(table)));
    }

    assertThat(without).isEmpty();
  }

  /** A part begins at the top of its table, which is looked for only once somebody goes on. */
  @Test
  void every_way_to_the_next_part_stands_in_the_form_of_its_table() throws IOException {
    var found = 0;
    for (var page : pages()) {
      var text = text(page);
      for (var way : PART.matcher(text).results().toList()) {
        found++;
        var form = text.substring(text.lastIndexOf("<h:form", way.start()), way.start());
        assertThat(form)
            .as(page + " " + way.group(1) + ":" + way.group(2))
            .startsWith("<h:form id=\"%s\"".formatted(way.group(1)))
            .doesNotContain("</h:form>")
            .containsPattern("<p:dataTable [^>]*\\bid=\"%s\"".formatted(way.group(2)));
      }
    }
    assertThat(found).isGreaterThan(9);
  }

  /** The script finds a form by its id, and the frame stands first on every page. */
  @Test
  void no_form_has_an_id_that_the_frame_has() throws IOException {
    var frame = new TreeSet<String>();
    for (var page : pages()) {
      if (page.startsWith(PAGES.resolve("WEB-INF/frame"))) {
        ids(ID, page).forEach(frame::add);
      }
    }
    assertThat(frame).contains("search");

    assertThat(pages())
        .filteredOn(page -> !page.startsWith(PAGES.resolve("WEB-INF")))
        .allSatisfy(page -> assertThat(ids(FORM, page)).doesNotContainAnyElementsOf(frame));
  }

  private static List<String> ids(Pattern which, Path page) {
    return which.matcher(text(page)).results().map(one -> one.group(1)).toList();
  }

  private static boolean isInForm(String page, MatchResult table) {
    var before = page.substring(0, table.start());
    return before.lastIndexOf("<h:form") > before.lastIndexOf("</h:form>");
  }

  private static List<Table> tables() throws IOException {
    var tables = new ArrayList<Table>();
    for (var page : pages()) {
      TABLE
          .matcher(text(page))
          .results()
          .map(one -> new Table(PAGES.relativize(page).toString(), value(one), one.group()))
          .forEach(tables::add);
    }
    return tables;
  }

  private static String value(MatchResult table) {
    var value = VALUE.matcher(table.group());
    return value.find() ? value.group(1) : "";
  }

  private static List<Path> pages() throws IOException {
    try (var files = Files.walk(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".xhtml")).sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
