package livery.fault;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an act is refused for. */
public final class TestFaults {

  private TestFaults() {}

  /** The fields that a refused act names, in order; fails where it is not refused. */
  public static List<String> fields(ThrowingCallable act) {
    return catchThrowableOfType(Fault.class, act).all().stream().map(Fault::field).toList();
  }
}
