package livery.smpp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import livery.inbox.Arrival;
import livery.inbox.Inbox;
import livery.message.Carrier;
import livery.message.Receipt;
import livery.message.Receipts;
import livery.message.Sender;

/** The portal's message path. Thread-safe. */
@ApplicationScoped
class PortalPath implements MessagePath {

  private final Inbox inbox;
  private final Receipts receipts;
  private final Sender sender;

  @Inject
  PortalPath(Inbox inbox, Receipts receipts, Sender sender) {
    this.inbox = inbox;
    this.receipts = receipts;
    this.sender = sender;
  }

  protected PortalPath() {
    this(null, null, null);
  }

  @Override
  public CompletionStage<Void> accept(Arrival arrival) {
    return inbox.offer(arrival);
  }

  @Override
  public CompletionStage<Void> accept(Receipt receipt) {
    return receipts.accept(receipt);
  }

  @Override
  public void bindEnded(long linkId, boolean taken) {
    inbox.bindEnded(linkId, taken);
  }

  @Override
  public void open(Carrier carrier) {
    sender.open(carrier);
  }

  @Override
  public void close(Carrier carrier) {
    sender.close(carrier);
  }
}
