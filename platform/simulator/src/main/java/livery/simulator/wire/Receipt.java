package livery.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A delivery receipt (SMPP 3.4 appendix B), with receipted_message_id and message_state as well.
 *
 * @param messageId the id as this operator spells it in receipts
 * @param state what became of the message
 * @param error the three digits of "err"
 */
public record Receipt(
    ShortMessage submitted,
    String messageId,
    State state,
    String error,
    Instant submittedAt,
    Instant doneAt) {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** message_state (§5.2.28) and its word in the text of a receipt. */
  public enum State {
    DELIVRD(2),
    EXPIRED(3),
    UNDELIV(5),
    ACCEPTD(6),
    REJECTD(8);

    private final int code;

    State(int code) {
      this.code = code;
    }
  }

  /** The deliver_sm that carries this receipt back to who submitted. */
  public ShortMessage message() {
    var text =
        "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
            .formatted(
                messageId,
                state == State.DELIVRD ? "001" : "000",
                MINUTES.format(submittedAt),
                MINUTES.format(doneAt),
                state,
                error);
    Map<Integer, byte[]> parameters = new LinkedHashMap<>();
    parameters.put(ShortMessage.RECEIPTED_MESSAGE_ID, new Octets().cString(messageId).toArray());
    parameters.put(ShortMessage.MESSAGE_STATE, new byte[] {(byte) state.code});
    return new ShortMessage(
        submitted.destination(),
        submitted.source(),
        ShortMessage.RECEIPT,
        0,
        0,
        text.getBytes(StandardCharsets.ISO_8859_1),
        parameters);
  }
}
