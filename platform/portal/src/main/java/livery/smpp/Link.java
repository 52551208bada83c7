package livery.smpp;

import java.time.Instant;

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

  public Link {
    unlessText("name", name, 60);
    unlessText("network", network, 60);
    Bad.unless(
        host != null && host.matches("[A-Za-z0-9._:-]{1,190}"),
        "host",
        host,
        "a host name or an address");
    Bad.unlessIn("port", port, 1, 65_535);
    Bad.unlessAscii("systemId", systemId, 1, 15);
    Bad.unlessAscii("password", password, 0, 60);
    Bad.unlessAscii("systemType", systemType, 0, 12);
    Bad.unless(bind != null, "bind", bind, "TRANSCEIVER or PAIR");
    Bad.unlessIn("window", window, 1, 1_000);
    Bad.unlessIn("rate", rate, 0, 10_000);
    Bad.unless(options != null, "options", options, "an object");
    Bad.unless(state != null, "state", state, "ACTIVE or PAUSED");
  }

  /** Passwords stay out of logs and audits. */
  @Override
  public String toString() {
    return "link " + id + " \"" + name + "\" (" + systemId + "@" + host + ":" + port + ")";
  }

  private static void unlessText(String field, String value, int most) {
    Bad.unless(
        value != null
            && !value.isBlank()
            && value.length() <= most
            && value.chars().noneMatch(Character::isISOControl),
        field,
        value,
        "1 to " + most + " characters");
  }
}
