package livery.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A field whose value is not among its items sends the first of them: the times would move. */
class WizardDraftTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pacific/Apia",
        "Pacific/Auckland",
        "Atlantic/Azores",
        "Indian/Maldives",
        "UTC",
        "Etc/GMT+3", // REST takes these, and a tenant has them, though no form offers them
        "EST5EDT",
        "+03:00"
      })
  void a_campaign_begins_with_the_zone_of_its_tenant_on_offer(String zone) {
    assertThat(new WizardDraft(zone).getZones()).contains(zone).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void every_zone_with_a_place_is_on_offer_and_no_other() {
    var offered = new WizardDraft("Europe/Kyiv").getZones();

    assertThat(ZoneId.getAvailableZoneIds())
        .filteredOn(zone -> zone.matches("(Europe|Asia|Africa|America|Pacific|Atlantic|Indian)/.*"))
        .isSubsetOf(offered);
    assertThat(offered).contains("UTC").doesNotContain("Etc/GMT+3", "EST5EDT", "");
  }
}
