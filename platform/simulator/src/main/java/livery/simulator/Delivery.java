package livery.simulator;

/** One deliver_sm on its way. Owned by one queue or one session at a time. */
final class Delivery {

  /** Who wants to know what became of it; called on the session's threads, so quickly. */
  interface Watcher {

    /** It is on the wire, for the first time or again. */
    void sent(Delivery delivery);

    /** The portal has answered with success, once. */
    void acknowledged(Delivery delivery);

    /** The portal has refused it for good. */
    void refused(Delivery delivery, int status);
  }

  /** For what nobody asks about. */
  static final Watcher NOBODY =
      new Watcher() {
        @Override
        public void sent(Delivery delivery) {}

        @Override
        public void acknowledged(Delivery delivery) {}

        @Override
        public void refused(Delivery delivery, int status) {}
      };

  /** What it carries. */
  enum Kind {
    /** A subscriber's text, which faults may touch; kept until it is answered. */
    TEXT,
    /** A receipt; spoilt in its own way, kept until it is answered. */
    RECEIPT,
    /** A repeat or a bad PDU: sent once, never again. */
    ONCE
  }

  final Kind kind;
  final byte[] body;
  final Watcher watcher;

  /** The watcher's own number for it. */
  final int index;

  int attempts;
  volatile long sentNanos;

  Delivery(Kind kind, byte[] body, Watcher watcher, int index) {
    this.kind = kind;
    this.body = body;
    this.watcher = watcher;
    this.index = index;
  }
}
