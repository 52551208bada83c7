package livery.faces;

import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The answers that a page was given within one phase of one request: it is built of many places
 * that ask for the same, and what they ask for is read once. Where no page is being answered,
 * everything is asked anew.
 */
public final class Answers {

  /**
   * Forms and actions change what pages read, in the phases between these; what they leave behind
   * is drawn in the last.
   */
  private static final Set<PhaseId> KEPT =
      Set.of(PhaseId.APPLY_REQUEST_VALUES, PhaseId.PROCESS_VALIDATIONS, PhaseId.RENDER_RESPONSE);

  /** Of the phase that the thread is in; nothing outside of those that keep. */
  private static final ThreadLocal<Map<Question, Object>> ANSWERS = new ThreadLocal<>();

  private Answers() {}

  /** A question put to whoever knows. */
  @FunctionalInterface
  public interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  /** What is asked of whom, who is known by identity. */
  private record Question(Object whom, Object what) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Question one && one.whom == whom && one.what.equals(what);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(whom) + what.hashCode();
    }
  }

  /** Begins and ends what is kept. Registered in {@code faces-config.xml}. */
  public static class Phases implements PhaseListener {

    private static final long serialVersionUID = 1L;

    @Override
    public void beforePhase(PhaseEvent event) {
      if (KEPT.contains(event.getPhaseId())) {
        ANSWERS.set(new HashMap<>());
      } else {
        ANSWERS.remove();
      }
    }

    @Override
    public void afterPhase(PhaseEvent event) {
      ANSWERS.remove();
    }

    @Override
    public PhaseId getPhaseId() {
      return PhaseId.ANY_PHASE;
    }
  }

  /**
   * The answer of this phase.
   *
   * @param what tells one question from another, by {@code equals}
   * @param reading may answer null
   */
  @SuppressWarnings("unchecked")
  public static <T, E extends Exception> T once(Object whom, Object what, Reading<T, E> reading)
      throws E {
    var answers = ANSWERS.get();
    if (answers == null) {
      return reading.read();
    }
    var question = new Question(whom, what);
    if (answers.containsKey(question)) {
      return (T) answers.get(question);
    }
    var found = reading.read();
    answers.put(question, found);
    return found;
  }
}
