package livery.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import livery.frame.MenuPlaces.Reader;
import livery.tenant.Tenant.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MenuPlacesTest {

  private static final Path PAGES = Path.of("src/main/webapp");
  private static final int MOST_ENTRIES = 9;

  /** Pages of their own: reached from the bar above, or before the sign-in. */
  private static final Set<String> APART =
      Set.of(
          "/signin.xhtml",
          "/report/search.xhtml",
          "/tenant/profile.xhtml",
          "/frame/pieces.xhtml",
          "/error/400.xhtml",
          "/error/403.xhtml",
          "/error/404.xhtml",
          "/error/500.xhtml");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nobody_has_more_than_nine_entries(Kind kind) {
    assertThat(menu(kind)).hasSizeLessThanOrEqualTo(MOST_ENTRIES);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_tab_leads_to_a_page_that_is_there_and_names_it_once(Kind kind) {
    var pages = menu(kind).stream().flatMap(entry -> entry.tabs().stream()).toList();

    assertThat(pages)
        .allSatisfy(tab -> assertThat(PAGES.resolve(tab.page().substring(1))).exists());
    assertThat(pages).extracting(MenuTab::page).doesNotHaveDuplicates();
  }

  @Test
  void every_page_of_the_portal_has_its_place_in_the_menu_of_the_platform() throws IOException {
    var menu = menu(Kind.PLATFORM);
    var lost =
        pages().stream()
            .filter(page -> !APART.contains(page) && !ofBuyersOnly(page))
            .filter(page -> MenuPlaces.find(menu, page).isEmpty())
            .toList();

    assertThat(lost).isEmpty();
  }

  private static boolean ofBuyersOnly(String page) {
    return MenuPlaces.find(menu(Kind.CLIENT), page).isPresent();
  }

  @Test
  void a_page_of_a_part_is_its_tab_and_a_page_below_belongs_to_the_tab_it_came_from() {
    var menu = menu(Kind.RESELLER);

    assertThat(tab(menu, "/price/list.xhtml")).isEqualTo("selling money.tab.prices");
    assertThat(tab(menu, "/contract/edit.xhtml")).isEqualTo("selling contract.title");
    assertThat(tab(menu, "/document/view.xhtml")).isEqualTo("books document.title");
    assertThat(tab(menu, "/issue/settings.xhtml")).isEqualTo("books document.tab.settings");
    assertThat(tab(menu, "/bank/entries.xhtml")).isEqualTo("selling payment.in");
    assertThat(tab(menu, "/payment/topup.xhtml")).isEqualTo("wallet payment.topup");
  }

  @Test
  void a_statement_is_the_own_one_or_a_clients() {
    var menu = menu(Kind.RESELLER);

    assertThat(tab(menu, "/money/statement.xhtml")).isEqualTo("wallet money.tab.statement");
    assertThat(tab(menu, "/money/statement.xhtml?wallet", "/money/statement.xhtml"))
        .isEqualTo("selling money.tab.clients");
    assertThat(tab(menu(Kind.CLIENT), "/money/statement.xhtml?wallet", "/money/statement.xhtml"))
        .isEqualTo("wallet money.tab.statement");
  }

  @Test
  void a_page_of_a_plugin_is_its_own_entry_or_belongs_to_the_campaigns() {
    var menu = new ArrayList<>(menu(Kind.CLIENT));
    menu.add(new MenuEntry(MenuEntry.Group.WORK, "Live", "pi-bolt", "/plugin/voting/live.xhtml"));

    assertThat(MenuPlaces.find(menu, "/plugin/voting/live.xhtml").orElseThrow().entry().label())
        .isEqualTo("Live");
    assertThat(MenuPlaces.find(menu, "/plugin/voting/studio.xhtml").orElseThrow().entry().label())
        .isEqualTo("frame.menu.campaigns");
  }

  @Test
  void who_may_not_see_money_matters_has_no_tabs_for_them() {
    var menu = MenuPlaces.of(new Reader(Kind.RESELLER, false, false, false, false), text -> text);

    assertThat(MenuPlaces.find(menu, "/sales/margin.xhtml")).isEmpty();
    assertThat(MenuPlaces.find(menu, "/dunning/receivables.xhtml")).isEmpty();
    assertThat(MenuPlaces.find(menu, "/tenant/people.xhtml")).isEmpty();
  }

  private static List<MenuEntry> menu(Kind kind) {
    return MenuPlaces.of(new Reader(kind, true, true, true, kind == Kind.PLATFORM), text -> text);
  }

  private static String tab(List<MenuEntry> menu, String... paths) {
    var found = MenuPlaces.find(menu, paths).orElseThrow();
    return found.entry().label().replace("frame.menu.", "") + " " + found.tab().label();
  }

  private static List<String> pages() throws IOException {
    try (var files = Files.walk(PAGES)) {
      return files
          .map(file -> "/" + PAGES.relativize(file).toString().replace('\\', '/'))
          .filter(page -> page.endsWith(".xhtml"))
          .filter(page -> !page.startsWith("/WEB-INF/") && !page.startsWith("/resources/"))
          .toList();
    }
  }
}
