package livery.st;

import java.util.List;
import livery.simulator.LoadPlan;
import livery.simulator.Operator;

/** The demo's live vote as a stage for loads: its number, its operators, and money without end. */
public final class Stage {

  /** The golden short code of the demo's television channel. */
  public static final String NUMBER = "3838";

  private static final String CREDIT_MICROS = "1000000000000000";
  private final Product product;

  /** Sets the stage: nobody runs out of money while a load runs. */
  public Stage(Product product) {
    this.product = product;
    product.books().change("UPDATE wallet SET credit_limit = " + CREDIT_MICROS);
    product.books().change("UPDATE campaign SET ends_at = NULL WHERE state = 'RUNNING'");
  }

  /** The simulated operator whose link serves the number. */
  public Operator operator() {
    return product.livery().operators().operator("kyiv-cell");
  }

  /** Votes for one of two options, each from a phone of its own. */
  public static LoadPlan votes(int count, long firstNumber) {
    var plan = LoadPlan.of(NUMBER, "vote 1", count);
    return new LoadPlan(
        List.of("kyiv-cell"),
        NUMBER,
        List.of(new LoadPlan.Weighted("vote 1", 3), new LoadPlan.Weighted("vote 2", 2)),
        count,
        plan.duration(),
        plan.ratePerSecond(),
        plan.window(),
        plan.numbers(),
        firstNumber,
        plan.warmUp(),
        plan.expectReply(),
        plan.mostUnanswered(),
        plan.patience());
  }

  /** What the tables say about the phones of a load. */
  public long count(String what, long firstNumber, int phones) {
    return product
        .books()
        .number(
            what.replace("{first}", "'" + firstNumber + "'")
                .replace("{last}", "'" + (firstNumber + phones - 1) + "'"));
  }
}
