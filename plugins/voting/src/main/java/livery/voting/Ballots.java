package livery.voting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ballots of one batch: one query for what is used, one insert; where most phones vote for the
 * first time ({@link Newcomers}) the insert alone. A unique key enforces the limit; whose slot is
 * taken asks again.
 */
final class Ballots {

  private static final int ROUNDS_MAX = 5;

  /** Tells the driver that a text is used once, so that the server need not prepare it. */
  private static final String ONCE = "/*client prepare*/";

  private final Connection connection;
  private final long campaignId;
  private final Limit limit;
  private final Newcomers newcomers;

  Ballots(Connection connection, long campaignId, Limit limit, Newcomers newcomers) {
    this.connection = connection;
    this.campaignId = campaignId;
    this.limit = limit;
    this.newcomers = newcomers;
  }

  /** Decides every vote; afterwards each is counted, repeated or over. */
  void cast(List<Vote> votes) throws SQLException {
    var open = newcomers.expected(campaignId) ? castUnseen(votes) : votes;
    for (var round = 1; !open.isEmpty(); round++) {
      if (round > ROUNDS_MAX) {
        throw new IllegalStateException(
            "Campaign " + campaignId + ": slots were taken by others " + ROUNDS_MAX + " times");
      }
      var used = read(open);
      if (open.size() == votes.size()) {
        newcomers.saw(campaignId, votes.size(), used.phones());
      }
      for (var vote : open) {
        if (used.knows(vote.message().id())) {
          vote.mark(Vote.State.REPEATED);
        } else {
          used.assign(vote);
        }
      }
      open = insert(open.stream().filter(vote -> vote.state() == Vote.State.COUNTED).toList());
    }
  }

  /** Counts the votes of phones that have none; the others stay open. */
  private List<Vote> castUnseen(List<Vote> votes) throws SQLException {
    var used = new Used(limit);
    votes.forEach(used::assign);
    votes.stream().filter(vote -> vote.state() == Vote.State.OVER).forEach(Vote::reopen);
    insert(votes.stream().filter(vote -> vote.state() == Vote.State.COUNTED).toList());
    var open = votes.stream().filter(vote -> vote.state() == Vote.State.OPEN).toList();
    newcomers.saw(campaignId, votes.size(), open.size());
    return open;
  }

  private Used read(List<Vote> votes) throws SQLException {
    var used = new Used(limit);
    try (var select = connection.prepareStatement(ONCE + select(votes))) {
      try (var row = select.executeQuery()) {
        while (row.next()) {
          if (row.getLong("message_id") != 0) {
            used.addMessage(row.getLong("message_id"));
          } else {
            addWindow(used, row);
          }
        }
      }
    }
    return used;
  }

  private static void addWindow(Used used, ResultSet row) throws SQLException {
    used.add(
        row.getLong("phone"),
        row.getLong("window_key"),
        row.getLong("slot"),
        row.getObject("received_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }

  /** Numbers only, so that they stand in the text: the driver then sends one packet. */
  private String select(List<Vote> votes) {
    var repeated =
        "SELECT message_id, 0 AS phone, 0 AS window_key, 0 AS slot, received_at"
            + " FROM voting_ballot FORCE INDEX (PRIMARY) WHERE message_id IN ("
            + votes.stream()
                .map(vote -> Long.toString(vote.message().id()))
                .collect(Collectors.joining(","))
            + ")";
    if (limit.period() == Limit.Period.UNLIMITED) {
      return repeated;
    }
    var windows =
        votes.stream()
            .map(vote -> "(" + vote.phone() + "," + vote.windowKey() + ")")
            .distinct()
            .collect(Collectors.joining(","));
    var last =
        "SELECT 0, b.phone, b.window_key, MAX(b.slot) AS slot, MAX(b.received_at) FROM v"
            + " STRAIGHT_JOIN voting_ballot b FORCE INDEX (voting_ballot_slot) ON b.campaign_id = "
            + campaignId
            + " AND b.phone = v.phone AND b.window_key = v.window_key"
            + " GROUP BY b.phone, b.window_key";
    var wanted = limit.period() == Limit.Period.ROLLING ? rolling() : last;
    return "WITH v (phone, window_key) AS (VALUES "
        + windows
        + ") "
        + repeated
        + " UNION ALL "
        + wanted;
  }

  /** The last votes of each phone, as many as it may have in a rolling day. */
  private String rolling() {
    return "SELECT 0, r.phone, r.window_key, r.slot, r.received_at FROM (SELECT b.phone,"
        + " b.window_key, b.slot, b.received_at, ROW_NUMBER() OVER (PARTITION BY b.phone,"
        + " b.window_key ORDER BY b.slot DESC) AS place FROM v STRAIGHT_JOIN voting_ballot b"
        + " FORCE INDEX (voting_ballot_slot) ON b.campaign_id = "
        + campaignId
        + " AND b.phone = v.phone AND b.window_key = v.window_key) r WHERE r.place <= "
        + limit.count();
  }

  /** Writes the ballots in the order of the unique key; returns the votes that it refused. */
  private List<Vote> insert(List<Vote> votes) throws SQLException {
    if (votes.isEmpty()) {
      return List.of();
    }
    var sorted =
        votes.stream()
            .sorted(
                Comparator.comparingLong(Vote::phone)
                    .thenComparingLong(Vote::windowKey)
                    .thenComparingLong(Vote::slot))
            .toList();
    var marks = sorted.stream().map(vote -> "(?,?,?,?,?,?,?)").collect(Collectors.joining(","));
    var written = new HashSet<Long>();
    try (var insert =
        connection.prepareStatement(
            ONCE
                + "INSERT IGNORE INTO voting_ballot (message_id, campaign_id, phone, window_key, slot,"
                + " option_code, received_at) VALUES "
                + marks
                + " RETURNING message_id")) {
      bind(insert, sorted);
      try (var row = insert.executeQuery()) {
        while (row.next()) {
          written.add(row.getLong(1));
        }
      }
    }
    var refused = votes.stream().filter(vote -> !written.contains(vote.message().id())).toList();
    refused.forEach(Vote::reopen);
    return refused;
  }

  private void bind(PreparedStatement insert, List<Vote> votes) throws SQLException {
    var at = 1;
    for (var vote : votes) {
      insert.setLong(at++, vote.message().id());
      insert.setLong(at++, campaignId);
      insert.setLong(at++, vote.phone());
      insert.setLong(at++, vote.windowKey());
      insert.setLong(at++, vote.slot());
      insert.setString(at++, vote.option().code());
      insert.setObject(at++, LocalDateTime.ofInstant(vote.message().receivedAt(), ZoneOffset.UTC));
    }
  }
}
