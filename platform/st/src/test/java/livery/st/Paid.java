package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import livery.billing.HeldLines;
import livery.launcher.BooksJudge;

/**
 * Who has paid for the texts of a load to a number of the demo's television channel: each of its
 * edges, once for each part, when all is settled.
 */
final class Paid {

  /** The channel pays its reseller, the reseller the platform, the platform the operator. */
  private static final int EDGES = 3;

  private final Product product;
  private final String phones;

  Paid(Product product, long firstNumber, int phones) {
    this.product = product;
    this.phones = "m.phone BETWEEN '%d' AND '%d'".formatted(firstNumber, firstNumber + phones - 1);
  }

  /** Waits until nothing is held, then looks for what nobody has paid and for what is too much. */
  void judge(int acked) {
    Await.until(
        "all money is settled",
        () -> count(HeldLines.SQL + " h JOIN message m ON m.id = h.event_id", "TRUE") == 0);
    assertThat(count("message m", "m.direction = 'IN'")).as("taken once each").isEqualTo(acked);
    assertThat(posted("m.direction = 'IN'"))
        .as("charges for the %d texts that were acknowledged", acked)
        .isEqualTo((long) EDGES * acked);
    var sent = "m.direction = 'OUT' AND m.state IN ('SENT', 'DELIVERED')";
    assertThat(posted(sent))
        .as("charges for the answers that were sent")
        .isPositive()
        .isEqualTo(EDGES * count("message m", sent));
    assertThat(
            count(
                "message m",
                "(m.direction = 'IN' OR "
                    + sent
                    + ") AND m.parts * "
                    + EDGES
                    + " <> (SELECT COALESCE(SUM(r.posted), 0) FROM rated r WHERE r.event_id = m.id"
                    + " AND r.state = 'POSTED')"))
        .as("texts that some edge has not paid, or not by part")
        .isZero();
    assertThat(product.books().broken()).isEmpty();
  }

  /** Runs {@code ./livery check}: all invariants of the books, over all that the product has. */
  static void check(Product product) {
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    var wrong = BooksJudge.run(product.livery().settings(), Map.of(), out);
    assertThat(wrong).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private long posted(String condition) {
    return count(
        "rated r JOIN message m ON m.id = r.event_id", "r.state = 'POSTED' AND " + condition);
  }

  private long count(String rows, String condition) {
    return product
        .books()
        .number("SELECT COUNT(*) FROM " + rows + " WHERE " + phones + " AND " + condition);
  }
}
