package livery.frame;

import java.io.Serializable;
import java.util.List;
import livery.faces.Answers;

/**
 * A list that a page shows part by part.
 *
 * @param <T> what a row is
 * @param <K> where a row is
 */
public final class Parts<T, K extends Serializable> implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Reads the rows behind a place. */
  @FunctionalInterface
  public interface Reader<T, K> extends Serializable {
    List<T> read(K after, int limit);
  }

  /** Says where a row is. */
  @FunctionalInterface
  public interface Placing<T, K> extends Serializable {
    K place(T row);
  }

  private final int size;
  private final K start;
  private final Reader<T, K> reader;
  private final Placing<T, K> placing;
  private K after;

  /**
   * Begins with the first part.
   *
   * @param size most rows of a part
   * @param start before all rows
   */
  public Parts(int size, K start, Reader<T, K> reader, Placing<T, K> placing) {
    this.size = size;
    this.start = start;
    this.reader = reader;
    this.placing = placing;
    this.after = start;
  }

  /** The rows of this part. */
  public List<T> getRows() {
    var rows = read();
    return rows.size() > size ? rows.subList(0, size) : rows;
  }

  private List<T> read() {
    return Answers.once(this, after, () -> reader.read(after, size + 1));
  }

  /** Goes to the first part. */
  public void first() {
    after = start;
  }

  /** Goes to the next part, if there is one. */
  public void next() {
    var rows = read();
    if (rows.size() > size) {
      after = placing.place(rows.get(size - 1));
    }
  }

  /** Whether parts came before this one. */
  public boolean isLater() {
    return !after.equals(start);
  }

  /** Whether more follows. */
  public boolean isMore() {
    return read().size() > size;
  }
}
