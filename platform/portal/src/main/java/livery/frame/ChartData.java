package livery.frame;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.List;

/**
 * The numbers of a chart, in the form that {@code <l:chart>} draws. Colours, labels and grid are
 * the brand's affair; here are only names and values.
 *
 * <pre>ChartData.lines(days).series("Received", 1, received).series("Sent", 2, sent).json()</pre>
 *
 * The same thing keeps its data colour, 1 to 8, on every page: 1 received, 2 sent, 3 delivered, 4
 * failed, 5 refused; options of a vote count from 1. A {@code null} among the values is a gap.
 */
public final class ChartData {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int MOST_COLOURS = 8;

  private final String type;
  private final boolean flat;
  private final List<String> labels;
  private final JsonArrayBuilder sets = JSON.createArrayBuilder();
  private boolean stacked;

  private ChartData(String type, boolean flat, List<String> labels) {
    this.type = type;
    this.flat = flat;
    this.labels = List.copyOf(labels);
  }

  /** Something that moves in time. */
  public static ChartData lines(List<String> labels) {
    return new ChartData("line", false, labels);
  }

  /** Amounts beside each other, from zero. */
  public static ChartData bars(List<String> labels) {
    return new ChartData("bar", false, labels);
  }

  /** Amounts under each other, for long names. */
  public static ChartData flatBars(List<String> labels) {
    return new ChartData("bar", true, labels);
  }

  /** Shares of a whole, for at most a handful. */
  public static ChartData shares(List<String> labels) {
    return new ChartData("doughnut", false, labels);
  }

  /** Puts the bars of the series on each other, because their sum says something too. */
  public ChartData stacked() {
    stacked = true;
    return this;
  }

  /**
   * Adds one series.
   *
   * @param colour 1 to 8, see above
   * @throws IllegalArgumentException when there is not one value for each label
   */
  public ChartData series(String name, int colour, List<? extends Number> values) {
    if (values.size() != labels.size() || colour < 1 || colour > MOST_COLOURS) {
      throw new IllegalArgumentException(
          "Series %s: %d values for %d labels, colour %d"
              .formatted(name, values.size(), labels.size(), colour));
    }
    var data = JSON.createArrayBuilder();
    for (var value : values) {
      if (value == null) {
        data.addNull();
      } else {
        data.add(new BigDecimal(value.toString()));
      }
    }
    sets.add(JSON.createObjectBuilder().add("label", name).add("tone", colour).add("data", data));
    return this;
  }

  /** For the attribute {@code data} of {@code <l:chart>}. */
  public String json() {
    return JSON.createObjectBuilder()
        .add("type", type)
        .add(
            "data",
            JSON.createObjectBuilder()
                .add("labels", JSON.createArrayBuilder(labels))
                .add("datasets", sets))
        .add(
            "options",
            JSON.createObjectBuilder().add("indexAxis", flat ? "y" : "x").add("stacked", stacked))
        .build()
        .toString()
        .replace("<", "\\u003c");
  }
}
