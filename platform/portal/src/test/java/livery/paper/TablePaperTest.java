package livery.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import livery.text.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablePaperTest {

  @TempDir private Path folder;

  private static String csv(Sheet sheet) {
    var form = Papers.CsvForm.of(sheet.heading().language());
    return new String(Papers.csv(sheet, form), StandardCharsets.UTF_8);
  }

  private Map<String, String> parts(byte[] workbook) throws IOException {
    var file = Files.write(folder.resolve("book.xlsx"), workbook);
    var parts = new TreeMap<String, String>();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var bytes = zip.getInputStream(entry).readAllBytes();
        parts.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  @Test
  void ukrainian_spreadsheets_part_cells_by_semicolons_and_english_ones_by_commas() {
    var lines = List.of(Sheets.line("SMS", "1234.50"));

    assertThat(csv(Sheets.sold(Kind.INVOICE, "uk", lines)))
        .startsWith("\uFEFF\"Рахунок-фактура\";\"AC-17\"\r\n")
        .contains("1;\"SMS\";;1;\"част.\";1234,5;1234,50;20;246,90;1481,40\r\n");
    assertThat(csv(Sheets.sold(Kind.INVOICE, "en", lines)))
        .startsWith("\uFEFF\"Invoice\",\"AC-17\"\r\n")
        .contains("1,\"SMS\",,1,\"part\",1234.5,1234.50,20,246.90,1481.40\r\n");
  }

  @Test
  void the_byte_order_mark_is_a_choice() {
    var sheet = Sheets.bare(Kind.ACT, "en");

    assertThat(Papers.csv(sheet, new Papers.CsvForm(';', ',', false))[0]).isEqualTo((byte) '"');
  }

  @ParameterizedTest
  @CsvSource({"',', ','", "., .", "|, .", ";, '"})
  void a_form_that_no_spreadsheet_could_read_is_refused(String separator, String decimal) {
    assertThatThrownBy(() -> new Papers.CsvForm(separator.charAt(0), decimal.charAt(0), true))
        .isInstanceOf(PaperException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM(A1)", "a;b\"c\r\nd"})
  void a_text_stays_a_text(String name) {
    var file = csv(Sheets.sold(Kind.ACT, "ru", List.of(Sheets.line(name, "1"))));

    assertThat(file).doesNotContain(";\"=").doesNotContain(";\"+").doesNotContain(";\"-");
    assertThat(Csv.read(file, 1_000))
        .anyMatch(row -> row.cells().size() > 1 && row.cells().get(1).equals(name.strip()));
  }

  @Test
  void a_workbook_holds_numbers_as_numbers_and_texts_as_texts() throws IOException {
    var sheet = Sheets.sold(Kind.INVOICE, "uk", List.of(Sheets.line("=1+1\u0000 <b>&", "1234.50")));

    var parts = parts(Papers.xlsx(sheet));

    assertThat(parts.get("xl/worksheets/sheet2.xml"))
        .contains("<v>1234.5</v>")
        .doesNotContain("<f>");
    assertThat(parts.get("xl/sharedStrings.xml")).contains("=1+1 &lt;b&gt;&amp;");
    assertThat(parts.get("xl/styles.xml")).contains("#,##0.00").contains("yyyy-mm-dd");
    assertThat(String.join("", parts.values())).doesNotContainIgnoringCase("livery");
  }

  @Test
  void each_table_has_a_page_of_its_own_name() throws IOException {
    var table = Sheets.report("en", 3).tables().get(0);
    var named =
        new Table(
            "Registry: [a]/b? very long, longer than thirty-one characters",
            List.of(),
            table.heads(),
            table.rows(),
            true);

    var parts = parts(Papers.xlsx(Sheets.report("en", 3).withTables(List.of(named, named, table))));

    assertThat(parts.keySet()).contains("xl/worksheets/sheet4.xml");
    assertThat(parts.get("xl/workbook.xml"))
        .contains("name=\"Registry   a  b  very long,\"")
        .contains("name=\"Registry   a  b  very long, 2\"")
        .contains("name=\"Registry\"");
  }

  @Test
  void a_workbook_is_of_the_day_of_its_document_and_the_same_each_time() throws IOException {
    var sheet = Sheets.report("uk", 300);

    var first = Papers.xlsx(sheet);

    assertThat(parts(first).get("docProps/core.xml")).contains(">2026-10-31T00:00:00Z<");
    assertThat(Papers.xlsx(sheet)).isEqualTo(first);
  }

  @Test
  void a_file_has_a_name_that_every_system_takes() {
    var sheet = Sheets.bare(Kind.CREDIT_NOTE, "en");
    var odd =
        Sheet.of(
            sheet.letterhead(),
            Sheet.Heading.of(Kind.ACT, "en", "../A 1/\"2\"\u0000", Sheets.DAY, "UAH"),
            sheet.issuer(),
            sheet.recipient());

    assertThat(Papers.fileName(sheet, "pdf")).isEqualTo("credit-note-AC-17.pdf");
    assertThat(Papers.fileName(odd, "csv")).isEqualTo("act-..-A-1-2-.csv");
  }
}
