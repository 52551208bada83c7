package livery.frame;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import livery.text.Forcing;

/** What the pieces of a page are drawn from: {@code #{draw.line(points)}}. Thread-safe. */
@Named("draw")
@ApplicationScoped
public class Drawing {

  private static final double WIDTH = 96;
  private static final double HEIGHT = 30;

  /** A sparkline as an SVG path in a box of 96 × 32; {@code null} among the points is a gap. */
  public String line(List<? extends Number> points) {
    var path = new StringBuilder();
    var pen = "M";
    for (var i = 0; i < points.size(); i++) {
      if (points.get(i) == null) {
        pen = "M";
      } else {
        path.append(pen).append(x(i, points)).append(' ').append(y(points.get(i), points));
        pen = "L";
      }
    }
    return path.toString();
  }

  /** The ground below {@link #line}; empty where the line has a gap. */
  public String area(List<? extends Number> points) {
    return points.size() < 2 || points.stream().anyMatch(Objects::isNull)
        ? ""
        : line(points) + "L" + x(points.size() - 1, points) + " 32L0 32Z";
  }

  private static String x(int index, List<?> points) {
    return decimal(points.size() < 2 ? 0 : WIDTH * index / (points.size() - 1));
  }

  private static String y(Number value, List<? extends Number> points) {
    var most =
        points.stream().filter(Objects::nonNull).mapToDouble(Number::doubleValue).max().orElse(0);
    return decimal(HEIGHT + 1 - (most <= 0 ? 0 : value.doubleValue() / most * HEIGHT));
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** "good", "bad" or "flat": how a change reads when {@code better} is "up", "down" or "none". */
  public String tone(Number change, String better) {
    var direction = change == null ? 0 : Math.signum(change.doubleValue());
    if (direction == 0 || better.equals("none")) {
      return "flat";
    }
    return direction > 0 == better.equals("up") ? "good" : "bad";
  }

  /** The text with everything replaced that forces UCS-2 and has a plain counterpart. */
  public String replaced(String text) {
    return Forcing.replaced(text);
  }

  /** The letter in the sender's circle; a hash for a number. */
  public String initial(String sender) {
    return sender == null || sender.isBlank() || !Character.isLetter(sender.codePointAt(0))
        ? "#"
        : Character.toString(Character.toUpperCase(sender.codePointAt(0)));
  }

  /** The part that is done, between 0 and 1; 0 of 0 is done. */
  public double share(long done, long total) {
    return total == 0 ? 1 : (double) done / total;
  }

  /** The part that is done in whole percent. */
  public long percent(long done, long total) {
    return (long) Math.floor(share(done, total) * 100);
  }

  /** Who is ahead; {@code null} for nobody or a draw. */
  public String leader(List<Bar> bars) {
    var best = byVotes(bars);
    return best.isEmpty() || margin(bars) <= 0 ? null : best.get(0).label();
  }

  /** How far the leader is ahead of the second, as a share of all votes. */
  public double margin(List<Bar> bars) {
    var best = byVotes(bars);
    return best.isEmpty() ? 0 : best.get(0).share() - (best.size() > 1 ? best.get(1).share() : 0);
  }

  private static List<Bar> byVotes(List<Bar> bars) {
    return bars.stream().sorted(Comparator.comparingLong(Bar::value).reversed()).limit(2).toList();
  }
}
