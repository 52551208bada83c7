package livery.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.Money;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfPaperTest {

  private static final Duration SECONDS = Duration.ofSeconds(20);

  private static List<String> pages(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      var pages = new ArrayList<String>();
      for (var i = 1; i <= document.getNumberOfPages(); i++) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(i);
        stripper.setEndPage(i);
        pages.add(stripper.getText(document).replace('\u00A0', ' '));
      }
      return pages;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static String text(Sheet sheet) {
    return String.join("\n", pages(Papers.pdf(sheet)));
  }

  private static Sheet with(Sheet sheet, Letterhead letterhead) {
    return new Sheet(
        letterhead,
        sheet.heading(),
        sheet.issuer(),
        sheet.recipient(),
        sheet.references(),
        sheet.lines(),
        sheet.tables(),
        sheet.taxes(),
        sheet.totals(),
        sheet.notes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_same_sheet_gives_the_same_bytes(boolean round) {
    var sheet = with(Sheets.report("uk", 90), Sheets.letterhead(round));

    assertThat(Papers.pdf(sheet)).isEqualTo(Papers.pdf(sheet));
  }

  static Stream<Arguments> every_kind_in_every_language() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of("en", "uk", "ru").map(language -> Arguments.of(kind, language)));
  }

  @ParameterizedTest
  @MethodSource
  void every_kind_in_every_language(Kind kind, String language) throws IOException {
    var sheet = Sheets.sold(kind, language, List.of(Sheets.line("Вихідні SMS", "100")));
    var pdf = Papers.pdf(sheet);

    var text = String.join("\n", pages(pdf));
    assertThat(text)
        .contains(new Wording(sheet.heading()).title())
        .contains("AC-17")
        .contains("ТОВ «Акме Телеком»")
        .contains("Green Bakery LLC")
        .contains("Acme Telecom LLC · Kyiv")
        .contains(language.equals("en") ? "120.00" : "120,00")
        .doesNotContain("□")
        .doesNotContainIgnoringCase("livery")
        .doesNotContain("paper.");
    assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase("livery");
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentCatalog().getLanguage()).startsWith(language);
      assertThat(document.getDocumentInformation().getTitle()).contains("AC-17");
      for (var page : document.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FRIENDLY", "FIRM", "FINAL"})
  void a_reminder_has_three_tones(Sheet.Tone tone) {
    var sheet = Sheets.bare(Kind.DUNNING, "uk");
    var toned =
        Sheet.of(
            sheet.letterhead(), sheet.heading().withTone(tone), sheet.issuer(), sheet.recipient());

    assertThat(text(toned))
        .contains(
            switch (tone) {
              case FRIENDLY -> "Нагадування про оплату";
              case FIRM -> "Повторне нагадування";
              case FINAL -> "ми зупинимо надання послуг";
            });
  }

  @Test
  void a_registry_carries_its_sums_from_page_to_page() {
    var pages = pages(Papers.pdf(Sheets.report("en", 150)));

    assertThat(pages).hasSizeGreaterThan(3);
    var carried = 0;
    for (var i = 0; i < pages.size(); i++) {
      var page = pages.get(i);
      assertThat(page).contains("Page " + (i + 1) + " of " + pages.size());
      var clients = (int) page.lines().filter(line -> line.matches("\\d+ Client \\d+ .*")).count();
      if (clients == 0) {
        continue;
      }
      assertThat(page).contains("Sold, UAH");
      if (carried > 0) {
        assertThat(page).contains("Brought forward " + sums(carried));
      }
      carried += clients;
      assertThat(page).contains((carried < 150 ? "Carried forward " : "Total ") + sums(carried));
    }
    assertThat(carried).isEqualTo(150);
  }

  private static String sums(int clients) {
    return "%,d %,.2f %,.2f".formatted(clients * 10, clients * 1.25, clients * 1.25);
  }

  @Test
  void a_sum_is_not_torn_from_its_last_row() {
    for (var rows = 21; rows < 46; rows += 2) {
      for (var page : pages(Papers.pdf(Sheets.report("en", rows)))) {
        if (page.contains("Total 1") || page.contains("Total 2")) {
          assertThat(page).as(rows + " rows").contains("Client " + rows + " ");
        }
      }
    }
  }

  @Test
  void a_registry_of_a_thousand_rows_takes_moments() {
    var sheet = Sheets.report("uk", 1_000);

    org.junit.jupiter.api.Assertions.assertTimeout(
        SECONDS, () -> assertThat(Papers.pdf(sheet).length).isLessThan(1_000_000));
  }

  @Test
  void figures_stand_straight_and_end_at_one_edge() throws IOException {
    var amounts = List.of("1111.11", "8888.88", "10000.10", "7.77");
    var lines = amounts.stream().map(amount -> Sheets.line("SMS", amount)).toList();
    var ends = new ArrayList<Float>();
    try (var document = Loader.loadPDF(Papers.pdf(Sheets.sold(Kind.ACT, "en", lines)))) {
      new PDFTextStripper() {
        @Override
        protected void writeString(String text, List<TextPosition> letters) {
          if (text.endsWith("1,111.11") || text.endsWith("8,888.88") || text.endsWith("7.77")) {
            var last = letters.get(letters.size() - 1);
            ends.add(last.getXDirAdj() + last.getWidthDirAdj());
          }
        }
      }.getText(document);
    }

    // Two columns, price and amount, each with its own edge.
    assertThat(ends).hasSizeGreaterThanOrEqualTo(6);
    assertThat(ends.stream().map(Math::round).distinct()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <script>alert(1)</script> | <script>alert(1)</script>
          ) Tj ET Q (               | ) Tj ET Q (
          =1+1                      | =1+1
          paper.title {0} ${x} #{y} | paper.title {0} ${x} #{y}
          """)
  void what_could_be_code_is_text(String hostile, String shown) {
    assertThat(text(Sheets.sold(Kind.ACT, "en", List.of(Sheets.line(hostile, "1")))))
        .contains(shown);
  }

  @Test
  void what_the_font_lacks_is_a_box_and_what_turns_the_line_is_gone() {
    var name = "Cafe\u0301 \uD83C\uDF82 中 \u202Eevil\u202C z\u0335\u0336a\u0000b\uD800";

    var text = text(Sheets.sold(Kind.ACT, "en", List.of(Sheets.line(name, "1"))));

    assertThat(text).contains("Café □ □ evil za b□");
  }

  @Test
  void every_naughty_string_makes_a_document() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", "none"), "data", "blns.json");
    Assumptions.assumeTrue(Files.exists(file), file + " is not there");
    var lines = new ArrayList<Line>();
    var notes = new ArrayList<String>();
    try (var reader = Json.createReader(Files.newBufferedReader(file))) {
      for (var value : reader.readArray()) {
        var text = ((JsonString) value).getString();
        if (!text.isBlank()) {
          lines.add(Sheets.line(text, "1"));
          notes.add(text);
        }
      }
    }
    var sheet = Sheets.sold(Kind.ACT, "ru", lines).withNotes(notes.subList(0, 20));

    var pages = pages(Papers.pdf(sheet));

    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(String.join("", pages)).contains("<img src=x onerror=alert");
  }

  @Test
  void a_text_of_the_greatest_length_in_every_place_still_fits_the_pages() throws IOException {
    var word = "Щ".repeat(Sheet.MOST_TEXT);
    var party = Party.of(word, "UA").withNumbers(word, word).withAddress(word, word, word);
    var sheet = Sheets.sold(Kind.INVOICE, "uk", List.of(Sheets.line(word, "1")));
    var whole =
        new Sheet(
            new Letterhead(word, null, null, "#ffffff", "#ffff00", word, word, true),
            sheet.heading(),
            party.withBank(word, word, word).withSignatory(word, word),
            party,
            List.of(Reference.to(Reference.What.CONTRACT, word, Sheets.DAY)),
            sheet.lines(),
            List.of(
                new Table(
                    word,
                    List.of(),
                    Collections.nCopies(Table.MOST_COLUMNS, Head.NOTE),
                    List.of(new Table.Row(Collections.nCopies(10, word), false)),
                    false)),
            sheet.taxes(),
            sheet.totals(),
            List.of(word));

    try (var document = Loader.loadPDF(Papers.pdf(whole))) {
      assertThat(document.getNumberOfPages()).isBetween(10, 200);
      assertThat(outside(document)).isEmpty();
    }
  }

  /** Letters that stand where no paper is. */
  private static List<String> outside(PDDocument document) throws IOException {
    var outside = new ArrayList<String>();
    new PDFTextStripper() {
      @Override
      protected void processTextPosition(TextPosition letter) {
        var right = letter.getXDirAdj() + letter.getWidthDirAdj();
        if (right > letter.getPageWidth() || letter.getYDirAdj() > letter.getPageHeight()) {
          outside.add(letter.getUnicode() + " at " + letter.getXDirAdj());
        }
      }
    }.getText(document);
    return outside;
  }

  @Test
  void figures_that_are_too_wide_for_a_page_stay_on_it() throws IOException {
    var most = Money.of("999999999999.99", "UAH");
    var heads =
        List.of(
            Head.ROW,
            Head.CLIENT,
            Head.MESSAGES,
            Head.SOLD,
            Head.RECEIVED,
            Head.COMMISSION,
            Head.WITHHELD,
            Head.PAID,
            Head.OPEN,
            Head.PAYABLE);
    var row = Table.Row.of(null, "Client", 1, most, most, most, most, most, most, most);
    var sheet =
        Sheets.bare(Kind.NETTING, "uk")
            .withTables(List.of(Table.of("", heads, Collections.nCopies(3, row))));

    try (var document = Loader.loadPDF(Papers.pdf(sheet))) {
      assertThat(outside(document)).isEmpty();
    }
  }

  @Test
  void a_logo_that_cannot_be_drawn_leaves_the_name() {
    for (var type : List.of("image/svg+xml", "image/png", "image/jpeg")) {
      var broken = new Letterhead("Acme", new byte[] {1, 2, 3}, type, "#0b3d91", "#0b3d91", "", "");

      assertThat(text(with(Sheets.bare(Kind.ACT, "en"), broken))).contains("Acme");
    }
  }

  @Test
  void a_document_has_so_many_pages_and_no_more() {
    // Each row fills a page, most of it with nothing.
    var row = Table.Row.of("one" + "\n".repeat(50) + "two");

    assertThat(pages(Papers.pdf(tall(row, 996))).size()).isBetween(996, 1_000);
    assertThatThrownBy(() -> Papers.pdf(tall(row, 1_001)))
        .isInstanceOf(PaperException.class)
        .hasMessageContaining("1000 pages");
  }

  private static Sheet tall(Table.Row row, int times) {
    var rows = Collections.nCopies(times, row);
    return Sheets.bare(Kind.ACT, "en")
        .withTables(List.of(new Table("", List.of(), List.of(Head.NOTE), rows, false)));
  }
}
