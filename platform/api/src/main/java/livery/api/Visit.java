package livery.api;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who looks at a page or calls a resource of a plugin, and at which campaign. The portal has
 * checked that the visitor may see the tenant and that the campaign belongs to it.
 *
 * @param tenantId the tenant whose data is meant
 * @param visitor the name that logs show
 * @param mayChange whether the visitor may change things of this tenant
 * @param language the visitor's language
 * @param zone the tenant's time zone
 * @param page the page asked for, without ending; empty for REST
 * @param parameters the parameters of the address
 * @param chosenCampaign the campaign named by the parameter {@code campaign}, or {@code null}
 */
public record Visit(
    long tenantId,
    String visitor,
    boolean mayChange,
    Locale language,
    ZoneId zone,
    String page,
    Map<String, String> parameters,
    Campaign chosenCampaign) {

  public Visit {
    parameters = Map.copyOf(parameters);
  }

  /** The campaign in the address, if it names one of this tenant and of this plugin's types. */
  public Optional<Campaign> campaign() {
    return Optional.ofNullable(chosenCampaign);
  }
}
