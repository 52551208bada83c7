package livery.frame;

import java.util.List;

/**
 * One line of the menu on the left.
 *
 * @param label what people read, in their language
 * @param icon a PrimeIcons name: "pi-inbox"
 * @param page path from the root of the portal: "/message/list.xhtml"
 * @param tabs the pages of this part of the portal, shown above each of them where there are two or
 *     more; never empty
 */
public record MenuEntry(Group group, String label, String icon, String page, List<MenuTab> tabs) {

  /** The three groups of the menu, in their order. */
  public enum Group {
    WORK,
    PEOPLE,
    MONEY
  }

  public MenuEntry {
    tabs = List.copyOf(tabs);
  }

  /** An entry of one page. */
  public MenuEntry(Group group, String label, String icon, String page) {
    this(group, label, icon, page, List.of(new MenuTab(label, page, List.of())));
  }
}
