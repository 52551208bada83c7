package livery.autoreply;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.api.Report;

/** What people answered to a campaign's question: one insert for a batch. */
final class Answers {

  private static final int SHOWN_MAX = 10_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final DataSource dataSource;

  Answers(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Keeps those of the messages that are answers; the same message once, however often. */
  void keep(long campaignId, List<Incoming> messages) {
    var answers = messages.stream().filter(Incoming::isAnswer).toList();
    if (answers.isEmpty()) {
      return;
    }
    var marks = answers.stream().map(one -> "(?,?,?,?,?)").collect(Collectors.joining(","));
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT IGNORE INTO autoreply_answer (campaign_id, message_id, phone, text,"
                    + " received_at) VALUES "
                    + marks)) {
      var at = 1;
      for (var answer : answers) {
        insert.setLong(at++, campaignId);
        insert.setLong(at++, answer.id());
        insert.setString(at++, answer.phone());
        insert.setString(at++, answer.text());
        insert.setObject(at++, LocalDateTime.ofInstant(answer.receivedAt(), ZoneOffset.UTC));
      }
      insert.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "The answers to campaign " + campaignId + " were not kept", failure);
    }
  }

  /**
   * The answers, newest first, for the campaign's page and its export; nothing for a campaign that
   * never asked.
   *
   * @param texts the words of the reader's language by their keys
   */
  Report report(Campaign campaign, UnaryOperator<String> texts) {
    var rows = new ArrayList<List<String>>();
    var count = 0L;
    try (var connection = dataSource.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT received_at, phone, text, COUNT(*) OVER () AS total FROM autoreply_answer"
                    + " WHERE campaign_id = ? ORDER BY message_id DESC LIMIT "
                    + SHOWN_MAX)) {
      select.setLong(1, campaign.id());
      try (var row = select.executeQuery()) {
        while (row.next()) {
          count = row.getLong("total");
          var at = row.getObject("received_at", LocalDateTime.class).atOffset(ZoneOffset.UTC);
          rows.add(
              List.of(
                  TIME.format(at.atZoneSameInstant(campaign.zone())),
                  row.getString("phone"),
                  row.getString("text")));
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("Answers to campaign " + campaign.id(), failure);
    }
    if (rows.isEmpty() && campaign.settings().text("question").isBlank()) {
      return Report.EMPTY;
    }
    return new Report(
        List.of(new Report.Figure(texts.apply("report.answers"), count, "")),
        List.of(),
        List.of(
            new Report.Table(
                texts.apply("report.answers"),
                List.of(
                    texts.apply("report.time"),
                    texts.apply("report.phone"),
                    texts.apply("report.text")),
                rows)));
  }
}
