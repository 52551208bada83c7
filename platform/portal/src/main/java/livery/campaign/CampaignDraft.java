package livery.campaign;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.number.NewKeyword;

/**
 * A campaign as somebody typed or sent it.
 *
 * @param name 1 to 120 characters
 * @param type the campaign type's id
 * @param numberId a number that the tenant may use; 0 for none yet
 * @param zone IANA, "Europe/Kyiv"; empty for the tenant's own
 * @param startsAt {@code null} for "when it is started"
 * @param endsAt {@code null} for no end
 * @param settings values of the type's form; missing ones get their standard
 * @param keywords what it listens for; their numbers and campaigns are filled in
 */
public record CampaignDraft(
    String name,
    String type,
    long numberId,
    String zone,
    Instant startsAt,
    Instant endsAt,
    Map<String, Object> settings,
    List<NewKeyword> keywords) {

  public CampaignDraft {
    name = name == null ? "" : name;
    type = type == null ? "" : type;
    zone = zone == null ? "" : zone;
    settings = settings == null ? Map.of() : new HashMap<>(settings);
    keywords = keywords == null ? List.of() : List.copyOf(keywords);
  }

  /** The same of another type: the type of a campaign stays as it was chosen. */
  CampaignDraft of(String otherType) {
    return new CampaignDraft(name, otherType, numberId, zone, startsAt, endsAt, settings, keywords);
  }

  /** Of this draft only what may still change after the start. */
  CampaignDraft keeping(CampaignRow row) {
    return new CampaignDraft(
        name,
        row.type(),
        row.numberId(),
        row.zone().getId(),
        row.startsAt(),
        endsAt,
        settings,
        List.of());
  }

  CampaignDraft with(String checkedName, String checkedZone, Map<String, Object> checkedSettings) {
    return new CampaignDraft(
        checkedName, type, numberId, checkedZone, startsAt, endsAt, checkedSettings, keywords);
  }
}
