package livery.number;

import java.util.List;

/**
 * Whose subscribers can text to a number. A short code hears only the operators that carry it; a
 * long number hears everybody.
 *
 * @param networks the country's operators, those that carry the number first
 */
public record Reach(List<Network> networks) {

  /**
   * One operator.
   *
   * @param permille its share of the country's subscribers as the platform entered it; 0 for
   *     unknown
   */
  public record Network(String name, boolean carries, int permille) {}

  public Reach {
    networks = List.copyOf(networks);
  }

  /** How many of a thousand subscribers cannot reach it, as far as the shares are known. */
  public int unreachablePermille() {
    return networks.stream()
        .filter(network -> !network.carries())
        .mapToInt(Network::permille)
        .sum();
  }

  /** The same as a share of 1. */
  public double unreachableShare() {
    return unreachablePermille() / 1000.0;
  }

  /** The operators whose subscribers cannot text to it, as a list in words. */
  public String missingNames() {
    return String.join(", ", missing());
  }

  /** The operators that carry it. */
  public List<String> carriers() {
    return networks.stream().filter(Network::carries).map(Network::name).toList();
  }

  /** The operators whose subscribers cannot text to it. */
  public List<String> missing() {
    return networks.stream().filter(network -> !network.carries()).map(Network::name).toList();
  }
}
