package livery.premium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import livery.fault.Fault;
import org.junit.jupiter.api.Test;

class StatementFileTest {

  private static final Mapping GUESSED = new Mapping("", "", "", "");

  private final StatementFile file =
      new StatementFile(
          YearMonth.of(2026, 3),
          Map.of(
              "3838",
              new StatementFile.Number(
                  7,
                  Map.of(
                      LocalDate.parse("2026-03-05"), 5_000_000L,
                      LocalDate.parse("2026-03-20"), 10_000_000L,
                      LocalDate.parse("2026-03-30"), 0L))),
          2);

  @Test
  void columns_are_found_by_usual_headings_or_by_those_that_were_named() {
    var usual = file.read("Number;Date;Count;Amount\n3838;2026-03-06;10;50.00\n", GUESSED);
    var named =
        file.read("a,b,c,d\n3838,06.03.2026,10,\"50,00\"\n", new Mapping("A", "b", "c", "d"));

    var expected = new Stated(2, 7, LocalDate.parse("2026-03-06"), 10, 50_000_000);
    assertThat(usual.good()).containsExactly(expected);
    assertThat(named.good()).containsExactly(expected);
  }

  @Test
  void without_amounts_the_price_of_the_day_counts() {
    var read = file.read("number,day,messages\n3838,2026-03-19,2\n3838,2026-03-20,2\n", GUESSED);

    assertThat(read.good())
        .extracting(Stated::grossMicros)
        .containsExactly(10_000_000L, 20_000_000L);
  }

  @Test
  void good_rows_go_in_and_each_bad_one_is_told_with_its_line_and_reason() {
    var read =
        file.read(
            """
            number;day;messages;amount
            3838;2026-03-06;10;50.00
            4040;2026-03-06;10;50.00
            3838;2026-04-01;10;50.00
            3838;2026-02-30;10;50.00
            3838;2026-03-07;-1;50.00
            3838;2026-03-07;1.5;50.00
            3838;2026-03-07;10;50.005
            3838;2026-03-07;10;1e9
            3838;2026-03-07;0;1
            3838;2026-03-04;10;50.00
            3838;2026-03-30;10;50.00
            3838;2026-03-06;10;50.00
            3838
            3838;2026-03-08;1;0.01
            """,
            GUESSED);

    assertThat(read.good()).extracting(Stated::line).containsExactly(2, 15);
    assertThat(read.bad())
        .extracting(bad -> bad.line() + " " + bad.reason().key().replace("premium.fault.", ""))
        .containsExactly(
            "3 number",
            "4 month",
            "5 day",
            "6 messages",
            "7 messages",
            "8 coins",
            "9 amount",
            "10 for-nothing",
            "11 not-premium",
            "12 not-premium",
            "13 twice",
            "14 day");
  }

  @Test
  void a_file_without_rows_or_columns_is_refused_as_a_whole() {
    assertRefused("", "file");
    assertRefused("number;day;messages\n", "file");
    assertRefused("a;b;c\n1;2;3\n", "number");
    assertThatThrownBy(
            () -> file.read("number;day;messages\n1;2;3\n", new Mapping("", "when", "", "")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("when");
  }

  private void assertRefused(String content, String field) {
    assertThatThrownBy(() -> file.read(content, GUESSED))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @Test
  void rows_up_to_the_limit_are_read_and_not_one_more() {
    var head = "number;day;messages\n";
    var row = "4040;2026-03-06;1\n";

    assertThat(file.read(head + row.repeat(StatementFile.ROWS_MAX), GUESSED).bad())
        .hasSize(StatementFile.ROWS_MAX);
    assertRefused(head + row.repeat(StatementFile.ROWS_MAX + 1), "file");
  }

  @Test
  void a_spreadsheet_is_read_as_its_first_sheet() throws IOException {
    var xlsx =
        zip(
            Map.of(
                "xl/sharedStrings.xml",
                "<sst><si><t>Number</t></si><si><t>Day</t></si><si><r><t>Mess</t></r><r><t>ages</t></r>"
                    + "</si></sst>",
                "xl/styles.xml",
                "<styleSheet><numFmts><numFmt numFmtId=\"170\""
                    + " formatCode=\"dd.mm.yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf"
                    + " numFmtId=\"170\"/></cellXfs></styleSheet>",
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\""
                    + " t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row><row><c"
                    + " r=\"A2\"><v>3838</v></c><c r=\"B2\" s=\"1\"><v>46087</v></c><c"
                    + " r=\"C2\"><f>1+1</f><v>2</v></c></row><row><c r=\"A3\""
                    + " t=\"inlineStr\"><is><t>3838</t></is></c><c"
                    + " r=\"C3\"><v>2</v></c></row></sheetData></worksheet>"));

    assertThat(XlsxSheet.isXlsx(xlsx)).isTrue();
    var read = file.read(XlsxSheet.csv(xlsx), GUESSED);

    assertThat(read.good())
        .containsExactly(new Stated(2, 7, LocalDate.parse("2026-03-06"), 2, 10_000_000));
    assertThat(read.bad()).extracting(StatementFile.Bad::line).containsExactly(3);
  }

  @Test
  void what_is_no_spreadsheet_is_refused() throws IOException {
    var bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\">]><worksheet><sheetData><row><c><v>&a;</v></c></row>"
            + "</sheetData></worksheet>";

    assertThatThrownBy(() -> XlsxSheet.csv(zip(Map.of("other.xml", "<x/>"))))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> XlsxSheet.csv(zip(Map.of("xl/worksheets/sheet1.xml", "<work"))))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> XlsxSheet.csv(zip(Map.of("xl/worksheets/sheet1.xml", bomb))))
        .isInstanceOf(Fault.class);
    assertThat(XlsxSheet.isXlsx("number".getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    var octets = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(octets)) {
      for (var entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return octets.toByteArray();
  }
}
