package livery.voting;

import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Campaign;
import livery.api.Report;
import livery.api.Report.Figure;
import livery.api.Report.Series;
import livery.api.Report.Table;

/** The result of one vote: figures, bars by option, a line by hour, and tables of both. */
final class VotingReport {

  private static final int HOURS_MAX = 24 * 31;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Campaign campaign;
  private final Locale language;
  private final List<Option> options;

  VotingReport(Campaign campaign, Locale language) {
    this.campaign = campaign;
    this.language = language;
    this.options = Option.all(campaign.settings());
  }

  Report read(Tally tally) throws SQLException {
    var votes = tally.votes();
    var codes = codes(votes);
    var hours = new ArrayList<List<String>>();
    var labels = new ArrayList<String>();
    var perHour = new ArrayList<Long>();
    tally
        .hours(HOURS_MAX)
        .forEach(
            (hour, counts) -> {
              var label = HOUR.format(hour.atZone(campaign.zone()));
              var sum = counts.values().stream().mapToLong(Long::longValue).sum();
              labels.add(label);
              perHour.add(sum);
              hours.add(hourRow(label, sum, counts, codes));
            });
    return new Report(
        figures(votes, tally.voids()),
        List.of(
            new Series(
                text("report.by-option"),
                codes.stream().map(this::label).toList(),
                codes.stream().map(code -> votes.getOrDefault(code, 0L)).toList()),
            new Series(text("report.by-hour"), labels, perHour)),
        List.of(
            new Table(
                text("report.by-option"),
                List.of(
                    text("report.code"),
                    text("report.option"),
                    text("report.votes"),
                    text("report.share")),
                optionRows(votes, codes)),
            new Table(text("report.by-hour"), hourHeader(codes), hours)));
  }

  /** Codes by votes; those that left the form but have votes stay in the result. */
  private List<String> codes(Map<String, Long> votes) {
    var codes = new ArrayList<>(options.stream().map(Option::code).toList());
    votes.keySet().stream().filter(code -> !codes.contains(code)).forEach(codes::add);
    codes.sort(Comparator.comparing((String code) -> votes.getOrDefault(code, 0L)).reversed());
    return codes;
  }

  private List<Figure> figures(Map<String, Long> votes, Map<String, Long> voids) {
    var figures = new ArrayList<Figure>();
    var total = sum(votes);
    figures.add(new Figure(text("report.total"), total, ""));
    figures.add(new Figure(text("report.void"), sum(voids), ""));
    voids.forEach((reason, texts) -> figures.add(new Figure(text("void." + reason), texts, "")));
    return figures;
  }

  private List<List<String>> optionRows(Map<String, Long> votes, List<String> codes) {
    var total = Math.max(1, sum(votes));
    return codes.stream()
        .map(
            code -> {
              var count = votes.getOrDefault(code, 0L);
              var share = String.format(Locale.ROOT, "%.2f", 100.0 * count / total);
              return List.of(code, label(code), Long.toString(count), share);
            })
        .toList();
  }

  private List<String> hourHeader(List<String> codes) {
    var header = new ArrayList<>(List.of(text("report.hour"), text("report.votes")));
    codes.forEach(code -> header.add(label(code)));
    return header;
  }

  private static List<String> hourRow(
      String label, long sum, Map<String, Long> counts, List<String> codes) {
    var row = new ArrayList<>(List.of(label, Long.toString(sum)));
    codes.forEach(code -> row.add(Long.toString(counts.getOrDefault(code, 0L))));
    return row;
  }

  private String label(String code) {
    return options.stream()
        .filter(option -> option.code().equals(code))
        .map(Option::label)
        .findFirst()
        .orElse(code);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private String text(String key) {
    return Voting.TEXTS.of(language, key);
  }
}
