package livery.smpp;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import livery.inbox.Arrival;
import livery.inbox.Arrival.Concatenation;
import livery.link.Link;
import livery.link.LinkOptions;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.MessageIds;
import livery.message.Receipt;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/** Decodes deliver_sm and data_sm, hands them on, and answers when they are stored. */
final class Deliveries implements Requests {

  /** More than any operator's window; beyond it the operator is told to wait. */
  static final int MOST_OWED = 5_000;

  private static final int UDH_INDICATOR = 0x40;
  private static final int MESSAGE_TYPE = 0x3C;
  private static final int TYPE_RECEIPT = 0x04;
  private static final int TYPE_INTERMEDIATE = 0x20;
  private static final int RECEIPTED_MESSAGE_ID = 0x001E;
  private static final int SAR_MSG_REF_NUM = 0x020C;
  private static final int SAR_TOTAL_SEGMENTS = 0x020E;
  private static final int SAR_SEGMENT_SEQNUM = 0x020F;
  private static final int NETWORK_ERROR_CODE = 0x0423;
  private static final int MESSAGE_STATE = 0x0427;
  private static final int MOST_ID_CHARACTERS = 65;
  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

  private final long linkId;
  private final LinkOptions options;
  private final MessagePath path;
  private final Clock clock;
  private final LongAdder received = new LongAdder();

  Deliveries(Link link, MessagePath path, Clock clock) {
    this.linkId = link.id();
    this.options = link.options();
    this.path = path;
    this.clock = clock;
  }

  @Override
  public void handle(Session session, Command header, byte[] octets) throws Delivered.Malformed {
    received.increment();
    if (session.owed() > MOST_OWED) {
      session.respond(header, SMPPConstant.STAT_ESME_RTHROTTLED);
      return;
    }
    var message = Delivered.read(header, octets);
    var data =
        (message.esmClass() & UDH_INDICATOR) != 0
            ? UserData.withHeader(message.data())
            : UserData.plain(message.data());
    var receipt = isReceipt(message);
    var text = DataCoding.decode(message.dataCoding(), data, alphabet(receipt));
    var stored =
        receipt
            ? handOver(() -> path.accept(receipt(message, text)))
            : handOver(() -> path.accept(arrival(message, data, text)));
    stored.whenComplete(
        (nothing, failure) ->
            session.respond(
                header, failure == null ? SMPPConstant.STAT_ESME_ROK : options.retryStatus()));
  }

  /** All deliver_sm and data_sm so far. */
  long received() {
    return received.sum();
  }

  private CompletionStage<Void> handOver(Supplier<CompletionStage<Void>> handing) {
    try {
      return handing.get();
    } catch (RuntimeException refused) {
      LOG.log(System.Logger.Level.DEBUG, () -> "link " + linkId + ": not taken", refused);
      return CompletableFuture.failedStage(refused);
    }
  }

  /** An operator's own words are never packed. */
  private Alphabet alphabet(boolean receipt) {
    return receipt && options.defaultAlphabet() == Alphabet.GSM7_PACKED
        ? Alphabet.GSM7
        : options.defaultAlphabet();
  }

  private static boolean isReceipt(Delivered message) {
    var type = message.esmClass() & MESSAGE_TYPE;
    return type == TYPE_RECEIPT
        || type == TYPE_INTERMEDIATE
        || type == 0
            && message.number(MESSAGE_STATE) >= 0
            && message.parameter(RECEIPTED_MESSAGE_ID) != null;
  }

  private Arrival arrival(Delivered message, UserData data, String text) {
    return new Arrival(
        linkId,
        Optional.ofNullable(receiptedId(message)),
        number(message.source()),
        number(message.destination()),
        message.dataCoding(),
        data.octets(),
        text,
        data.concatenation().or(() -> sar(message)),
        clock.instant());
  }

  private Receipt receipt(Delivered message, String text) {
    var fields = ReceiptText.of(text);
    var id = receiptedId(message);
    return new Receipt(
        linkId,
        respelt(id != null ? id : fields.id() != null ? fields.id() : ""),
        state(message, fields),
        fields.error() != null ? fields.error() : networkError(message),
        clock.instant());
  }

  /** The parameter is more exact than the text; a receipt on the way is never final. */
  private static Receipt.State state(Delivered message, ReceiptText fields) {
    var state = message.number(MESSAGE_STATE);
    if ((message.esmClass() & MESSAGE_TYPE) == TYPE_INTERMEDIATE) {
      return Receipt.State.ACCEPTED;
    }
    if (state >= 0) {
      return ReceiptText.state((int) state);
    }
    return fields.state() != null ? fields.state() : Receipt.State.ACCEPTED;
  }

  /**
   * Leading zeros and capitals vary where ids are numbers; {@link Submits#answer} drops them too.
   */
  private String respelt(String id) {
    if (options.messageIds() == MessageIds.AS_IS) {
      return id;
    }
    var radix = options.messageIds() == MessageIds.HEX_TO_DEC ? 10 : 16;
    return Submits.respelt(id, radix, radix);
  }

  private static String receiptedId(Delivered message) {
    var id = message.string(RECEIPTED_MESSAGE_ID);
    return id == null || id.isBlank() ? null : shortened(id);
  }

  /** An id as the tables hold it: to them, spaces at its end make no difference. */
  static String shortened(String id) {
    return id.substring(0, Math.min(id.length(), MOST_ID_CHARACTERS)).stripTrailing();
  }

  /** The kind of network, then the code (SMPP 3.4 §5.3.2.31). */
  private static String networkError(Delivered message) {
    var code = message.number(NETWORK_ERROR_CODE);
    return code < 0 ? null : Long.toString(code & 0xFFFF);
  }

  private static Optional<Concatenation> sar(Delivered message) {
    var reference = message.number(SAR_MSG_REF_NUM);
    var total = message.number(SAR_TOTAL_SEGMENTS);
    var part = message.number(SAR_SEGMENT_SEQNUM);
    return reference < 0 || total > 255 || part > 255
        ? Optional.empty()
        : UserData.concatenation((int) reference, (int) total, (int) part);
  }

  private static String number(String address) {
    return address.startsWith("+") ? address.substring(1) : address;
  }
}
