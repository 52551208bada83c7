package livery.frame;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import livery.tenant.CurrentScope;
import livery.tenant.NotAllowed;
import livery.tenant.Tenant;
import livery.text.Forcing;
import livery.text.Segments;

/**
 * Sample values for the page that shows every piece, {@code /frame/pieces.xhtml}; for the owner of
 * the platform only.
 */
@Named("pieces")
@ViewScoped
public class PiecesPage implements Serializable {

  private static final long serialVersionUID = 1L;

  @Inject private transient Clock clock;
  @Inject private transient CurrentScope current;
  private Instant opened;
  private String text;

  /** A row of the sample table. */
  public record Row(
      long id, Instant at, String phone, String text, String kind, String state, long micros)
      implements Serializable {}

  @PostConstruct
  void open() {
    if (!current.isOwns() || current.getHome().kind() != Tenant.Kind.PLATFORM) {
      throw new NotAllowed();
    }
    opened = clock.instant();
    text =
        "Thank you for your vote – “Coffee” is in the lead. Come by until Friday with this message"
            + " and your second cup is on us. Text MENU for today’s cakes or STOP to end.";
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public SmsPreview getPreview() {
    return SmsPreview.of(List.of(Segments.of(text)), "€ 0.13");
  }

  /** The button in the preview. */
  public void replace() {
    text = Forcing.replaced(text);
  }

  public Instant getOpened() {
    return opened;
  }

  /** A moment some seconds before the page was opened. */
  public Instant before(long millis) {
    return opened.minusMillis(millis);
  }

  public List<Integer> getPoints() {
    return List.of(312, 340, 298, 410, 460, 430, 505, 480, 560, 540, 610, 655);
  }

  public List<Integer> getFalling() {
    return Arrays.asList(41, 39, 44, 30, null, 31, 22, 25, 18, 20, 14, 12);
  }

  public List<Bar> getBars() {
    return List.of(
        new Bar("Coffee", 18_422, .461),
        new Bar("Tea", 12_870, .322),
        new Bar("Lemonade", 8_668, .217));
  }

  public Duration getLeft() {
    return Duration.ofSeconds(754);
  }

  public String getByDay() {
    return ChartData.lines(days())
        .series("Received", 1, wave(420, 120, 14))
        .series("Delivered", 3, wave(390, 110, 14))
        .series(
            "Failed", 4, Arrays.asList(22, 18, 25, 30, null, null, 12, 19, 22, 17, 15, 20, 16, 11))
        .json();
  }

  public String getByHour() {
    return ChartData.bars(List.of("06", "08", "10", "12", "14", "16", "18", "20", "22"))
        .series("Received", 1, List.of(40, 210, 380, 520, 470, 440, 610, 390, 120))
        .json();
  }

  public String getByCountry() {
    return ChartData.flatBars(List.of("Ukraine", "Poland", "Kazakhstan", "Latvia"))
        .series("Sent", 2, List.of(18_204, 7_450, 3_122, 980))
        .json();
  }

  public String getShares() {
    return ChartData.shares(List.of("Kyivstar", "Vodafone", "lifecell"))
        .series("Share", 1, List.of(52, 31, 17))
        .json();
  }

  public List<Row> getRows() {
    var texts = List.of("COFFEE", "ЧАЙ", "menu pls", "STOP", "Кава!", "lemonade");
    var kinds = List.of("good", "good", "info", "warn", "bad", "quiet");
    var states = List.of("Answered", "Answered", "Waiting", "Opted out", "Failed", "Parked");
    var phones =
        List.of(
            "380671234567", "48501234567", "77011234567", "380931112233", "37126123456", "4470");
    var rows = new ArrayList<Row>();
    for (var i = 0; i < texts.size(); i++) {
      rows.add(
          new Row(
              i + 1,
              opened.minusSeconds(i * 4_100L),
              phones.get(i),
              texts.get(i),
              kinds.get(i),
              states.get(i),
              32_500L * (i + 1)));
    }
    return rows;
  }

  /** For the danger dialog, which does nothing here. */
  public String act() {
    return null;
  }

  private static List<String> days() {
    var days = new ArrayList<String>();
    for (var day = 9; day < 23; day++) {
      days.add(day + " Nov");
    }
    return days;
  }

  private static List<Long> wave(int middle, int height, int count) {
    var values = new ArrayList<Long>();
    for (var i = 0; i < count; i++) {
      values.add(Math.round(middle + height * Math.sin(i * 0.9) + i * 6));
    }
    return values;
  }
}
