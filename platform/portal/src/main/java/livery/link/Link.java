package livery.link;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;

/**
 * An agreement with an operator as data: where to bind, as whom, and how.
 *
 * @param id 0 for one that is not stored yet
 * @param name what the portal calls it, unique, up to 60 characters
 * @param network the operator's name as reports show it, up to 60 characters
 * @param host name or address, up to 190 characters
 * @param systemId up to 15 ASCII characters (SMPP 3.4 §4.1.1)
 * @param password up to 8 ASCII characters by the standard; many operators give longer ones, so 60
 *     are taken
 * @param systemType up to 12 ASCII characters
 * @param window how many submit_sm may wait for their answer, 1 to 1,000
 * @param rate submit_sm a second that were agreed, up to 10,000; 0 finds the operator's limit
 * @param createdAt when it was added; {@code null} for one that is not stored yet
 */
public record Link(
    long id,
    String name,
    String network,
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    Bind bind,
    int window,
    int rate,
    LinkOptions options,
    State state,
    Instant createdAt) {

  /** Which sessions a link keeps. */
  public enum Bind {
    /** One session for both directions. */
    TRANSCEIVER,
    /** A transmitter for sending and a receiver for what comes in. */
    PAIR
  }

  /** Whether a link should be bound. */
  public enum State {
    ACTIVE,
    PAUSED
  }

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,190}");

  public Link {
    var faults = new Faults();
    name = line(faults, "name", name, 60);
    network = line(faults, "network", network, 60);
    host = host(faults, host);
    faults.check(() -> Check.range("port", port, 1, 65_535));
    faults.check(() -> Check.text("systemId", systemId, 15));
    faults.check(() -> ascii("systemId", systemId, 15));
    faults.check(() -> ascii("password", password, 60));
    faults.check(() -> ascii("systemType", systemType, 12));
    Objects.requireNonNull(bind, "bind");
    faults.check(() -> Check.range("window", window, 1, 1_000));
    faults.check(() -> Check.range("rate", rate, 0, 10_000));
    faults.end();
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(state, "state");
  }

  private static String line(Faults faults, String field, String value, int most) {
    return faults.of(() -> Check.text(field, value, most));
  }

  private static String host(Faults faults, String value) {
    return faults.of(
        () -> {
          var host = Check.text("host", value, 190);
          if (!HOST.matcher(host).matches()) {
            throw Fault.invalid("host", "smpp.fault.host", Check.shown(host));
          }
          return host;
        });
  }

  /** Passwords stay out of logs and audits. */
  @Override
  public String toString() {
    return "link " + id + " \"" + name + "\" (" + systemId + "@" + host + ":" + port + ")";
  }

  /** The same with another state. */
  public Link in(State other) {
    return new Link(
        id,
        name,
        network,
        host,
        port,
        systemId,
        password,
        systemType,
        bind,
        window,
        rate,
        options,
        other,
        createdAt);
  }

  /** The same as it is stored. */
  public Link stored(long givenId, Instant given) {
    return new Link(
        givenId,
        name,
        network,
        host,
        port,
        systemId,
        password,
        systemType,
        bind,
        window,
        rate,
        options,
        state,
        given);
  }

  /** Whether a running link has to bind anew to become like the other. */
  public boolean bindsAs(Link other) {
    return host.equals(other.host)
        && port == other.port
        && systemId.equals(other.systemId)
        && password.equals(other.password)
        && systemType.equals(other.systemType)
        && bind == other.bind
        && window == other.window
        && rate == other.rate
        && options.equals(other.options);
  }

  /** What SMPP carries as it is: printable ASCII. */
  static void ascii(String field, String value, int most) {
    Check.optionalText(field, value, most);
    if (value == null || !value.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw Fault.invalid(field, "smpp.fault.ascii", field);
    }
  }
}
