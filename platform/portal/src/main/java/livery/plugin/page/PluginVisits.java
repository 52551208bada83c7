package livery.plugin.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livery.api.Campaign;
import livery.api.Pages;
import livery.api.Visit;
import livery.frame.Frame;
import livery.plugin.PluginHost;
import livery.plugin.RunningPlugin;
import livery.tenant.CurrentScope;

/** The visit of this request to a plugin's page or resource: who may see it is asked here, once. */
@RequestScoped
public class PluginVisits {

  private static final Pattern PAGE =
      Pattern.compile("/plugin/([a-z][a-z0-9]{1,29})/([a-z0-9][a-z0-9-]{0,39})\\.xhtml");
  private static final int PARAMETER_LENGTH_MAX = 500;

  private final PluginHost host;
  private final CurrentScope current;
  private final Frame frame;
  private final Instance<CampaignFinder> campaigns;
  private Object page;
  private Visit visit;

  @Inject
  public PluginVisits(
      PluginHost host, CurrentScope current, Frame frame, Instance<CampaignFinder> campaigns) {
    this.host = host;
    this.current = current;
    this.frame = frame;
    this.campaigns = campaigns;
  }

  protected PluginVisits() {
    this(null, null, null, null);
  }

  /** A page of a plugin in an address: the plugin's id and the page's. */
  record Address(String pluginId, String page) {

    static Optional<Address> of(String path) {
      Matcher matcher = PAGE.matcher(path == null ? "" : path);
      return matcher.matches()
          ? Optional.of(new Address(matcher.group(1), matcher.group(2)))
          : Optional.empty();
    }
  }

  /** Enters a page; the HTTP status to end with, 200 when it may be shown. */
  int enterPage(Address address, Map<String, String> parameters) {
    var plugin = host.folder().find(address.pluginId());
    var pages = plugin.flatMap(RunningPlugin::pages);
    if (pages.isEmpty() || page(pages.get(), address.page()).isEmpty()) {
      return 404;
    }
    var asked = visit(plugin.get(), address.page(), parameters);
    if (asked.isEmpty()) {
      return 404;
    }
    if (!host.guard().run(plugin.get(), 0, () -> pages.get().mayShow(asked.get()))) {
      return 403;
    }
    visit = asked.get();
    page = host.guard().run(plugin.get(), 0, () -> pages.get().page(visit));
    return 200;
  }

  /** Enters the resource of a plugin; the HTTP status to end with, 200 when it may be called. */
  int enterRest(String pluginId, Map<String, String> parameters) {
    var plugin = host.folder().find(pluginId);
    var rest = plugin.flatMap(RunningPlugin::rest);
    if (rest.isEmpty()) {
      return 404;
    }
    var asked = visit(plugin.get(), "", parameters);
    if (asked.isEmpty()) {
      return 404;
    }
    if (!host.guard().run(plugin.get(), 0, () -> rest.get().mayCall(asked.get()))) {
      return 403;
    }
    visit = asked.get();
    return 200;
  }

  private static Optional<Pages.Page> page(Pages pages, String id) {
    return pages.pages().stream().filter(page -> page.id().equals(id)).findFirst();
  }

  private Optional<Visit> visit(RunningPlugin plugin, String page, Map<String, String> parameters) {
    if (parameters.values().stream().anyMatch(value -> value.length() > PARAMETER_LENGTH_MAX)) {
      return Optional.empty();
    }
    Campaign campaign = null;
    var named = parameters.get("campaign");
    if (named != null) {
      var found = campaign(plugin, named);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      campaign = found.get();
    }
    return Optional.of(
        new Visit(
            current.get().tenantId(),
            current.get().actor(),
            current.isManages(),
            frame.getLocale(),
            current.getTenant().zone(),
            page,
            parameters,
            campaign));
  }

  private Optional<Campaign> campaign(RunningPlugin plugin, String id) {
    if (!id.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return campaigns
        .get()
        .find(current.get(), Long.parseLong(id))
        .filter(found -> plugin.type(found.type()).isPresent())
        .map(CampaignFinder.Found::campaign);
  }

  /** The object of the page; null when this request is not for a page of a plugin. */
  Object page() {
    return page;
  }

  /** The visit, after it was entered. */
  Visit visit() {
    if (visit == null) {
      throw new IllegalStateException("The visit is known inside the methods of a resource only");
    }
    return visit;
  }

  /** Names of parameters that a page keeps over its updates. */
  static List<String> kept(Map<String, String> parameters) {
    return parameters.keySet().stream()
        .filter(name -> name.matches("[a-z][a-z0-9-]{0,29}"))
        .toList();
  }
}
