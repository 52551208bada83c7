package livery.campaign;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.number.Keyword;
import livery.number.NewKeyword;
import livery.tenant.Zones;

/** A campaign while a person fills in the wizard: everything as it was typed, nothing checked. */
public class WizardDraft implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter INPUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

  private String name = "";
  private String type = "";
  private long number;
  private boolean everything;
  private final WordForm keyword = new WordForm();
  private String zone;
  private boolean planned;
  private String startsAt = "";
  private boolean limited;
  private String endsAt = "";

  /** An empty one. */
  WizardDraft(String zone) {
    this.zone = zone;
  }

  /** One that continues a stored campaign. */
  WizardDraft(CampaignRow row, List<Keyword> keywords, Instant now) {
    name = row.name();
    type = row.type();
    number = row.numberId();
    zone = row.zone().getId();
    planned = row.startsAt().isAfter(now);
    startsAt = planned ? local(row.startsAt()) : "";
    limited = row.endsAt() != null;
    endsAt = limited ? local(row.endsAt()) : "";
    if (!keywords.isEmpty()) {
      var first = keywords.get(0);
      everything = first.isCatchAll();
      keyword.take(first);
    }
  }

  private String local(Instant moment) {
    return INPUT.format(LocalDateTime.ofInstant(moment, ZoneId.of(zone)));
  }

  /** The keyword as it is wanted; empty when there is none yet. */
  List<NewKeyword> keywords(long campaignId) {
    if (everything) {
      return List.of(keyword.everything(number, campaignId));
    }
    return keyword.getWord().isBlank() ? List.of() : List.of(keyword.wish(number, campaignId));
  }

  /** Everything together. */
  CampaignDraft draft(long campaignId, Map<String, Object> settings) {
    var faults = new Faults();
    var starts = planned ? faults.of(() -> moment("startsAt", startsAt)) : null;
    var ends = limited ? faults.of(() -> moment("endsAt", endsAt)) : null;
    faults.end();
    return new CampaignDraft(
        name, type, number, zone, starts, ends, settings, keywords(campaignId));
  }

  private Instant moment(String field, String value) {
    if (value.isBlank()) {
      throw Fault.invalid(field, "campaign.fault.no-moment");
    }
    try {
      return LocalDateTime.parse(value).atZone(ZoneId.of(zone)).toInstant();
    } catch (DateTimeException notMoment) {
      throw Fault.invalid(field, "campaign.fault.no-moment", Check.shown(value));
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name;
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type == null ? "" : type;
  }

  public long getNumber() {
    return number;
  }

  public void setNumber(long number) {
    this.number = number;
  }

  /** Whether it takes every text to the number that no keyword takes. */
  public boolean isEverything() {
    return everything;
  }

  public void setEverything(boolean everything) {
    this.everything = everything;
  }

  public WordForm getKeyword() {
    return keyword;
  }

  /** The zones that are offered, its own among them. */
  public List<String> getZones() {
    return Zones.offered(zone);
  }

  public String getZone() {
    return zone;
  }

  public void setZone(String zone) {
    this.zone = zone == null ? "UTC" : zone;
  }

  /** Whether it starts at a moment rather than when somebody starts it. */
  public boolean isPlanned() {
    return planned;
  }

  public void setPlanned(boolean planned) {
    this.planned = planned;
  }

  public String getStartsAt() {
    return startsAt;
  }

  public void setStartsAt(String startsAt) {
    this.startsAt = startsAt == null ? "" : startsAt;
  }

  /** Whether it ends by itself. */
  public boolean isLimited() {
    return limited;
  }

  public void setLimited(boolean limited) {
    this.limited = limited;
  }

  public String getEndsAt() {
    return endsAt;
  }

  public void setEndsAt(String endsAt) {
    this.endsAt = endsAt == null ? "" : endsAt;
  }
}
