package livery.dunning;

import java.math.BigDecimal;
import java.util.List;
import livery.fault.Fault;
import livery.paper.Sheet;

/**
 * When an issuer reminds.
 *
 * @param least less than that is not reminded of, in each currency
 * @param levels each later than the one before, at most 5
 */
public record DunningRule(boolean active, BigDecimal least, List<Level> levels) {

  static final int LEVELS_MAX = 5;
  private static final int DAYS_MAX = 365;
  private static final BigDecimal LEAST_MAX = BigDecimal.valueOf(1_000_000);

  /** A reminder so many days after the last day to pay. */
  public record Level(int days, Sheet.Tone tone) {}

  /** What is proposed before anybody has said something. */
  static final DunningRule USUAL =
      new DunningRule(
          false,
          BigDecimal.ONE,
          List.of(
              new Level(7, Sheet.Tone.FRIENDLY),
              new Level(21, Sheet.Tone.FIRM),
              new Level(45, Sheet.Tone.FINAL)));

  public DunningRule {
    levels = List.copyOf(levels);
    if (least == null
        || least.signum() < 0
        || least.compareTo(LEAST_MAX) > 0
        || least.scale() > 6) {
      throw Fault.invalid("least", "dunning.fault.least", LEAST_MAX);
    }
    if (levels.size() > LEVELS_MAX || active && levels.isEmpty()) {
      throw Fault.invalid("levels", "dunning.fault.levels", LEVELS_MAX);
    }
    var before = 0;
    for (var level : levels) {
      if (level.tone() == null || level.days() <= before || level.days() > DAYS_MAX) {
        throw Fault.invalid("days", "dunning.fault.days", level.days(), before, DAYS_MAX);
      }
      before = level.days();
    }
  }

  /** The level, from 1, that a debt so late has reached; 0 for none. */
  int reached(long daysLate) {
    var reached = 0;
    for (var i = 0; i < levels.size(); i++) {
      if (daysLate >= levels.get(i).days()) {
        reached = i + 1;
      }
    }
    return reached;
  }
}
