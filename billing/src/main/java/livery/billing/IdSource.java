package livery.billing;

/** New ids, each given once over the whole database. Implementations are thread-safe. */
@FunctionalInterface
public interface IdSource {

  /** The first of {@code count} ids that follow each other; above 0 and below 2^59. */
  long next(int count);
}
