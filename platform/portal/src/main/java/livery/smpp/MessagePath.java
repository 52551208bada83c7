package livery.smpp;

import java.util.concurrent.CompletionStage;
import livery.inbox.Arrival;
import livery.message.Carrier;
import livery.message.Receipt;

/** Where a link hands over what it carries: the message path of the portal, or a test. */
interface MessagePath {

  /**
   * Takes an arrival. Called by the thread that reads from the operator, must not wait.
   *
   * @return done when the arrival is stored for good, so that the operator may forget it; failed
   *     when it was not, so that the operator delivers it again
   */
  CompletionStage<Void> accept(Arrival arrival);

  /** Takes a receipt, under the same terms. */
  CompletionStage<Void> accept(Receipt receipt);

  /**
   * A session that arrivals came on has ended.
   *
   * @param taken whether the operator is known to have read every answer; otherwise the last
   *     arrivals may come again
   */
  void bindEnded(long linkId, boolean taken);

  /** The link can send from now on. */
  void open(Carrier carrier);

  /** The link cannot send any more. Called before the last submissions are answered. */
  void close(Carrier carrier);
}
