package livery.premium;

import java.util.List;
import java.util.Locale;
import livery.fault.Fault;

/**
 * Which columns of an operator's file mean what, by their headings as the file has them.
 *
 * @param amount empty where the file has counts alone: then the number's price is taken
 */
public record Mapping(String number, String day, String messages, String amount) {

  private static final List<String> NUMBER =
      List.of("number", "short number", "service number", "номер", "короткий номер");
  private static final List<String> DAY = List.of("day", "date", "дата", "день");
  private static final List<String> MESSAGES =
      List.of("messages", "count", "quantity", "sms", "кількість", "количество");
  private static final List<String> AMOUNT = List.of("amount", "gross", "sum", "сума", "сумма");

  public Mapping {
    number = clean(number);
    day = clean(day);
    messages = clean(messages);
    amount = clean(amount);
  }

  private static String clean(String heading) {
    return heading == null ? "" : heading.strip();
  }

  /** A guess from usual headings, for the form; what is not found is empty. */
  static Mapping guess(List<String> head) {
    return new Mapping(
        find(head, NUMBER), find(head, DAY), find(head, MESSAGES), find(head, AMOUNT));
  }

  private static String find(List<String> head, List<String> usual) {
    return head.stream()
        .filter(one -> usual.contains(one.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("");
  }

  /** The mapping with guesses where nothing was said. */
  Mapping or(Mapping guess) {
    return new Mapping(
        number.isEmpty() ? guess.number : number,
        day.isEmpty() ? guess.day : day,
        messages.isEmpty() ? guess.messages : messages,
        amount.isEmpty() ? guess.amount : amount);
  }

  /** Where the columns are in a file with this head; -1 for an amount that is not there. */
  record Columns(int number, int day, int messages, int amount) {}

  Columns columns(List<String> head) {
    return new Columns(
        require("number", head, number),
        require("day", head, day),
        require("messages", head, messages),
        amount.isEmpty() ? -1 : require("amount", head, amount));
  }

  private static int require(String field, List<String> head, String heading) {
    for (var i = 0; i < head.size(); i++) {
      if (!heading.isEmpty() && head.get(i).strip().equalsIgnoreCase(heading)) {
        return i;
      }
    }
    throw Fault.invalid(
        field,
        heading.isEmpty() ? "premium.fault.column-unknown" : "premium.fault.column",
        livery.fault.Check.shown(heading),
        livery.fault.Check.shown(String.join(", ", head)));
  }
}
