package livery.smpp;

import java.util.function.Function;
import livery.link.Link;
import livery.link.LinkStatus;

/**
 * What should run for one link and what does. Settling may take as long as the old sessions need to
 * finish, so it happens on a thread that may wait. Thread-safe.
 */
final class LinkSlot {

  private final Function<Link, SmppLink> starts;
  private volatile Link wanted;
  private volatile SmppLink running;

  /**
   * @param starts makes a running link
   */
  LinkSlot(Function<Link, SmppLink> starts) {
    this.starts = starts;
  }

  /** Says what should run; {@link #settle} makes it so. */
  void want(Link link) {
    wanted = link;
  }

  /** Stops and starts until what runs is what should. Waits while sessions finish. */
  synchronized void settle() throws InterruptedException {
    var target = wanted;
    var active = target != null && target.state() == Link.State.ACTIVE;
    if (running != null && (!active || !running.link().bindsAs(target))) {
      var old = running;
      old.stop();
      running = null;
    }
    if (active && running == null) {
      running = starts.apply(target);
    }
  }

  /** How the link stands. */
  LinkStatus status(Link link) {
    var now = running;
    return now == null ? LinkStatus.none(link) : now.status();
  }
}
