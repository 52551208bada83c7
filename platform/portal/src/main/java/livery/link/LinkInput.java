package livery.link;

import java.time.Instant;
import livery.fault.Check;
import livery.fault.Faults;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.LongMessages;
import livery.link.LinkOptions.MessageIds;

/**
 * A link as REST and the portal's form write it: flat, and what is {@code null} stays as it was.
 *
 * @param retryStatus the {@code command_status} after which this operator delivers again
 */
public record LinkInput(
    String name,
    String network,
    String host,
    Integer port,
    String systemId,
    String password,
    String systemType,
    String bind,
    Integer window,
    Integer rate,
    String state,
    String defaultAlphabet,
    String messageIds,
    String longMessages,
    Integer retryStatus,
    Boolean receipts,
    Integer enquireSeconds,
    Integer responseSeconds,
    Boolean resendUnanswered,
    Integer validityMinutes,
    Integer shortCodeTon,
    Integer shortCodeNpi,
    String serviceType,
    String addressRange,
    Boolean tls) {

  private static final int SMPP_PORT = 2775;
  private static final int USUAL_WINDOW = 10;

  /** What a new link begins with; name, network, host and sign-in are still to be said. */
  public static LinkInput usual() {
    return of(
        new Link(
            0,
            "-",
            "-",
            "localhost",
            SMPP_PORT,
            "-",
            "",
            "",
            Link.Bind.TRANSCEIVER,
            USUAL_WINDOW,
            0,
            LinkOptions.USUAL,
            Link.State.ACTIVE,
            Instant.EPOCH));
  }

  /** A link as it is, its password included. */
  public static LinkInput of(Link link) {
    var options = link.options();
    return new LinkInput(
        link.name(),
        link.network(),
        link.host(),
        link.port(),
        link.systemId(),
        link.password(),
        link.systemType(),
        link.bind().name(),
        link.window(),
        link.rate(),
        link.state().name(),
        options.defaultAlphabet().name(),
        options.messageIds().name(),
        options.longMessages().name(),
        options.retryStatus(),
        options.receipts(),
        options.enquireSeconds(),
        options.responseSeconds(),
        options.resendUnanswered(),
        options.validityMinutes(),
        options.shortCodeTon(),
        options.shortCodeNpi(),
        options.serviceType(),
        options.addressRange(),
        options.tls());
  }

  /** The same for those who may not know the password. */
  public LinkInput withoutPassword() {
    return new LinkInput(
        name,
        network,
        host,
        port,
        systemId,
        null,
        systemType,
        bind,
        window,
        rate,
        state,
        defaultAlphabet,
        messageIds,
        longMessages,
        retryStatus,
        receipts,
        enquireSeconds,
        responseSeconds,
        resendUnanswered,
        validityMinutes,
        shortCodeTon,
        shortCodeNpi,
        serviceType,
        addressRange,
        tls);
  }

  /**
   * A new link.
   *
   * @throws livery.fault.Fault naming every value that is missing or breaks a rule
   */
  public Link made() {
    var faults = new Faults();
    faults.check(() -> Check.text("name", name, Integer.MAX_VALUE));
    faults.check(() -> Check.text("network", network, Integer.MAX_VALUE));
    faults.check(() -> Check.text("host", host, Integer.MAX_VALUE));
    faults.check(() -> Check.text("systemId", systemId, Integer.MAX_VALUE));
    var link = faults.of(() -> over(usual(), 0, null));
    faults.end();
    return link;
  }

  /**
   * The link with what is said here put over it.
   *
   * @throws livery.fault.Fault naming every value that breaks a rule
   */
  public Link over(Link before) {
    return over(of(before), before.id(), before.createdAt());
  }

  private Link over(LinkInput before, long id, Instant createdAt) {
    var faults = new Faults();
    var binds =
        faults.of(() -> oneOf("bind", bind, before.bind, Link.Bind.class), Link.Bind.TRANSCEIVER);
    var stands =
        faults.of(() -> oneOf("state", state, before.state, Link.State.class), Link.State.ACTIVE);
    var options = faults.of(() -> options(before), LinkOptions.USUAL);
    var link =
        faults.of(
            () ->
                new Link(
                    id,
                    or(name, before.name),
                    or(network, before.network),
                    or(host, before.host),
                    or(port, before.port),
                    or(systemId, before.systemId),
                    or(password, before.password),
                    or(systemType, before.systemType),
                    binds,
                    or(window, before.window),
                    or(rate, before.rate),
                    options,
                    stands,
                    createdAt));
    faults.end();
    return link;
  }

  private LinkOptions options(LinkInput before) {
    var faults = new Faults();
    var alphabet =
        faults.of(
            () -> oneOf("defaultAlphabet", defaultAlphabet, before.defaultAlphabet, Alphabet.class),
            Alphabet.GSM7);
    var ids =
        faults.of(
            () -> oneOf("messageIds", messageIds, before.messageIds, MessageIds.class),
            MessageIds.AS_IS);
    var cut =
        faults.of(
            () -> oneOf("longMessages", longMessages, before.longMessages, LongMessages.class),
            LongMessages.UDH);
    var options =
        faults.of(
            () ->
                new LinkOptions(
                    alphabet,
                    ids,
                    cut,
                    or(retryStatus, before.retryStatus),
                    or(receipts, before.receipts),
                    or(enquireSeconds, before.enquireSeconds),
                    or(responseSeconds, before.responseSeconds),
                    or(resendUnanswered, before.resendUnanswered),
                    or(validityMinutes, before.validityMinutes),
                    or(shortCodeTon, before.shortCodeTon),
                    or(shortCodeNpi, before.shortCodeNpi),
                    or(serviceType, before.serviceType),
                    or(addressRange, before.addressRange),
                    or(tls, before.tls)));
    faults.end();
    return options;
  }

  private static <E extends Enum<E>> E oneOf(
      String field, String said, String before, Class<E> type) {
    return Check.oneOf(field, or(said, before), type);
  }

  private static <T> T or(T said, T before) {
    return said == null ? before : said;
  }

  /** Refuses a request without a body. */
  public static LinkInput given(LinkInput body) {
    Check.given(body);
    return body;
  }
}
