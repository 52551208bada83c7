package livery.number;

import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A number as the message path knows it.
 *
 * @param country ISO 3166; a short code means something only together with it
 * @param digits E.164 without "+", or the short code
 * @param shared whether several tenants have keywords on it
 * @param tenantId who rents it; 0 for nobody and for shared numbers
 * @param links the operators' links that serve it; empty for "not restricted"
 */
public record NumberEntry(
    long id,
    String country,
    String digits,
    Kind kind,
    Tariff tariff,
    boolean shared,
    State state,
    long tenantId,
    Set<Long> links) {

  /** A short code of one country, or a number of the world. */
  @Schema(name = "NumberKind")
  public enum Kind {
    SHORT,
    LONG
  }

  /** What an ordinary number costs to rent, and what an easily remembered one does. */
  public enum Tier {
    ORDINARY,
    GOLDEN
  }

  /** What the subscriber pays for a text to it. A long number is always standard. */
  @Schema(name = "NumberTariff")
  public enum Tariff {
    STANDARD,
    FREE,
    PREMIUM
  }

  /** Where it stands. A number in quarantine was released lately and hears nothing. */
  @Schema(name = "NumberState")
  public enum State {
    STOCK,
    RENTED,
    QUARANTINE
  }

  public NumberEntry {
    links = Set.copyOf(links);
  }

  /** Whether it is a short code, which decides TON and NPI. */
  public boolean isShort() {
    return kind == Kind.SHORT;
  }

  /** Whether texts that come on this link can be meant for it. */
  boolean isServedBy(long linkId) {
    return links.isEmpty() || links.contains(linkId);
  }
}
