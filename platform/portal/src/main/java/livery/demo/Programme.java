package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.Plan;
import livery.demo.cast.Rows;
import livery.number.Keyword;
import livery.store.Ids;
import livery.text.Fold;

/**
 * The campaigns of the story and their keywords.
 *
 * <p>While the month is told all of them run, so that texts find them as they did; {@link #settle}
 * leaves each in the state that it has today.
 */
final class Programme {

  /** How long a word given up on a shared number is nobody's. */
  private static final Duration HOLDING = Duration.ofDays(90);

  private final Connection connection;
  private final Ids ids;
  private final Days days;
  private final List<Plan> plans = Plan.all();
  private final Map<String, Long> idByKey = new HashMap<>();
  private final Map<String, Long> keywordIdByKey = new HashMap<>();
  private final Map<Long, Plan> planById = new HashMap<>();

  Programme(Connection connection, Ids ids, Days days) {
    this.connection = connection;
    this.ids = ids;
    this.days = days;
  }

  void write(Map<Company, Long> tenants, Shelf shelf) throws SQLException {
    try (var campaigns =
            new Rows(
                connection,
                "campaign",
                "id, tenant_id, name, type, number_id, settings, time_zone, state, starts_at,"
                    + " ends_at, created_at");
        var keywords =
            new Rows(
                connection,
                "keyword",
                "id, tenant_id, number_id, campaign_id, word, match_type, created_at")) {
      for (var plan : plans) {
        var id = ids.next();
        idByKey.put(plan.key(), id);
        planById.put(id, plan);
        campaigns.add(
            id,
            tenants.get(plan.company()),
            plan.name(),
            plan.type(),
            plan.number().isEmpty() ? null : shelf.id(plan.number()),
            plan.settings().toString(),
            Days.ZONE.getId(),
            "RUNNING",
            startsAt(plan),
            plan.ends() == null ? null : days.at(-plan.ends(), 23, 0),
            createdAt(plan));
        if (!plan.words().isEmpty()) {
          var keyword = ids.next();
          keywordIdByKey.put(plan.key(), keyword);
          keywords.add(
              keyword,
              tenants.get(plan.company()),
              shelf.id(plan.number()),
              id,
              plan.words().get(0),
              Keyword.MatchType.FIRST_WORD,
              createdAt(plan));
        }
      }
    }
    forms(shelf);
  }

  /** The words and aliases, folded as the message path folds what comes in. */
  private void forms(Shelf shelf) throws SQLException {
    try (var forms =
        new Rows(connection, "keyword_form", "number_id, folded, keyword_id, written")) {
      for (var plan : plans) {
        for (var word : plan.words()) {
          forms.add(shelf.id(plan.number()), Fold.word(word), keywordId(plan), word);
        }
      }
    }
  }

  /** The id of the campaign's keyword. */
  long keywordId(Plan plan) {
    return keywordIdByKey.get(plan.key());
  }

  Instant startsAt(Plan plan) {
    return days.at(-plan.starts(), 8, 0);
  }

  /** A day of preparation before the start, and not later than yesterday. */
  Instant createdAt(Plan plan) {
    return days.at(Math.max(1, 1 - plan.starts()), 15, 20);
  }

  /** The id of a campaign. */
  long id(String key) {
    return idByKey.get(key);
  }

  /** The campaign with this id. */
  Plan plan(long id) {
    return planById.get(id);
  }

  List<Plan> plans() {
    return plans;
  }

  /** Gives each campaign the state that it has today; an ended one has given up its keyword. */
  void settle() throws SQLException {
    try (var state = connection.prepareStatement("UPDATE campaign SET state = ? WHERE id = ?")) {
      for (var plan : plans) {
        state.setString(1, plan.state());
        state.setLong(2, id(plan.key()));
        state.addBatch();
      }
      state.executeBatch();
    }
    try (var held =
            connection.prepareStatement(
                "UPDATE keyword_form f JOIN keyword k ON k.id = f.keyword_id JOIN campaign c ON"
                    + " c.id = k.campaign_id SET f.held_until = c.ends_at + INTERVAL "
                    + HOLDING.toDays()
                    + " DAY WHERE c.state = 'ENDED'");
        var released =
            connection.prepareStatement(
                "UPDATE keyword k JOIN campaign c ON c.id = k.campaign_id"
                    + " SET k.released_at = c.ends_at WHERE c.state = 'ENDED'")) {
      held.executeUpdate();
      released.executeUpdate();
    }
  }
}
