package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import livery.fault.Check;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.traffic.Pulse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/stats}: the dashboard's figures. */
@Path("/stats")
@RequestScoped
@Needs("reports:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Statistics")
public class StatsResource {

  private static final List<String> BY = List.of("time", "hour", "operator", "campaign", "client");

  @Inject private Statistics statistics;
  @Inject private Pulse pulse;
  @Inject private CurrentScope current;

  /**
   * The figures of a stretch.
   *
   * @param timeZone the zone that days and hours are in
   * @param items by what was asked
   */
  @Schema(name = "Stats")
  public record Shape(
      int days,
      String timeZone,
      String currency,
      List<Figure> figures,
      String by,
      List<Item> items) {}

  /**
   * One day, hour, operator, campaign or client.
   *
   * @param id of a link, a campaign or a tenant; {@code null} for days and hours
   */
  public record Item(Long id, String name, long received, long sent, Double deliveredShare) {}

  /** Messages a second. */
  public record Live(int everySeconds, List<Double> received, List<Double> sent) {}

  @GET
  @Operation(
      summary = "Received, sent, delivered, failed, spend, blocked",
      description =
          "Each with its change against the stretch before, up to the same time of the day."
              + " spend is in millionths of the currency.")
  public Shape stats(
      @Parameter(description = "1 for today, 7 or 30") @QueryParam("days") @DefaultValue("7")
          String days,
      @Parameter(description = "time, hour (of the day), operator, campaign or client")
          @QueryParam("by")
          @DefaultValue("time")
          String by) {
    Check.oneOf("days", days, Span.DAYS.stream().map(String::valueOf).toList());
    Check.oneOf("by", by, BY);
    var overview = statistics.overview(current.get(), Integer.parseInt(days));
    return new Shape(
        overview.days(),
        current.getTenant().zone().getId(),
        current.getTenant().currency(),
        overview.figures(),
        by,
        items(overview, by));
  }

  @GET
  @Path("/live")
  @Operation(summary = "Messages a second over the last five minutes")
  public Live live() {
    var rates = pulse.of(current.get());
    return new Live(Pulse.PERIOD_SECONDS, rates.received(), rates.sent());
  }

  private static List<Item> items(Overview overview, String by) {
    return switch (by) {
      case "time" -> series(overview.times(), overview.received(), overview.sent());
      case "hour" ->
          series(
              IntStream.range(0, 24).mapToObj(Integer::toString).toList(),
              overview.hoursIn(),
              overview.hoursOut());
      case "operator" -> groups(overview.operators());
      case "campaign" -> groups(overview.campaigns());
      default -> groups(overview.clients());
    };
  }

  private static List<Item> series(List<String> names, List<Long> received, List<Long> sent) {
    var items = new ArrayList<Item>();
    for (var i = 0; i < names.size(); i++) {
      items.add(new Item(null, names.get(i), received.get(i), sent.get(i), null));
    }
    return items;
  }

  private static List<Item> groups(List<Overview.Group> groups) {
    return groups.stream()
        .map(
            one -> new Item(one.id(), one.name(), one.received(), one.sent(), one.deliveredShare()))
        .toList();
  }
}
