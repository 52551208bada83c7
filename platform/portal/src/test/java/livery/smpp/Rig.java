package livery.smpp;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import livery.link.Link;
import livery.link.Link.Bind;
import livery.link.LinkOptions;

/** One link of our own, ready to be talked to. */
final class Rig implements AutoCloseable {

  static final long LINK_ID = 7;

  final TestPath path = new TestPath();
  final SmppLink link;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, daemons());

  Rig(int port) {
    this(port, Bind.TRANSCEIVER, LinkOptions.USUAL);
  }

  Rig(int port, Bind bind, LinkOptions options) {
    link = new SmppLink(data(port, bind, options), path, Clock.systemUTC(), daemons(), timer);
  }

  static Link data(int port, Bind bind, LinkOptions options) {
    return new Link(
        LINK_ID,
        "test",
        "Test",
        "127.0.0.1",
        port,
        "livery",
        "secret",
        "",
        bind,
        100,
        0,
        options,
        Link.State.ACTIVE,
        null);
  }

  static ThreadFactory daemons() {
    return work -> {
      var thread = new Thread(work, "smpp");
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    try {
      link.stop();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }
}
