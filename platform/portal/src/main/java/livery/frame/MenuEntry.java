package livery.frame;

/**
 * One line of the menu on the left.
 *
 * @param label what people read, in their language
 * @param icon a PrimeIcons name: "pi-inbox"
 * @param page path from the root of the portal: "/message/list.xhtml"
 */
public record MenuEntry(Group group, String label, String icon, String page) {

  /** The three groups of the menu, in their order. */
  public enum Group {
    WORK,
    PEOPLE,
    MONEY
  }
}
