package livery.link;

import java.time.Instant;
import livery.fault.Check;
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
        validityMinutes,
        shortCodeTon,
        shortCodeNpi,
        serviceType,
        addressRange,
        tls);
  }

  /** A new link. */
  public Link made() {
    for (var needed : new String[][] {{"name", name}, {"network", network}, {"host", host}}) {
      Check.text(needed[0], needed[1], Integer.MAX_VALUE);
    }
    Check.text("systemId", systemId, Integer.MAX_VALUE);
    return over(usual(), 0, null);
  }

  /** The link with what is said here put over it. */
  public Link over(Link before) {
    return over(of(before), before.id(), before.createdAt());
  }

  private Link over(LinkInput before, long id, Instant createdAt) {
    return new Link(
        id,
        or(name, before.name),
        or(network, before.network),
        or(host, before.host),
        or(port, before.port),
        or(systemId, before.systemId),
        or(password, before.password),
        or(systemType, before.systemType),
        Check.oneOf("bind", or(bind, before.bind), Link.Bind.class),
        or(window, before.window),
        or(rate, before.rate),
        options(before),
        Check.oneOf("state", or(state, before.state), Link.State.class),
        createdAt);
  }

  private LinkOptions options(LinkInput before) {
    return new LinkOptions(
        Check.oneOf("defaultAlphabet", or(defaultAlphabet, before.defaultAlphabet), Alphabet.class),
        Check.oneOf("messageIds", or(messageIds, before.messageIds), MessageIds.class),
        Check.oneOf("longMessages", or(longMessages, before.longMessages), LongMessages.class),
        or(retryStatus, before.retryStatus),
        or(receipts, before.receipts),
        or(enquireSeconds, before.enquireSeconds),
        or(responseSeconds, before.responseSeconds),
        or(validityMinutes, before.validityMinutes),
        or(shortCodeTon, before.shortCodeTon),
        or(shortCodeNpi, before.shortCodeNpi),
        or(serviceType, before.serviceType),
        or(addressRange, before.addressRange),
        or(tls, before.tls));
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
