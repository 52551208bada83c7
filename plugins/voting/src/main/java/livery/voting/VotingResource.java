package livery.voting;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import livery.api.Campaign;
import livery.api.PluginContext;
import livery.api.Visit;

/** The answers of {@link VotingRest}; {@code ?campaign=} names the vote. */
public class VotingResource {

  private static final int BALLOTS_MAX = 1_000;

  private final PluginContext context;
  private final Supplier<Visit> visit;

  VotingResource(PluginContext context, Supplier<Visit> visit) {
    this.context = context;
    this.visit = visit;
  }

  /** Votes by option, the total, and the rate of the last seconds. */
  @GET
  @Path("tally")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> tally() {
    var standing = Standing.read(java.util.Optional.of(campaign()), context);
    var options = new ArrayList<Map<String, Object>>();
    for (var share : standing.options()) {
      Map<String, Object> option = new LinkedHashMap<>();
      option.put("code", share.code());
      option.put("label", share.label());
      option.put("votes", share.votes());
      options.add(option);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", standing.total());
    answer.put("perSecond", standing.perSecond());
    answer.put("options", options);
    return answer;
  }

  /** Ballots in the order of their messages, at most 1,000; {@code after} goes on. */
  @GET
  @Path("ballots")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> ballots(@QueryParam("after") @DefaultValue("0") long after) {
    List<Map<String, Object>> items = new ArrayList<>();
    try (var connection = context.dataSource().getConnection();
        var select =
            connection.prepareStatement(
                "SELECT message_id, phone, option_code, received_at FROM voting_ballot"
                    + " WHERE campaign_id = ? AND message_id > ? ORDER BY message_id LIMIT ?")) {
      select.setLong(1, campaign().id());
      select.setLong(2, after);
      select.setInt(3, BALLOTS_MAX);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          Map<String, Object> ballot = new LinkedHashMap<>();
          ballot.put("message", row.getLong(1));
          ballot.put("phone", Long.toString(row.getLong(2)));
          ballot.put("option", row.getString(3));
          ballot.put(
              "receivedAt",
              row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC).toString());
          items.add(ballot);
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("Ballots could not be read", failure);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", items);
    if (items.size() == BALLOTS_MAX) {
      answer.put("next", items.get(items.size() - 1).get("message"));
    }
    return answer;
  }

  private Campaign campaign() {
    return visit.get().campaign().orElseThrow(NotFoundException::new);
  }
}
