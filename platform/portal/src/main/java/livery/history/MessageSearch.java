package livery.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * What somebody looks for among the messages; empty, 0 and {@code null} mean any.
 *
 * @param tenantId one tenant below, instead of all
 * @param direction {@code IN} or {@code OUT}
 * @param state as in the message table
 * @param phone the subscriber's digits with or without "+"; with {@code *} at the end what they
 *     begin with
 * @param from first moment
 * @param to first moment after
 * @param text what the text contains, in any case; only within a period of {@value #TEXT_DAYS} days
 */
public record MessageSearch(
    long tenantId,
    String direction,
    String state,
    long campaignId,
    long numberId,
    String phone,
    Instant from,
    Instant to,
    String text) {

  /** The longest period that a text is looked for in. */
  public static final int TEXT_DAYS = 31;

  /** Every state, incoming ones first. */
  public static final List<String> STATES =
      List.of(
          "DONE",
          "UNCLAIMED",
          "OPT_OUT",
          "PARKED",
          "REFUSED",
          "QUEUED",
          "SENT",
          "DELIVERED",
          "FAILED",
          "EXPIRED");

  /** Everything. */
  public static final MessageSearch ALL = new MessageSearch(0, "", "", 0, 0, "", null, null, "");

  private static final Pattern PHONE = Pattern.compile("[0-9]{1,21}\\*?");
  private static final int TEXT_LENGTH = 100;

  public MessageSearch {
    direction = direction == null ? "" : direction.strip().toUpperCase(Locale.ROOT);
    state = state == null ? "" : state.strip().toUpperCase(Locale.ROOT);
    phone = phone == null ? "" : phone.replaceAll("[\\s+()-]", "");
    text = Check.optionalText("text", text, TEXT_LENGTH);
    if (!direction.isEmpty()) {
      Check.oneOf("direction", direction, List.of("IN", "OUT"));
    }
    if (!state.isEmpty()) {
      Check.oneOf("state", state, STATES);
    }
    if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
      throw Fault.invalid("phone", "message.fault.phone-search", Check.shown(phone));
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw Fault.invalid("to", "message.fault.period");
    }
    if (!text.isEmpty()
        && (from == null
            || to == null
            || Duration.between(from, to).compareTo(Duration.ofDays(TEXT_DAYS)) > 0)) {
      throw Fault.invalid("text", "message.fault.text-period", TEXT_DAYS);
    }
  }

  /** The same within one tenant below. */
  public MessageSearch within(long tenant) {
    return new MessageSearch(tenant, direction, state, campaignId, numberId, phone, from, to, text);
  }

  boolean isPrefix() {
    return phone.endsWith("*");
  }

  /** For LIKE. */
  String phoneLike() {
    return phone.replace('*', '%');
  }

  /** For LIKE. */
  String textLike() {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
