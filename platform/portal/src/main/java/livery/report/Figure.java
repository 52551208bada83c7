package livery.report;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One number of the dashboard.
 *
 * @param name "received", "sent", "delivered", "failed", "spend" or "blocked"
 * @param value a count; for "spend" millionths of the currency
 * @param share for "delivered" the share between 0 and 1; {@code null} for the others, and while
 *     nothing has an outcome
 * @param change how much more than in the stretch before, 0.12 for 12 %; {@code null} when there
 *     was nothing to compare with
 * @param points the values one by one: by hour for today, else by day
 */
@Schema(name = "StatsFigure")
public record Figure(String name, long value, Double share, Double change, List<Long> points) {

  public Figure {
    points = List.copyOf(points);
  }
}
