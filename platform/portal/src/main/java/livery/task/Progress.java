package livery.task;

import java.util.List;

/** How far work is, for those who watch. */
public interface Progress {

  /** Nobody watches. */
  Progress UNSEEN =
      new Progress() {
        @Override
        public void moved(int done, int total) {}

        @Override
        public void finish(List<Long> counts, List<Task.Refused> refused) {}
      };

  /** So much is done. May be called as often as one likes. */
  void moved(int done, int total);

  /**
   * The work is done. Within a transaction it is so with that transaction, or not at all: a process
   * that is killed has then done both or neither.
   *
   * @param counts what it came to, as the result's text of its kind wants them
   */
  void finish(List<Long> counts, List<Task.Refused> refused);
}
