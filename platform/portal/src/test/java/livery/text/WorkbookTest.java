package livery.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class WorkbookTest {

  @Test
  void a_table_of_text_becomes_a_sheet_with_numbers_and_without_formulas() throws IOException {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row("client", "sum");
    csv.row("=1+1 & <Зерно>\nllc", new BigDecimal("-12.50"));

    var sheet = parts(Workbook.ofCsv(file.toString())).get("sheet.xml");

    assertThat(sheet)
        .contains("<t xml:space=\"preserve\">client</t>")
        .contains("<t xml:space=\"preserve\">=1+1 &amp; &lt;Зерно&gt;\nllc</t>")
        .contains("<c><v>-12.50</v></c>")
        .doesNotContain("<f>");
  }

  private static Map<String, String> parts(byte[] workbook) throws IOException {
    var parts = new HashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return parts;
  }
}
