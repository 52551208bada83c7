package livery.api;

import java.util.List;
import java.util.Locale;
import org.pf4j.ExtensionPoint;

/**
 * Pages from the plugin's own jar, shown inside the portal's layout.
 *
 * <p>A page {@code live} is the file {@code META-INF/pages/live.xhtml} and has the address {@code
 * /plugin/<id>/live.xhtml}. It is written as a composition of the portal's layout and reads the
 * object that {@link #page} returns as {@code #{plugin}}:
 *
 * <pre>{@code
 * <ui:composition template="/WEB-INF/layout.xhtml" ...>
 *   <ui:define name="title">#{plugin.title}</ui:define>
 *   <ui:define name="content">#{plugin.total}</ui:define>
 * </ui:composition>
 * }</pre>
 *
 * <pre>{@code
 * @Extension
 * public class LivePages implements Pages {
 *   public List<Page> pages() { return List.of(new Page("live", Page.Place.CAMPAIGN, "pi-chart-bar")); }
 *   public String title(String page, Locale language) { return TEXTS.of(language, "live.title"); }
 *   public Object page(Visit visit) { return new LivePage(tallies, visit); }
 * }
 * }</pre>
 *
 * <p>The object lives for one request; the portal keeps nothing of a plugin in a session.
 */
public interface Pages extends ExtensionPoint {

  /** The pages that there are. */
  List<Page> pages();

  /** The words of the link that leads to a page. */
  String title(String page, Locale language);

  /** Whether this visitor may see this page; asked once for each request, before anything else. */
  default boolean mayShow(Visit visit) {
    return true;
  }

  /** The object that the page reads as {@code #{plugin}}. Made for each request. */
  Object page(Visit visit);

  /**
   * One page.
   *
   * @param id the file's name without ending: small letters, digits and dashes
   * @param place where the link to it stands
   * @param icon a PrimeIcons name, for example {@code pi-chart-bar}
   */
  record Page(String id, Place place, String icon) {

    /** Where the link to a page stands. */
    public enum Place {
      /** In the menu. */
      MENU,
      /** On the page of each campaign of this plugin's types, with {@code ?campaign=<id>}. */
      CAMPAIGN,
      /** Nowhere: other pages lead to it. */
      NONE
    }
  }
}
