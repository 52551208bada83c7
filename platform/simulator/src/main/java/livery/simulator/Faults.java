package livery.simulator;

import java.util.List;
import livery.simulator.wire.Malformed;
import livery.simulator.wire.Status;

/**
 * What is wrong with one operator at the moment. Changed as a whole, at any time, live.
 *
 * @param dropTcpEverySeconds closes every connection this often; 0 never
 * @param dropInsidePdu tears the connection with RST in the middle of a PDU
 * @param freeze half-open links: open sockets on which nothing moves
 * @param respDelayMillis before each submit_sm_resp
 * @param noRespPercent submit_sm that are taken and never answered
 * @param throttlePercent submit_sm that are refused with {@code throttleStatus}
 * @param submitLimitPerSecond submit_sm above it are refused; 0 without limit
 * @param burstMillis how much of the limit may be used at once
 * @param throttleStatus 0x58 by default; 0x14 for a full queue
 * @param duplicatePercent deliver_sm that are sent twice, with two sequence numbers
 * @param reorderParts sends the parts of a long text in any order but the right one
 * @param missingPartPercent long texts of which one part is never sent
 * @param malformedPercent how many deliver_sm are followed by a malformed PDU
 * @param malformed the kinds to choose from; empty means all that leave the link in step
 * @param receipts when a receipt comes
 * @param receiptDelayMillis after the submit_sm_resp
 * @param receiptMissingPercent receipts that never come
 * @param receiptFailedPercent receipts that say UNDELIV
 * @param idFormat how submit_sm_resp and receipt spell the message id
 */
public record Faults(
    int dropTcpEverySeconds,
    boolean dropInsidePdu,
    Freeze freeze,
    int respDelayMillis,
    double noRespPercent,
    double throttlePercent,
    int submitLimitPerSecond,
    int burstMillis,
    int throttleStatus,
    double duplicatePercent,
    boolean reorderParts,
    double missingPartPercent,
    double malformedPercent,
    List<Malformed> malformed,
    Receipts receipts,
    int receiptDelayMillis,
    double receiptMissingPercent,
    double receiptFailedPercent,
    IdFormat idFormat) {

  /** A sound operator that gives receipts after a fifth of a second. */
  public static final Faults NONE =
      new Faults(
          0,
          false,
          Freeze.NONE,
          0,
          0,
          0,
          0,
          1000,
          Status.THROTTLED,
          0,
          false,
          0,
          0,
          List.of(),
          Receipts.AS_ASKED,
          200,
          0,
          0,
          IdFormat.SAME);

  /** Which connections are half-open. */
  public enum Freeze {
    NONE,
    /** Those that are there now, for good; new ones work. */
    EXISTING,
    /** Those that are there and all that come, until this is taken back. */
    ALL
  }

  /** What comes where a receipt was asked for. */
  public enum Receipts {
    AS_ASKED,
    NEVER,
    TWICE,
    /** The receipt overtakes the submit_sm_resp. */
    BEFORE_RESPONSE,
    /** DELIVRD first, then ACCEPTD. */
    FINAL_THEN_ACCEPTED,
    /** With an id that nobody was told. */
    UNKNOWN_ID
  }

  /** How the two places spell one id. */
  public enum IdFormat {
    SAME,
    /** submit_sm_resp in hexadecimal, receipts in decimal. */
    HEX_IN_RESPONSE,
    /** submit_sm_resp in decimal, receipts in hexadecimal. */
    HEX_IN_RECEIPT
  }

  /**
   * @throws IllegalArgumentException naming the field that is out of its bounds
   */
  public Faults {
    malformed = List.copyOf(malformed);
    within("dropTcpEverySeconds", dropTcpEverySeconds, 0, 86_400);
    within("respDelayMillis", respDelayMillis, 0, 3_600_000);
    within("submitLimitPerSecond", submitLimitPerSecond, 0, 1_000_000);
    within("burstMillis", burstMillis, 1, 60_000);
    within("throttleStatus", throttleStatus, 1, 0xFFFF);
    within("receiptDelayMillis", receiptDelayMillis, 0, 86_400_000);
    percent("noRespPercent", noRespPercent);
    percent("throttlePercent", throttlePercent);
    percent("duplicatePercent", duplicatePercent);
    percent("missingPartPercent", missingPartPercent);
    percent("malformedPercent", malformedPercent);
    percent("receiptMissingPercent", receiptMissingPercent);
    percent("receiptFailedPercent", receiptFailedPercent);
  }

  private static void percent(String field, double value) {
    within(field, value, 0, 100);
  }

  private static void within(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be %.0f to %.0f, was %s".formatted(field, least, most, value));
    }
  }
}
