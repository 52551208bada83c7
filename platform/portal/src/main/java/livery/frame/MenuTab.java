package livery.frame;

import java.util.List;

/**
 * A page within an entry of the menu.
 *
 * @param label what people read, in their language
 * @param page path from the root of the portal
 * @param also paths that belong to it too: a page, with "?name" one that is asked for with this
 *     parameter, or all pages of a folder, which ends with a slash
 */
public record MenuTab(String label, String page, List<String> also) {

  public MenuTab {
    also = List.copyOf(also);
  }

  /** Whether it is this very page, or one that is named. */
  boolean names(String path) {
    return page.equals(path) || also.contains(path);
  }

  /** Whether the path is in a folder of its own. */
  boolean holds(String path) {
    return also.stream().anyMatch(one -> one.endsWith("/") && path.startsWith(one));
  }
}
