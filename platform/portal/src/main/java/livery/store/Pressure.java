package livery.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Whether messages come in faster than they are decided: work that nobody waits for had better wait
 * itself. Thread-safe.
 */
@ApplicationScoped
public class Pressure {

  private final List<BooleanSupplier> places = new CopyOnWriteArrayList<>();

  /** Adds a place that may say that it is behind. */
  public void at(BooleanSupplier isBehind) {
    places.add(isBehind);
  }

  /** Whether any place is behind. */
  public boolean isHigh() {
    return places.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }
}
