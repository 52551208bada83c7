package livery.tenant;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The time zones that forms offer. */
public final class Zones {

  private Zones() {}

  /**
   * What a form offers, in order: one list for tenants and for their campaigns, so that a campaign
   * can begin with the zone of its tenant.
   *
   * @param own the zone that is set, "Europe/Kyiv" or "+03:00"; on offer whatever it is, as a field
   *     without it would send its first zone instead; {@code null} or empty before a form is begun
   */
  public static List<String> offered(String own) {
    return Stream.concat(
            Stream.ofNullable(own),
            ZoneId.getAvailableZoneIds().stream()
                .filter(
                    id ->
                        id.equals("UTC")
                            || id.contains("/")
                                && !id.startsWith("Etc/")
                                && !id.startsWith("SystemV/")))
        .filter(id -> !id.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }
}
