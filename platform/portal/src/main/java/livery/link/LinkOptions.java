package livery.link;

import java.time.Duration;
import java.util.Objects;
import livery.fault.Check;
import livery.fault.Faults;

/**
 * What differs from operator to operator beside address and password.
 *
 * @param defaultAlphabet what {@code data_coding} 0 means at this operator
 * @param messageIds how this operator spells an id in a receipt, seen from {@code submit_sm_resp}
 * @param longMessages how parts of a long message say where they belong
 * @param retryStatus the {@code command_status} after which this operator delivers again later, 1
 *     to 0xFFFF; operators differ (0x64, 0x58, 0x08, 0x14 …)
 * @param receipts whether delivery receipts may be asked for
 * @param enquireSeconds how long the line may be silent before {@code enquire_link}, 1 to 600
 * @param responseSeconds how long an answer may take, 1 to 300
 * @param resendUnanswered whether a text that the operator did not answer in time, or before the
 *     bind was lost, is sent once more; the subscriber may get it twice. Otherwise it is {@code
 *     FAILED} with {@code no-answer} and costs nothing
 * @param validityMinutes how long the operator should try, up to 43,200; 0 leaves it to the
 *     operator
 * @param shortCodeTon type of number of a short code, 0 to 6 (SMPP 3.4 §5.2.5)
 * @param shortCodeNpi numbering plan of a short code, 0 to 18 (SMPP 3.4 §5.2.6)
 * @param serviceType {@code service_type} of what is sent, up to 5 characters
 * @param addressRange {@code address_range} of the bind, up to 40 characters
 * @param tls whether the connection is encrypted; the certificate must fit the host
 */
public record LinkOptions(
    Alphabet defaultAlphabet,
    MessageIds messageIds,
    LongMessages longMessages,
    int retryStatus,
    boolean receipts,
    int enquireSeconds,
    int responseSeconds,
    boolean resendUnanswered,
    int validityMinutes,
    int shortCodeTon,
    int shortCodeNpi,
    String serviceType,
    String addressRange,
    boolean tls) {

  /** The operator's default alphabet. */
  public enum Alphabet {
    /** GSM 03.38, one septet in each octet. */
    GSM7,
    /** GSM 03.38, eight septets packed in seven octets (3GPP TS 23.038 §6.1.2.3). */
    GSM7_PACKED,
    /** ISO 8859-1; sent as data_coding 3, a text with a character that it lacks in UCS-2. */
    LATIN1
  }

  /** How receipts spell the id that {@code submit_sm_resp} gave. */
  public enum MessageIds {
    /** The same. */
    AS_IS,
    /** Hexadecimal in the answer, decimal in the receipt. */
    HEX_TO_DEC,
    /** Decimal in the answer, hexadecimal in the receipt. */
    DEC_TO_HEX
  }

  /** Where a part says to which message it belongs. */
  public enum LongMessages {
    /** In a header of its user data, 8-bit reference (3GPP TS 23.040 §9.2.3.24.1). */
    UDH,
    /**
     * In a header of its user data, 16-bit reference (3GPP TS 23.040 §9.2.3.24.8); 8-bit where the
     * longer header would make a message more parts.
     */
    UDH16,
    /** In sar_* parameters (SMPP 3.4 §5.3.2.22 to 24). */
    SAR,
    /**
     * In no part: the message goes in one piece as message_payload (SMPP 3.4 §5.3.2.32), and the
     * operator cuts it. Charged by its parts as ever; one answer and one receipt hold for all.
     */
    PAYLOAD
  }

  /** What fits most operators. */
  public static final LinkOptions USUAL =
      new LinkOptions(
          Alphabet.GSM7,
          MessageIds.AS_IS,
          LongMessages.UDH,
          0x64,
          true,
          30,
          10,
          true,
          0,
          3,
          0,
          "",
          "",
          false);

  public LinkOptions {
    Objects.requireNonNull(defaultAlphabet, "defaultAlphabet");
    Objects.requireNonNull(messageIds, "messageIds");
    Objects.requireNonNull(longMessages, "longMessages");
    var faults = new Faults();
    faults.check(() -> Check.range("retryStatus", retryStatus, 1, 0xFFFF));
    faults.check(() -> Check.range("enquireSeconds", enquireSeconds, 1, 600));
    faults.check(() -> Check.range("responseSeconds", responseSeconds, 1, 300));
    faults.check(() -> Check.range("validityMinutes", validityMinutes, 0, 43_200));
    faults.check(() -> Check.range("shortCodeTon", shortCodeTon, 0, 6));
    faults.check(() -> Check.range("shortCodeNpi", shortCodeNpi, 0, 18));
    faults.check(() -> Link.ascii("serviceType", serviceType, 5));
    faults.check(() -> Link.ascii("addressRange", addressRange, 40));
    faults.end();
  }

  public Duration enquireAfter() {
    return Duration.ofSeconds(enquireSeconds);
  }

  public Duration responseWithin() {
    return Duration.ofSeconds(responseSeconds);
  }
}
