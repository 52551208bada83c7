package livery.month;

import java.time.Duration;
import livery.fault.Check;

/**
 * When months are closed.
 *
 * @param closeDay the day of the next month on which it begins by itself, 1 to 28; 0 for by hand
 *     only
 * @param graceHours how long after its end late receipts and refunds may still come, 1 to 672
 */
public record MonthRule(int closeDay, int graceHours) {

  static final int DAY_MAX = 28;
  static final int GRACE_HOURS_MAX = 28 * 24;

  public MonthRule {
    Check.range("closeDay", closeDay, 0, DAY_MAX);
    Check.range("graceHours", graceHours, 1, GRACE_HOURS_MAX);
  }

  Duration grace() {
    return Duration.ofHours(graceHours);
  }
}
