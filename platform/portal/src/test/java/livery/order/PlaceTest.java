package livery.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import livery.document.Documents;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void what_is_no_order_and_no_place_of_one_is_refused() {
    var orders = Documents.ORDERS;

    for (var word : List.of("number", "--gross", "-newest", "gross; DROP", "GROSS")) {
      assertThatThrownBy(() -> orders.from(word, "")).isInstanceOf(Fault.class);
      assertThat(orders.shown(word, "").word()).isEqualTo("newest");
    }
    for (var after : List.of("x", "1_2", "1-", "-1", "1' OR 1=1", "9".repeat(19))) {
      assertThatThrownBy(() -> orders.from("", after)).isInstanceOf(Fault.class);
      assertThat(orders.shown("", after).isFirst()).isTrue();
    }
    for (var after : List.of("1", "1-", "1_", "1_x", "1_1.5", "1_" + "9".repeat(20))) {
      assertThatThrownBy(() -> orders.from("gross", after)).isInstanceOf(Fault.class);
    }
    for (var after : List.of("1", "1_2026-13-01", "1_20260101")) {
      assertThatThrownBy(() -> orders.from("-issued", after)).isInstanceOf(Fault.class);
    }
    assertThat(orders.from("-issued", "1-").where()).contains("IS NULL");
  }

  @Test
  void a_page_leads_up_a_column_first_and_back_with_a_second_go() {
    var filters = new Object[] {"state", "SENT", "text", "a&b", "kind", "", "party", null};
    var usual = Ordered.of(Documents.ORDERS.first(), filters);
    var up = Ordered.of(Documents.ORDERS.from("gross", ""), filters);

    assertThat(usual.along("gross")).isEqualTo("?state=SENT&text=a%26b&order=gross");
    assertThat(usual.along("id")).endsWith("order=oldest");
    assertThat(usual.sort("gross")).isEqualTo("none");
    assertThat(usual.sort("id")).isEqualTo("descending");
    assertThat(up.along("gross")).endsWith("order=-gross");
    assertThat(up.along("issued")).endsWith("order=issued");
    assertThat(up.along("id")).endsWith("order=newest");
    assertThat(up.sort("gross")).isEqualTo("ascending");
    assertThat(up.sort("id")).isEqualTo("none");
    assertThat(up.getKept()).isEqualTo("&state=SENT&text=a%26b&order=gross");
  }
}
