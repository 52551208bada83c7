package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import livery.api.Report.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+380=x", "-cmd", "@SUM(A1)", "\t=1", " =HYPERLINK(\"x\")", "%0A=1"})
  void a_cell_that_looks_like_a_formula_is_made_a_text(String cell) {
    assertThat(Sheet.harmless(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "-17", "0.25", "Anna", "O'Neil", "", "a=b", "2026-03-02 12:00"})
  void other_cells_stay_as_they_are(String cell) {
    assertThat(Sheet.harmless(cell)).isEqualTo(cell);
  }

  @Test
  void csv_quotes_every_cell_and_says_that_it_is_utf_8() {
    var csv = Sheet.csv(new Table("t", List.of("Имя", "n"), List.of(List.of("a\"b\nc", "1"))));

    assertThat(new String(csv, StandardCharsets.UTF_8))
        .isEqualTo("\uFEFF\"Имя\",\"n\"\r\n\"a\"\"b\nc\",\"1\"\r\n");
  }

  @Test
  void a_workbook_has_what_the_table_has(@TempDir Path folder) throws Exception {
    var xlsx = Sheet.xlsx(new Table("t", List.of("h"), List.of(List.of("12"), List.of("=1"))));

    try (var zip = new ZipFile(Files.write(folder.resolve("t.xlsx"), xlsx).toFile())) {
      assertThat(part(zip, "xl/worksheets/sheet1.xml")).contains("<v>12</v>");
      assertThat(part(zip, "xl/sharedStrings.xml")).contains(">h<", ">&apos;=1<");
    }
  }

  private static String part(ZipFile zip, String name) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
