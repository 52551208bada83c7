package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdSpansTest {

  static Stream<Arguments> ids() {
    return Stream.of(
        Arguments.of(List.of(7L), "(id BETWEEN 7 AND 7)"),
        Arguments.of(List.of(9L, 7L, 8L), "(id BETWEEN 7 AND 9)"),
        Arguments.of(List.of(7L, 7L, 8L), "(id BETWEEN 7 AND 8)"),
        Arguments.of(
            List.of(7L, 8L, 10L, 12L, 13L),
            "(id BETWEEN 7 AND 8 OR id BETWEEN 10 AND 10 OR id BETWEEN 12 AND 13)"),
        Arguments.of(
            List.of(Long.MAX_VALUE, 0L),
            "(id BETWEEN 0 AND 0 OR id BETWEEN "
                + Long.MAX_VALUE
                + " AND "
                + Long.MAX_VALUE
                + ")"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void neighbours_make_one_span(List<Long> ids, String condition) {
    assertThat(IdSpans.condition("id", ids)).isEqualTo(condition);
  }
}
