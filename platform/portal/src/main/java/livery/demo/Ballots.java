package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import livery.demo.cast.Days;
import livery.demo.cast.DemoAccounts;
import livery.demo.cast.Rows;

/**
 * The ballots of the month's votes, in the tables of the voting plugin: one for each text that
 * counted, and the sums of them.
 */
final class Ballots {

  private final Connection connection;

  Ballots(Connection connection) {
    this.connection = connection;
  }

  /** Writes them where the plugin has its tables and the story's votes are not in them yet. */
  void write() throws SQLException {
    if (!hasTables()) {
      return;
    }
    for (var vote : votes()) {
      cast(vote);
      sum(vote.campaignId());
    }
  }

  private record Vote(long campaignId, boolean once) {}

  private boolean hasTables() throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
                    + " AND table_name = 'voting_ballot'");
        var row = select.executeQuery()) {
      return row.next();
    }
  }

  /** The story's own votes that have no ballot. */
  private List<Vote> votes() throws SQLException {
    var votes = new ArrayList<Vote>();
    try (var select =
        connection.prepareStatement(
            "SELECT c.id, JSON_VALUE(c.settings, '$.limit') = 'once' FROM campaign c JOIN app_user"
                + " u ON u.tenant_id = c.tenant_id WHERE c.type = 'voting' AND u.email IN (?, ?)"
                + " AND EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = c.tenant_id AND"
                + " m.campaign_id = c.id AND m.direction = 'IN' AND m.label = 'counted')"
                + " AND NOT EXISTS (SELECT 1 FROM voting_ballot b WHERE b.campaign_id = c.id)"
                + " ORDER BY c.id")) {
      select.setString(1, DemoAccounts.TV_OWNER);
      select.setString(2, DemoAccounts.FESTIVAL_OWNER);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          votes.add(new Vote(row.getLong(1), row.getBoolean(2)));
        }
      }
    }
    return votes;
  }

  private void cast(Vote vote) throws SQLException {
    var slots = new HashMap<String, Long>();
    try (var select =
            connection.prepareStatement(
                "SELECT m.id, m.phone, m.note, m.received_at FROM message m JOIN campaign c ON"
                    + " c.id = ? WHERE m.tenant_id = c.tenant_id AND m.campaign_id = c.id AND"
                    + " m.direction = 'IN' AND m.label = 'counted' ORDER BY m.id");
        var ballots =
            new Rows(
                connection,
                "voting_ballot",
                "message_id, campaign_id, phone, window_key, slot, option_code, received_at")) {
      select.setLong(1, vote.campaignId);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          var receivedAt =
              row.getObject("received_at", LocalDateTime.class).toInstant(ZoneOffset.UTC);
          var day = LocalDate.ofInstant(receivedAt, Days.ZONE).toEpochDay();
          var window = vote.once ? 0 : day;
          var slot = slots.merge(row.getString("phone") + "/" + window, 1L, Long::sum) - 1;
          ballots.add(
              row.getLong("id"),
              vote.campaignId,
              Long.valueOf(row.getString("phone")),
              window,
              slot,
              row.getString("note"),
              receivedAt);
        }
      }
    }
  }

  private void sum(long campaignId) throws SQLException {
    execute(
        campaignId,
        "INSERT INTO voting_sum (campaign_id, kind, at, option_code, second, votes)"
            + " SELECT campaign_id, 'OPTION', 0, option_code, 0, COUNT(*) FROM voting_ballot"
            + " WHERE campaign_id = ? GROUP BY option_code");
    execute(
        campaignId,
        "INSERT INTO voting_sum (campaign_id, kind, at, option_code, second, votes)"
            + " SELECT campaign_id, 'HOUR', TIMESTAMPDIFF(HOUR, '1970-01-01', received_at) AS hour,"
            + " option_code, 0, COUNT(*) FROM voting_ballot WHERE campaign_id = ?"
            + " GROUP BY hour, option_code");
    execute(
        campaignId,
        "INSERT INTO voting_void (campaign_id, reason, texts) SELECT campaign_id, label, COUNT(*)"
            + " FROM message WHERE campaign_id = ? AND direction = 'IN' AND state = 'DONE'"
            + " AND label <> 'counted' GROUP BY label");
  }

  private void execute(long campaignId, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, campaignId);
      statement.executeUpdate();
    }
  }
}
