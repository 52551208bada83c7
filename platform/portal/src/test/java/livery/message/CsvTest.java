package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void what_a_spreadsheet_would_calculate_is_text(String text) throws IOException {
    assertThat(row(text)).isEqualTo("\"'" + text + "\"\r\n");
  }

  @Test
  void quotes_lines_and_commas_stay_within_their_value() throws IOException {
    assertThat(row("a,\"b\"\nc", -5, null, ""))
        .isEqualTo("\"a,\"\"b\"\"\nc\",\"-5\",\"\",\"\"\r\n");
  }

  private static String row(Object... values) throws IOException {
    var out = new StringBuilder();
    new Csv(out).row(values);
    return out.toString();
  }
}
