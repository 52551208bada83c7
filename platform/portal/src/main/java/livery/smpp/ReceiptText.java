package livery.smpp;

import java.util.Locale;
import java.util.regex.Pattern;
import livery.message.Receipt.State;

/**
 * What a delivery receipt says in its text: {@code id:… sub:… stat:DELIVRD err:000 text:…} (SMPP
 * 3.4 appendix B). Operators vary it, so each field is looked for by itself.
 *
 * @param id the operator's id, {@code null} without
 * @param state what became of the message, {@code null} without
 * @param error the operator's code, {@code null} without
 */
record ReceiptText(String id, State state, String error) {

  private static final Pattern ID = field("id", "\\S{1,65}");
  private static final Pattern STATE = field("stat", "[A-Za-z]{1,20}");
  private static final Pattern ERROR = field("err", "\\w{1,10}");

  static ReceiptText of(String text) {
    var state = find(STATE, text);
    return new ReceiptText(find(ID, text), state == null ? null : state(state), find(ERROR, text));
  }

  /** message_state (SMPP 3.4 §5.2.28). */
  static State state(int messageState) {
    return switch (messageState) {
      case 2 -> State.DELIVERED;
      case 3 -> State.EXPIRED;
      case 4, 5, 7, 8, 9 -> State.FAILED;
      default -> State.ACCEPTED;
    };
  }

  /** Some operators write the words out, so that the beginning decides. */
  private static State state(String word) {
    var upper = word.toUpperCase(Locale.ROOT);
    if (upper.startsWith("DELIV")) {
      return State.DELIVERED;
    }
    if (upper.startsWith("EXPIR")) {
      return State.EXPIRED;
    }
    return Pattern.matches("(UNDEL|REJEC|DELET|FAIL|UNKNO|SKIPP).*", upper)
        ? State.FAILED
        : State.ACCEPTED;
  }

  private static Pattern field(String name, String value) {
    return Pattern.compile("(?:^|\\s)" + name + ":\\s*(" + value + ")", Pattern.CASE_INSENSITIVE);
  }

  private static String find(Pattern field, String text) {
    var matcher = field.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
