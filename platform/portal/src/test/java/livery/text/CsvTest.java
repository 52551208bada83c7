package livery.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void what_a_spreadsheet_would_calculate_is_text(String text) {
    var written = row(text);

    assertThat(written).isEqualTo("\uFEFF\"'" + text + "\"\r\n");
    assertThat(Csv.read(written, 9)).extracting(Csv.Row::cells).containsExactly(List.of(text));
  }

  @Test
  void quotes_lines_and_commas_stay_within_their_value() {
    var written = row("a,\"b\"\nc", -5, new BigDecimal("0E-10"), null, "");

    assertThat(written).isEqualTo("\uFEFF\"a,\"\"b\"\"\nc\",-5,0.0000000000,,\"\"\r\n");
    assertThat(Csv.read(written, 9).get(0).cells())
        .containsExactly("a,\"b\"\nc", "-5", "0.0000000000", "", "");
  }

  private static String row(Object... values) {
    var out = new StringBuilder();
    new Csv(out).row(values);
    return out.toString();
  }
}
