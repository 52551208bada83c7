package livery.plugin.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import livery.api.Pages.Page.Place;
import livery.frame.Frame;
import livery.frame.MenuEntry;
import livery.frame.MenuSource;
import livery.plugin.PluginHost;
import livery.plugin.RunningPlugin;
import livery.tenant.CurrentScope;

/**
 * The links to the pages of plugins: in the menu, and on a campaign's page by {@code
 * #{pluginLinks.of(row.type(), row.id())}}.
 */
@Named("pluginLinks")
@RequestScoped
public class PluginLinks implements MenuSource {

  private final PluginHost host;
  private final Frame frame;
  private final CurrentScope current;

  @Inject
  public PluginLinks(PluginHost host, Frame frame, CurrentScope current) {
    this.host = host;
    this.frame = frame;
    this.current = current;
  }

  protected PluginLinks() {
    this(null, null, null);
  }

  /** One link. */
  public record Link(String label, String icon, String href) {}

  /** The pages that the type's plugin has for each of its campaigns. */
  public List<Link> of(String typeId, long campaignId) {
    var links = new ArrayList<Link>();
    host.folder()
        .serving(typeId)
        .ifPresent(
            plugin ->
                links(plugin, Place.CAMPAIGN)
                    .forEach(
                        link ->
                            links.add(
                                new Link(
                                    link.label(),
                                    link.icon(),
                                    link.href() + "?campaign=" + campaignId))));
    return links;
  }

  @Override
  public List<MenuEntry> entries() {
    if (!current.isKnown()) {
      return List.of();
    }
    return host.folder().running().stream()
        .flatMap(plugin -> links(plugin, Place.MENU).stream())
        .map(link -> new MenuEntry(MenuEntry.Group.WORK, link.label(), link.icon(), link.href()))
        .toList();
  }

  private List<Link> links(RunningPlugin plugin, Place place) {
    var links = new ArrayList<Link>();
    plugin
        .pages()
        .ifPresent(
            pages ->
                pages.pages().stream()
                    .filter(page -> page.place() == place)
                    .forEach(
                        page ->
                            links.add(
                                new Link(
                                    pages.title(page.id(), frame.getLocale()),
                                    page.icon(),
                                    "/plugin/" + plugin.jar().id() + "/" + page.id() + ".xhtml"))));
    return links;
  }
}
