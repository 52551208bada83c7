package livery.smpp;

import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.SmppProcessingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An operator made with ch-smpp, another implementation of the protocol than ours. */
final class ChSmsc implements AutoCloseable, SmppServerHandler {

  private static final int WAIT_SECONDS = 10;

  final BlockingQueue<SubmitSm> submitted = new LinkedBlockingQueue<>();
  final BlockingQueue<BaseBind<?>> binds = new LinkedBlockingQueue<>();
  private final BlockingQueue<SmppServerSession> sessions = new LinkedBlockingQueue<>();
  private final DefaultSmppServer server;
  private final int port;

  /** What is answered to submit_sm; {@code null} for silence. */
  volatile Function<SubmitSm, PduResponse> answer =
      submit -> {
        var response = submit.createResponse();
        response.setMessageId("id" + submit.getSequenceNumber());
        return response;
      };

  /** The command_status of the next binds. */
  volatile int bindStatus;

  ChSmsc() throws SmppChannelException, IOException {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var configuration = new SmppServerConfiguration();
    configuration.setHost("127.0.0.1");
    configuration.setPort(port);
    configuration.setDefaultWindowSize(1_000);
    configuration.setSystemId("operator");
    server = new DefaultSmppServer(configuration, this, Executors.newCachedThreadPool());
    server.start();
  }

  int port() {
    return port;
  }

  /** The next session that has been bound. */
  SmppServerSession bound() throws InterruptedException {
    return TestPath.next(sessions);
  }

  /** Sends a deliver_sm and waits for its answer. */
  static DeliverSmResp deliver(SmppServerSession session, DeliverSm message) throws Exception {
    var future = session.sendRequestPdu(message, TimeUnit.SECONDS.toMillis(WAIT_SECONDS), true);
    if (!future.await(TimeUnit.SECONDS.toMillis(WAIT_SECONDS)) || !future.isSuccess()) {
      throw new AssertionError("no answer to " + message);
    }
    return (DeliverSmResp) future.getResponse();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void sessionBindRequested(Long id, SmppSessionConfiguration configuration, BaseBind bind)
      throws SmppProcessingException {
    if (bindStatus != 0) {
      throw new SmppProcessingException(bindStatus);
    }
    binds.add((BaseBind<?>) bind);
  }

  @Override
  public void sessionCreated(Long id, SmppServerSession session, BaseBindResp prepared) {
    session.serverReady(
        new DefaultSmppSessionHandler() {
          @Override
          @SuppressWarnings("rawtypes")
          public PduResponse firePduRequestReceived(PduRequest request) {
            if (request instanceof SubmitSm submit) {
              submitted.add(submit);
              return answer.apply(submit);
            }
            return request.createResponse();
          }

          @Override
          public void fireExpectedPduResponseReceived(PduAsyncResponse response) {
            // Waited for by the one that sent the request.
          }
        });
    sessions.add(session);
  }

  @Override
  public void sessionDestroyed(Long id, SmppServerSession session) {
    session.destroy();
  }

  @Override
  public void close() {
    server.destroy();
  }
}
