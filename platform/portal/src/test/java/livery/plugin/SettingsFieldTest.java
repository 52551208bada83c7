package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Form;
import livery.api.Form.Kind;
import org.junit.jupiter.api.Test;

/** A field of rows, as somebody fills it in while previews are drawn. */
class SettingsFieldTest {

  private static Form.Field field(String id, Kind kind, List<Form.Field> columns) {
    return new Form.Field(
        id, kind, false, "", 2, 9, List.of(), columns, Map.of(), Map.of(), Map.of(), Map.of());
  }

  private static SettingsField options() {
    var code = field("code", Kind.LINE, List.of());
    return new SettingsField(field("options", Kind.ROWS, List.of(code)), List.of(), Locale.ENGLISH);
  }

  @Test
  void a_new_form_shows_as_many_rows_as_are_needed_and_a_preview_leaves_them() {
    var options = options();

    assertThat(options.raw()).isEqualTo(List.of());
    options.getRows().get(1).put("code", "A");
    options.add();

    assertThat(options.raw()).isEqualTo(List.of(Map.of("code", "A")));
    assertThat(options.getRows()).hasSize(3);
    assertThat(options.getRows().get(1)).containsEntry("code", "A");
  }

  @Test
  void an_error_stands_in_the_row_that_it_is_about_though_one_before_is_empty() {
    var options = options();
    options.add();
    options.getRows().get(0).put("code", "A");
    options.getRows().get(2).put("code", "A");

    options.error("options[1].code", "twice");

    assertThat(List.of(0, 1, 2))
        .extracting(row -> options.cellError(row, "code"))
        .containsExactly("", "", "twice");
  }
}
