package livery.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is wrong with the fields of one form, told together, so that nobody sends it once for each.
 *
 * <pre>{@code
 * var faults = new Faults();
 * var name = faults.of(() -> Check.text("name", wish.name(), 60));
 * var email = faults.of(() -> Check.email("email", wish.email()));
 * faults.end(); // from here on all of them are right
 * }</pre>
 *
 * <p>Each field is refused once, by the first check that does. Only {@link Fault.Kind#INVALID} is
 * kept: any other kind ends the form where it comes up, after what was refused before. For one
 * thread.
 */
public final class Faults {

  private final List<Fault> found = new ArrayList<>();

  /** What the check gives; {@code null} where it refuses. */
  public <T> T of(Supplier<T> check) {
    return of(check, null);
  }

  /** What the check gives; where it refuses, {@code otherwise}, for the checks that follow. */
  public <T> T of(Supplier<T> check, T otherwise) {
    try {
      return check.get();
    } catch (Fault refused) {
      add(refused);
      return otherwise;
    }
  }

  /** A check that gives nothing. */
  public void check(Runnable check) {
    of(
        () -> {
          check.run();
          return null;
        });
  }

  /** Keeps a refusal, or all that it tells. */
  public void add(Fault refused) {
    if (refused.kind() != Fault.Kind.INVALID) {
      end();
      throw refused;
    }
    for (var one : refused.all()) {
      if (one.field().isEmpty()
          || found.stream().noneMatch(has -> has.field().equals(one.field()))) {
        found.add(one);
      }
    }
  }

  /** What the check gives, its refusals with other {@linkplain Fault#named names}. */
  public static <T> T named(UnaryOperator<String> names, Supplier<T> check) {
    try {
      return check.get();
    } catch (Fault refused) {
      throw refused.named(names);
    }
  }

  /** Whether nothing was refused so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Goes on where nothing was refused.
   *
   * @throws Fault that tells everything that was
   */
  public void end() {
    if (!found.isEmpty()) {
      throw Fault.of(found);
    }
  }
}
