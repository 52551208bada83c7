package livery.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** The time zones that forms offer. */
class ZonesTest {

  @ParameterizedTest
  @NullAndEmptySource
  void a_form_that_nobody_has_begun_offers_zones_as_well(String none) {
    assertThat(Zones.offered(none))
        .contains("Europe/Kyiv", "UTC")
        .doesNotContainNull()
        .doesNotContain("")
        .isSorted();
  }
}
