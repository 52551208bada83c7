package livery.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import livery.demo.cast.Days;
import livery.demo.cast.Operators;
import livery.demo.cast.Picked;

/**
 * What became of a text on its way: the operator's answer and the receipt.
 *
 * @param state of the message
 * @param reason why it failed, {@code null} when it did not
 * @param status {@code command_status} of {@code submit_sm_resp}
 * @param receipt {@code null} while none has come
 */
record Fate(
    String state,
    String reason,
    int status,
    Instant submittedAt,
    Instant answeredAt,
    String receipt,
    String error,
    Instant receiptAt) {

  private static final int BAD_DESTINATION = 0x0B;
  private static final double REFUSED_PERCENT = 0.4;
  private static final double NO_RECEIPT_PERCENT = 0.5;
  private static final double EXPIRED_PERCENT = 0.9;
  private static final double FAILED_PERCENT = 1.6;

  /** On one evening one operator had trouble; reports show it. */
  private static final int TROUBLE_DAYS_AGO = 8;

  private static final double TROUBLE_FAILED_PERCENT = 34;

  boolean taken() {
    return status == 0;
  }

  static Fate of(Operators.Phone phone, Instant accepted, Days days, Random random) {
    var submitted = accepted.plusMillis(4 + random.nextInt(60));
    var trouble = inTrouble(phone, accepted, days);
    var answered =
        submitted.plusMillis(trouble ? 3_000 + random.nextInt(20_000) : 15 + random.nextInt(120));
    if (Picked.percent(REFUSED_PERCENT, random)) {
      return new Fate(
          "FAILED", "operator-0x0B", BAD_DESTINATION, submitted, answered, null, null, null);
    }
    var receipt = receipt(trouble, random);
    var at = answered.plus(receiptAfter(receipt, random));
    if (receipt == null || at.isAfter(days.now())) {
      return new Fate("SENT", null, 0, submitted, answered, null, null, null);
    }
    var reason = receipt.equals("FAILED") ? "not-delivered" : null;
    var error = receipt.equals("FAILED") ? "001" : "000";
    return new Fate(receipt, reason, 0, submitted, answered, receipt, error, at);
  }

  private static boolean inTrouble(Operators.Phone phone, Instant at, Days days) {
    return phone.operator().network().equals(Operators.DNIPRO)
        && !at.isBefore(days.at(TROUBLE_DAYS_AGO, 18, 30))
        && at.isBefore(days.at(TROUBLE_DAYS_AGO, 21, 0));
  }

  private static String receipt(boolean trouble, Random random) {
    var lot = random.nextDouble() * 100 - NO_RECEIPT_PERCENT;
    if (lot < 0) {
      return null;
    }
    lot -= EXPIRED_PERCENT;
    if (lot < 0) {
      return "EXPIRED";
    }
    return lot < (trouble ? TROUBLE_FAILED_PERCENT : FAILED_PERCENT) ? "FAILED" : "DELIVERED";
  }

  private static Duration receiptAfter(String receipt, Random random) {
    if ("EXPIRED".equals(receipt)) {
      return Duration.ofMinutes(24 * 60 + random.nextInt(30));
    }
    var lot = random.nextInt(100);
    if (lot < 72) {
      return Duration.ofMillis(1_500 + random.nextInt(6_500));
    }
    return lot < 93
        ? Duration.ofSeconds(8 + random.nextInt(280))
        : Duration.ofMinutes(5 + random.nextInt(170));
  }
}
