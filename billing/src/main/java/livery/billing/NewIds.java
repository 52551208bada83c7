package livery.billing;

import java.util.HashSet;
import java.util.Set;

/**
 * Ids of another source that are remembered: whether a posting is new, or one of an earlier call
 * with the same key. For one call; not thread-safe.
 */
public final class NewIds implements IdSource {

  private final IdSource source;
  private final Set<Long> firsts = new HashSet<>();

  public NewIds(IdSource source) {
    this.source = source;
  }

  @Override
  public long next(int count) {
    var first = source.next(count);
    firsts.add(first);
    return first;
  }

  /** Whether this id, the first of its kind, was given here. */
  public boolean gave(long first) {
    return firsts.contains(first);
  }
}
