package livery.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
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

  private static final String KEY = Answers.class.getName();

  /** A question put to whoever knows. */
  @FunctionalInterface
  public interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  private final PhaseId phase;
  private final Map<Question, Object> answers = new HashMap<>();

  private Answers(PhaseId phase) {
    this.phase = phase;
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

  /**
   * The answer of this phase.
   *
   * @param what tells one question from another, by {@code equals}
   * @param reading may answer null
   */
  @SuppressWarnings("unchecked")
  public static <T, E extends Exception> T once(Object whom, Object what, Reading<T, E> reading)
      throws E {
    var faces = FacesContext.getCurrentInstance();
    var phase = phase(faces);
    if (phase == null || !KEPT.contains(phase)) {
      return reading.read();
    }
    var kept = (Answers) faces.getAttributes().get(KEY);
    if (kept == null || kept.phase != phase) {
      kept = new Answers(phase);
      faces.getAttributes().put(KEY, kept);
    }
    var question = new Question(whom, what);
    if (kept.answers.containsKey(question)) {
      return (T) kept.answers.get(question);
    }
    var found = reading.read();
    kept.answers.put(question, found);
    return found;
  }

  private static PhaseId phase(FacesContext faces) {
    try {
      return faces == null || faces.isReleased() ? null : faces.getCurrentPhaseId();
    } catch (UnsupportedOperationException starting) {
      return null; // the application starts: Faces has a context then, which knows no phases
    }
  }
}
