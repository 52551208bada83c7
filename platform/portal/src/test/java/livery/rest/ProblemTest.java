package livery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static final Fault WHOLE = Fault.invalid("", "number.fault.exists", "UA 3838");
  private static final Fault OTHER = Fault.invalid("", "number.fault.in-use", "UA 3839");
  private static final Fault FIELD = Fault.invalid("phone", "fault.missing", "phone");

  @Test
  void what_is_refused_as_a_whole_is_told_beside_the_fields() {
    var problem = Problem.of(Fault.of(List.of(WHOLE, FIELD, OTHER)));

    assertThat(problem.field()).isEqualTo("phone");
    assertThat(problem.errors()).containsExactly(new Problem.Wrong("phone", FIELD.getMessage()));
    assertThat(problem.detail())
        .isEqualTo(
            "phone: " + FIELD.getMessage() + " " + WHOLE.getMessage() + " " + OTHER.getMessage());
  }

  @Test
  void without_a_field_all_is_detail() {
    var problem = Problem.of(Fault.of(List.of(WHOLE, OTHER)));

    assertThat(problem.field()).isNull();
    assertThat(problem.errors()).isNull();
    assertThat(problem.detail()).isEqualTo(WHOLE.getMessage() + " " + OTHER.getMessage());
  }
}
