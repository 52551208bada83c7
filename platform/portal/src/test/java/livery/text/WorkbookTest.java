package livery.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {

  @TempDir Path folder;

  @Test
  void a_table_of_text_becomes_a_sheet_with_numbers_and_without_formulas() throws IOException {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row("client", "sum");
    csv.row("=1+1 & <Зерно>\nllc", new BigDecimal("-12.50"));

    var parts = parts(Workbook.ofCsv(file.toString()));

    assertThat(parts.get("xl/sharedStrings.xml"))
        .contains(">client<", ">=1+1 &amp; &lt;&#x417;")
        .doesNotContain("12.5");
    assertThat(parts.get("xl/worksheets/sheet1.xml"))
        .contains("<v>-12.50</v>")
        .doesNotContain("<f>");
  }

  private Map<String, String> parts(byte[] workbook) throws IOException {
    var parts = new HashMap<String, String>();
    try (var zip = new ZipFile(Files.write(folder.resolve("table.xlsx"), workbook).toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return parts;
  }
}
