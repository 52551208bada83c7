package livery.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  private record Row(long id, LocalDate day, String currency) {}

  private static final KeyOrder<Row> ORDER =
      KeyOrder.<Row>down()
          .and(ColumnType.NUMBER, "r.id", Row::id)
          .and(ColumnType.DAY, "r.day", Row::day)
          .and(ColumnType.TEXT, "r.currency", Row::currency);

  @Test
  void a_part_begins_behind_the_last_row_of_the_part_before() {
    var row = new Row(7, LocalDate.of(2026, 3, 31), "EUR");

    assertThat(ORDER.after(row)).isEqualTo("7_2026-03-31_EUR");
    assertThat(ORDER.from(ORDER.after(row)).sql())
        .isEqualTo(
            " AND (r.id, r.day, r.currency) < (:key0, :key1, :key2)"
                + " ORDER BY r.id DESC, r.day DESC, r.currency DESC");
    assertThat(ORDER.from("").sql()).startsWith(" ORDER BY").isEqualTo(ORDER.from(null).sql());
    assertThat(KeyOrder.<Row>up().and(ColumnType.NUMBER, "id", Row::id).from("7").sql())
        .isEqualTo(" AND (id) > (:key0) ORDER BY id");
  }

  @Test
  void rows_that_are_all_there_are_read_part_by_part_too() {
    var day = LocalDate.of(2026, 3, 31);
    var seven = new Row(7, day, "EUR");
    var dollars = new Row(7, day, "USD");
    var earlier = new Row(7, day.minusDays(1), "USD");
    var ten = new Row(10, day, "EUR");
    var rows = List.of(seven, ten, earlier, dollars);

    assertThat(ORDER.from("").of(rows)).containsExactly(ten, dollars, seven, earlier);
    assertThat(ORDER.from(ORDER.after(dollars)).of(rows)).containsExactly(seven, earlier);
    assertThat(ORDER.from(ORDER.after(earlier)).of(rows)).isEmpty();
    assertThat(ORDER.from("8_2026-03-31_EUR").of(rows)).as("gone").startsWith(dollars);
    var up = KeyOrder.<Row>up().and(ColumnType.NUMBER, "id", Row::id);
    assertThat(up.from("7").of(rows)).containsExactly(ten);
  }

  @Test
  void what_is_no_place_of_the_list_is_refused() {
    for (var after :
        List.of(
            "7",
            "7_2026-03-31",
            "7_2026-03-31_EUR_",
            "x_2026-03-31_EUR",
            "7_2026-13-31_EUR",
            "7_20260331_EUR",
            "9".repeat(20) + "_2026-03-31_EUR",
            "7_2026-03-31_" + "E".repeat(301),
            "' OR 1=1 --")) {
      assertThatThrownBy(() -> ORDER.from(after))
          .as(after)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.field()).isEqualTo("after"));
    }
  }
}
