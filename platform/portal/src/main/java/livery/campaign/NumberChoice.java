package livery.campaign;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import livery.faces.Answers;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.tenant.CurrentScope;

/** The choice of the number that a campaign listens on, among however many. Kept by a page. */
public final class NumberChoice implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 200;

  /** Says which number is chosen, 0 for none. */
  @FunctionalInterface
  interface Chosen extends Serializable {
    long id();
  }

  private final Numbers numbers;
  private final CurrentScope current;
  private final Chosen chosen;
  private String digits = "";

  NumberChoice(Numbers numbers, CurrentScope current, Chosen chosen) {
    this.numbers = numbers;
    this.current = current;
    this.chosen = chosen;
  }

  /** The number that the tenant may listen on if it is the only one; else 0. */
  long only() {
    var first = numbers.usable(current.get(), "", 2); // one reading: a number may go between two
    return first.size() == 1 ? first.get(0).id() : 0;
  }

  /** The number that is chosen and may be listened on. */
  Optional<NumberRow> chosen() {
    var id = chosen.id();
    return id == 0
        ? Optional.empty()
        : Answers.once(this, id, () -> numbers.findUsable(current.get(), id));
  }

  /** The first numbers with the digits that are looked for, and the one that is chosen. */
  public List<NumberRow> getRows() {
    var found =
        Answers.once(
            this, List.of("rows", digits), () -> numbers.usable(current.get(), digits, SHOWN_MAX));
    return found.stream().anyMatch(number -> number.id() == chosen.id())
        ? found
        : Stream.concat(found.stream(), chosen().stream()).toList();
  }

  /** How many numbers there are, whatever is looked for. */
  public int getCount() {
    return Answers.once(this, "count", () -> numbers.countUsable(current.get()));
  }

  /** Most numbers that are offered at once. */
  public int getMost() {
    return SHOWN_MAX;
  }

  /** Digits by which a number is looked for; empty for all. */
  public String getDigits() {
    return digits;
  }

  public void setDigits(String digits) {
    this.digits = digits == null ? "" : digits;
  }
}
