package livery.voting;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.api.Campaign;
import livery.api.Visit;

/** What {@code live.xhtml} reads as {@code #{plugin}}. */
public class LivePage {

  private static final int SPARK_HEIGHT = 40;
  private static final int COLOURS = 8;

  private final Visit visit;
  private final Standing standing;
  private final Instant now;

  LivePage(Visit visit, Standing standing, Instant now) {
    this.visit = visit;
    this.standing = standing;
    this.now = now;
  }

  /** One bar: width in percent of the leader's, so that differences show. */
  public static final class Bar {

    private final Standing.Share share;
    private final double width;
    private final boolean leads;
    private final int colour;
    private final Locale language;

    Bar(Standing.Share share, double width, boolean leads, int colour, Locale language) {
      this.share = share;
      this.width = width;
      this.leads = leads;
      this.colour = colour;
      this.language = language;
    }

    public String getCode() {
      return share.code();
    }

    public String getLabel() {
      return share.label();
    }

    public String getVotes() {
      return NumberFormat.getIntegerInstance(language).format(share.votes());
    }

    public String getShare() {
      var format = NumberFormat.getPercentInstance(language);
      format.setMinimumFractionDigits(1);
      format.setMaximumFractionDigits(1);
      return format.format(share.share());
    }

    public String getWidth() {
      return String.format(Locale.ROOT, "%.2f", width);
    }

    public boolean isLeads() {
      return leads;
    }

    public int getColour() {
      return colour;
    }
  }

  public boolean isChosen() {
    return visit.campaign().isPresent();
  }

  public String getTitle() {
    return visit.campaign().map(Campaign::name).orElse(text("live.title"));
  }

  public List<Bar> getBars() {
    var most = standing.options().stream().mapToLong(Standing.Share::votes).max().orElse(0);
    var leader = standing.leader().map(Standing.Share::code).orElse("");
    var bars = new ArrayList<Bar>();
    for (var share : standing.options()) {
      bars.add(
          new Bar(
              share,
              most == 0 ? 0 : 100.0 * share.votes() / most,
              share.code().equals(leader),
              bars.size() % COLOURS + 1,
              visit.language()));
    }
    return bars;
  }

  public String getTotal() {
    return number(standing.total());
  }

  public String getTotalWord() {
    return Voting.TEXTS.count(visit.language(), "live.votes", standing.total());
  }

  public boolean isUnvoted() {
    return standing.total() == 0;
  }

  public String getLeader() {
    return standing.leader().map(Standing.Share::label).orElse("");
  }

  /** Whether one option is ahead of all others. */
  public boolean isLed() {
    return standing.leader().isPresent();
  }

  public String getMargin() {
    return number(standing.margin());
  }

  public String getRate() {
    var format = NumberFormat.getNumberInstance(visit.language());
    format.setMaximumFractionDigits(standing.perSecond() < 10 ? 1 : 0);
    return format.format(standing.perSecond());
  }

  /** Points of the last minute for an SVG line, 0 to 59 across. */
  public String getPoints() {
    var most = standing.lastMinute().stream().mapToLong(Long::longValue).max().orElse(0);
    var points = new StringBuilder();
    for (var i = 0; i < standing.lastMinute().size(); i++) {
      var height = most == 0 ? 0 : (double) SPARK_HEIGHT * standing.lastMinute().get(i) / most;
      points.append(i).append(',');
      points.append(String.format(Locale.ROOT, "%.1f ", SPARK_HEIGHT - height));
    }
    return points.toString().strip();
  }

  /** Whether votes still count, so that the page goes on asking. */
  public boolean isOpen() {
    return hours() != null && hours().at(now) == Hours.Verdict.OPEN;
  }

  /** Whether the page should go on asking: open, or not begun yet. */
  public boolean isLive() {
    return hours() != null && hours().at(now) != Hours.Verdict.LATE;
  }

  public String getState() {
    var hours = hours();
    if (hours == null) {
      return "";
    }
    return switch (hours.at(now)) {
      case EARLY -> text("live.before", moment(hours.opens()));
      case LATE -> text("live.closed");
      case OPEN ->
          hours.closes() == null
              ? text("live.open")
              : text("live.open-until", moment(hours.closes()));
    };
  }

  /** Whether the bars fill the whole screen, for a studio. */
  public boolean isScreen() {
    return visit.parameters().containsKey("screen");
  }

  /** The address of the studio screen. */
  public String getScreenLink() {
    return "?campaign=" + visit.campaign().map(Campaign::id).orElse(0L) + "&screen=1";
  }

  /** A text of the bundle, for words that stand in the page alone. */
  public String text(String key) {
    return Voting.TEXTS.of(visit.language(), key);
  }

  private String text(String key, Object value) {
    return Voting.TEXTS.of(visit.language(), key, value);
  }

  private Hours hours() {
    return visit.campaign().map(Hours::of).orElse(null);
  }

  private String moment(Instant instant) {
    var zone = visit.campaign().map(Campaign::zone).orElse(visit.zone());
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(visit.language().getLanguage().equals("en") ? Locale.UK : visit.language())
        .format(instant.atZone(zone));
  }

  private String number(long value) {
    return NumberFormat.getIntegerInstance(visit.language()).format(value);
  }
}
