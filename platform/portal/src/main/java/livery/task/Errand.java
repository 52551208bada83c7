package livery.task;

import livery.tenant.Scope;

/**
 * What long work of one kind is: a bean of the feature whose work it is. Thread-safe.
 *
 * <p>The process may be killed while it works. It is then run once more from the beginning with the
 * same content, and must not do anything twice.
 */
public interface Errand {

  /** Which work this is; no two have the same. */
  Task.Kind kind();

  /**
   * Looks at the work before it begins, while the person waits: what can be refused at once is.
   *
   * @throws livery.fault.Fault when the person may not, or the content is none
   */
  void check(Scope scope, byte[] content);

  /**
   * Does the work, and ends by {@link Progress#finish}.
   *
   * @throws livery.fault.Fault when something is in the way that a person must change; the work
   *     ends as failed and says it
   */
  void run(Scope scope, byte[] content, Progress progress);
}
