package livery.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import livery.fault.Fault;
import org.junit.jupiter.api.Test;

class MessageSearchTest {

  @Test
  void direction_and_state_are_understood_in_any_case() {
    var search = new MessageSearch(0, "in", " unclaimed", 0, 0, "", null, null, "");

    assertThat(search.direction()).isEqualTo("IN");
    assertThat(search.state()).isEqualTo("UNCLAIMED");
    assertThatThrownBy(() -> new MessageSearch(0, "", "lost", 0, 0, "", null, null, ""))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("state"));
  }
}
