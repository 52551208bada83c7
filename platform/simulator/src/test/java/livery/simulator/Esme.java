package livery.simulator;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** The portal's side of a link, played by ch-smpp: it has nothing in common with our codec. */
final class Esme implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(5);

  private final DefaultSmppClient client = new DefaultSmppClient();
  private final BlockingQueue<DeliverSm> arrived = new LinkedBlockingQueue<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final SmppSession session;
  private volatile ToIntFunction<DeliverSm> answer = deliver -> 0;

  private Esme(Operator operator, SmppBindType type, String systemId, String password)
      throws Exception {
    var configuration = new SmppSessionConfiguration(type, systemId, password);
    configuration.setHost("127.0.0.1");
    configuration.setPort(operator.port());
    configuration.setName(operator.name());
    configuration.getLoggingOptions().setLogPdu(false);
    configuration.setWindowSize(50);
    configuration.setConnectTimeout(5_000);
    configuration.setBindTimeout(5_000);
    session = client.bind(configuration, new Handler());
  }

  static Esme bind(Operator operator) throws Exception {
    return bind(operator, SmppBindType.TRANSCEIVER);
  }

  static Esme bind(Operator operator, SmppBindType type) throws Exception {
    return new Esme(operator, type, "livery", "secret");
  }

  static Esme bind(Operator operator, String systemId, String password) throws Exception {
    return new Esme(operator, SmppBindType.TRANSCEIVER, systemId, password);
  }

  /** What every deliver_sm is answered with; -1 for silence. */
  Esme answering(ToIntFunction<DeliverSm> newAnswer) {
    answer = newAnswer;
    return this;
  }

  DeliverSm next() throws InterruptedException {
    var deliver = arrived.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
    if (deliver == null) {
      throw new AssertionError("no deliver_sm came");
    }
    return deliver;
  }

  /** Nothing that has arrived is left over. */
  boolean nothingWaits() {
    return arrived.isEmpty();
  }

  List<String> events() {
    return events;
  }

  SmppSession session() {
    return session;
  }

  SubmitSmResp submit(String from, String to, String text) throws Exception {
    return submit(message(from, to, 0, text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  SubmitSmResp submit(SubmitSm submit) throws Exception {
    var response = session.submit(submit, SOON.toMillis());
    events.add("response");
    return response;
  }

  static SubmitSm message(String from, String to, int dataCoding, byte[] octets) throws Exception {
    var submit = new SubmitSm();
    submit.setSourceAddress(new Address((byte) 3, (byte) 0, from));
    submit.setDestAddress(new Address((byte) 1, (byte) 1, to));
    submit.setDataCoding((byte) dataCoding);
    submit.setShortMessage(octets);
    return submit;
  }

  static SubmitSm asking(SubmitSm submit) {
    submit.setRegisteredDelivery((byte) 1);
    return submit;
  }

  @Override
  public void close() {
    session.destroy();
    client.destroy();
  }

  private final class Handler extends DefaultSmppSessionHandler {
    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public PduResponse firePduRequestReceived(PduRequest request) {
      if (!(request instanceof DeliverSm deliver)) {
        return request.createResponse();
      }
      events.add(deliver.getEsmClass() == 4 ? "receipt" : "text");
      int status = answer.applyAsInt(deliver); // before the test sees it and changes its mind
      arrived.add(deliver);
      if (status < 0) {
        return null;
      }
      var response = request.createResponse();
      response.setCommandStatus(status);
      return response;
    }

    @Override
    public void fireChannelUnexpectedlyClosed() {
      events.add("closed");
    }
  }
}
