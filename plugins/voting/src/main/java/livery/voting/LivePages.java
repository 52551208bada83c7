package livery.voting;

import java.util.List;
import java.util.Locale;
import livery.api.Pages;
import livery.api.PluginContext;
import livery.api.Visit;
import org.pf4j.Extension;

/** The page that shows a vote while it runs. */
@Extension
public class LivePages implements Pages {

  private final PluginContext context;

  public LivePages(PluginContext context) {
    this.context = context;
  }

  @Override
  public List<Page> pages() {
    return List.of(new Page("live", Page.Place.CAMPAIGN, "pi-chart-bar"));
  }

  @Override
  public String title(String page, Locale language) {
    return Voting.TEXTS.of(language, "live.title");
  }

  @Override
  public Object page(Visit visit) {
    return new LivePage(visit, Standing.read(visit.campaign(), context), context.clock().instant());
  }
}
