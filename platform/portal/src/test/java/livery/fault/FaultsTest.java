package livery.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Faults faults = new Faults();

  @Test
  void what_is_right_is_given_and_nothing_is_refused() {
    assertThat(faults.of(() -> Check.text("name", " Anna ", 10))).isEqualTo("Anna");
    faults.check(() -> Check.range("age", 5, 1, 9));

    faults.end();
  }

  @Test
  void everything_that_is_wrong_is_told_in_the_order_of_the_form() {
    assertThat(faults.of(() -> Check.text("name", "", 10))).isNull();
    assertThat(faults.of(() -> Check.range("age", 12, 1, 9), 1L)).isEqualTo(1);
    faults.check(() -> Check.email("email", "nobody"));

    var refused = catchThrowableOfType(Fault.class, faults::end);

    assertThat(refused.field()).isEqualTo("name");
    assertThat(refused.key()).isEqualTo("fault.missing");
    assertThat(refused.all()).extracting(Fault::field).containsExactly("name", "age", "email");
    assertThat(refused.all().get(1).getMessage()).contains("12").contains("9");
    assertThat(refused.all().get(1).arguments()).containsExactly("age", 12L, 1L, 9L);
  }

  @Test
  void one_that_is_wrong_alone_is_told_as_it_is() {
    var alone = Fault.invalid("name", "fault.missing", "name");
    faults.add(alone);

    assertThatThrownBy(faults::end).isSameAs(alone);
    assertThat(alone.all()).containsExactly(alone);
  }

  @Test
  void a_part_of_the_form_tells_all_of_its_own() {
    faults.check(() -> Check.text("name", "", 10));
    faults.check(
        () -> {
          var part = new Faults();
          part.check(() -> Check.text("street", "", 10));
          part.check(() -> Check.text("city", "", 10));
          part.end();
        });

    var refused = catchThrowableOfType(Fault.class, faults::end);

    assertThat(refused.all()).extracting(Fault::field).containsExactly("name", "street", "city");
  }

  @Test
  void a_field_is_refused_once_and_the_whole_as_often_as_it_is() {
    faults.add(Fault.invalid("price", "fault.range", "price", 0, 1, 2));
    faults.add(Fault.invalid("price", "fault.missing", "price"));
    faults.add(Fault.invalid("", "fault.missing", "body"));
    faults.add(Fault.invalid("", "fault.missing", "body"));

    var refused = catchThrowableOfType(Fault.class, faults::end);

    assertThat(refused.all())
        .extracting(Fault::key)
        .containsExactly("fault.range", "fault.missing", "fault.missing");
  }

  @Test
  void what_is_refused_as_a_whole_is_told_last_and_keeps_its_place_under_other_names() {
    faults.add(Fault.invalid("", "fault.missing", "body"));
    faults.add(Fault.invalid("from", "fault.missing", "from"));
    faults.add(Fault.invalid("to", "fault.missing", "to"));

    var refused = catchThrowableOfType(Fault.class, faults::end).named(field -> "terms." + field);

    assertThat(refused.field()).isEqualTo("terms.from");
    assertThat(refused.all())
        .extracting(Fault::field)
        .containsExactly("terms.from", "terms.to", "");
  }

  @Test
  void what_is_not_there_or_not_allowed_ends_the_form_where_it_comes_up() {
    assertThatThrownBy(() -> faults.check(() -> faults.add(Fault.notFound("number", 5))))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));

    faults.add(Fault.invalid("name", "fault.missing", "name"));
    assertThatThrownBy(() -> faults.add(Fault.notFound("number", 5)))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("name"));
  }
}
