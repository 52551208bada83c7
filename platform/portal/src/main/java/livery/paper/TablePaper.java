package livery.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import livery.text.Csv;
import livery.text.XmlText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The figures of a sheet for a spreadsheet: numbers as numbers, dates as dates. */
final class TablePaper {

  /** The end of a zip without a comment (APPNOTE 4.3.16). */
  private static final int ZIP_END = 22;

  private static final int SHEET_NAME = 31;
  private static final double MOST_WIDTH = 48;

  private final Sheet sheet;
  private final Wording wording;

  private TablePaper(Sheet sheet) {
    this.sheet = sheet;
    wording = new Wording(sheet.heading());
  }

  /** A table with its name, heads and cells: texts, dates, numbers, {@code null}. */
  private record Block(
      String name, List<Head> heads, List<String> words, List<List<Object>> rows) {}

  private List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    if (!sheet.lines().isEmpty()) {
      blocks.add(lines());
    }
    for (var table : sheet.tables()) {
      var name = table.title().isEmpty() ? wording.title() : table.title();
      var rows = new ArrayList<List<Object>>();
      var number = 0L;
      for (var row : table.rows()) {
        number += row.strong() ? 0 : 1;
        var cells = new ArrayList<>(row.cells());
        var at = table.heads().indexOf(Head.ROW);
        if (at >= 0 && !row.strong()) {
          cells.set(at, BigDecimal.valueOf(number));
        }
        rows.add(cells);
      }
      blocks.add(new Block(name, table.heads(), words(table), rows));
    }
    return blocks;
  }

  private List<String> words(Table table) {
    var words = new ArrayList<String>();
    var sides = new ArrayList<String>();
    for (var group : table.groups()) {
      for (var i = 0; i < group.columns(); i++) {
        sides.add(group.title() + ": ");
      }
    }
    for (var i = 0; i < table.heads().size(); i++) {
      words.add((sides.isEmpty() ? "" : sides.get(i)) + word(table.heads().get(i)));
    }
    return words;
  }

  private String word(Head head) {
    return wording.head(head).replace('\u00A0', ' ');
  }

  private Block lines() {
    var heads =
        List.of(
            Head.ROW,
            Head.NAME,
            Head.NOTE,
            Head.QUANTITY,
            Head.UNIT,
            Head.PRICE,
            Head.NET,
            Head.RATE,
            Head.TAX,
            Head.GROSS);
    var rows = new ArrayList<List<Object>>();
    for (var line : sheet.lines()) {
      var cells = new ArrayList<Object>();
      cells.add(BigDecimal.valueOf(rows.size() + 1L));
      cells.add(line.name());
      cells.add(line.detail().isEmpty() ? null : line.detail());
      cells.add(line.quantity());
      cells.add(wording.unit(line.unit()));
      cells.add(line.unitPrice());
      cells.add(line.net().toBigDecimal());
      cells.add(line.percent());
      cells.add(line.tax().toBigDecimal());
      cells.add(line.gross().toBigDecimal());
      rows.add(cells);
    }
    return new Block(wording.title(), heads, heads.stream().map(this::word).toList(), rows);
  }

  /** Each total: its name and amount. */
  private List<List<Object>> totals() {
    var rows = new ArrayList<List<Object>>();
    for (var tax : sheet.taxes()) {
      rows.add(List.of(wording.tax(tax).replace('\u00A0', ' '), tax.tax().toBigDecimal()));
    }
    for (var total : sheet.totals()) {
      rows.add(List.of(wording.total(total.what()), total.amount().toBigDecimal()));
    }
    return rows;
  }

  private List<List<Object>> facts() {
    var heading = sheet.heading();
    var rows = new ArrayList<List<Object>>();
    rows.add(List.of(wording.title(), heading.number()));
    rows.add(List.of(wording.of("head.date"), heading.date()));
    if (heading.from() != null) {
      rows.add(List.of(wording.of("fact.period"), heading.from(), heading.to()));
    }
    if (heading.due() != null) {
      rows.add(List.of(Phrases.due(sheet, wording), heading.due()));
    }
    rows.add(List.of(wording.role(true), sheet.issuer().name()));
    rows.add(List.of(wording.role(false), sheet.recipient().name()));
    return rows;
  }

  static byte[] csv(Sheet sheet, Papers.CsvForm form) {
    return new TablePaper(sheet).csv(form).getBytes(StandardCharsets.UTF_8);
  }

  private String csv(Papers.CsvForm form) {
    var file = new StringBuilder();
    var csv = new Csv(file, form.separator(), form.decimal(), form.mark());
    for (var fact : facts()) {
      csv.row(fact.toArray());
    }
    for (var block : blocks()) {
      csv.row();
      csv.row(block.words().toArray());
      for (var row : block.rows()) {
        csv.row(row.stream().map(TablePaper::plain).toArray());
      }
    }
    csv.row();
    for (var total : totals()) {
      csv.row(total.stream().map(TablePaper::plain).toArray());
    }
    return file.toString();
  }

  private static Object plain(Object cell) {
    return cell instanceof BigDecimal number && number.scale() > 2
        ? number.setScale(Math.max(2, number.stripTrailingZeros().scale()))
        : cell;
  }

  static byte[] xlsx(Sheet sheet) {
    var out = new ByteArrayOutputStream();
    try {
      new TablePaper(sheet).xlsx(out);
      return undated(out.toByteArray(), sheet.heading().date());
    } catch (IOException | DataFormatException failure) {
      throw new PaperException("The document could not be written", failure);
    }
  }

  /** The same workbook made on the day of the document, not now: the same bytes each time. */
  private static byte[] undated(byte[] book, LocalDate day)
      throws IOException, DataFormatException {
    var from = ByteBuffer.wrap(book).order(ByteOrder.LITTLE_ENDIAN);
    var end = book.length - ZIP_END;
    var out = new ByteArrayOutputStream(book.length);
    try (var to = new ZipOutputStream(out)) {
      var at = from.getInt(end + 16);
      for (var i = 0; i < from.getShort(end + 10); i++) {
        var length = Short.toUnsignedInt(from.getShort(at + 28));
        var name = new String(book, at + 46, length, StandardCharsets.UTF_8);
        var part = inflated(from, from.getInt(at + 42), from.getInt(at + 20), from.getInt(at + 24));
        if (name.equals("docProps/core.xml")) {
          var dated = new String(part, StandardCharsets.UTF_8);
          part =
              dated
                  .replaceAll("(:W3CDTF\">)[^<]+", "$1" + day + "T00:00:00Z")
                  .getBytes(StandardCharsets.UTF_8);
        }
        var entry = new ZipEntry(name);
        entry.setTimeLocal(day.atStartOfDay());
        to.putNextEntry(entry);
        to.write(part);
        at += 46 + length + from.getShort(at + 30) + from.getShort(at + 32);
      }
    }
    return out.toByteArray();
  }

  private static byte[] inflated(ByteBuffer zip, int header, int packed, int size)
      throws DataFormatException {
    var begin = header + 30 + zip.getShort(header + 26) + zip.getShort(header + 28);
    var inflater = new Inflater(true);
    try {
      inflater.setInput(zip.array(), begin, packed);
      var part = new byte[size];
      for (var done = 0; done < size; ) {
        var more = inflater.inflate(part, done, size - done);
        if (more == 0) {
          throw new DataFormatException("A part of the workbook ends too early");
        }
        done += more;
      }
      return part;
    } finally {
      inflater.end();
    }
  }

  private void xlsx(ByteArrayOutputStream out) throws IOException {
    try (var book = new Workbook(out, "Documents", "1.0")) {
      var names = new HashSet<String>();
      var first = book.newWorksheet(name(sheet.heading().number(), names));
      var at = 0;
      for (var fact : facts()) {
        put(first, at++, List.of(), fact);
      }
      at++;
      for (var total : totals()) {
        put(first, at++, List.of(Head.NAME, Head.AMOUNT), total);
      }
      first.width(0, 34);
      first.width(1, 24);
      for (var block : blocks()) {
        table(book.newWorksheet(name(block.name(), names)), block);
      }
    }
  }

  private static void table(Worksheet page, Block block) {
    for (var i = 0; i < block.words().size(); i++) {
      page.value(0, i, XmlText.clean(block.words().get(i)));
      page.style(0, i).bold().wrapText(true).set();
      page.width(i, width(block, i));
    }
    page.freezePane(0, 1);
    for (var i = 0; i < block.rows().size(); i++) {
      put(page, i + 1, block.heads(), block.rows().get(i));
    }
  }

  private static double width(Block block, int column) {
    var longest = 8;
    for (var row : block.rows()) {
      if (row.get(column) instanceof String text) {
        longest = Math.max(longest, text.length() + 2);
      }
    }
    return Math.min(MOST_WIDTH, block.heads().get(column).cell().isNumber() ? 15 : longest);
  }

  private static void put(Worksheet page, int row, List<Head> heads, List<Object> cells) {
    for (var i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      if (cell instanceof BigDecimal number) {
        page.value(row, i, number);
        page.style(row, i).format(format(heads.get(i))).set();
      } else if (cell instanceof LocalDate day) {
        page.value(row, i, day);
        page.style(row, i).format("yyyy-mm-dd").set();
      } else if (cell != null) {
        page.value(row, i, XmlText.clean((String) cell));
      }
    }
  }

  private static String format(Head head) {
    return switch (head.cell()) {
      case MONEY -> "#,##0.00";
      case PRICE -> "#,##0.00########";
      case WHOLE -> "#,##0";
      default -> "#,##0.######";
    };
  }

  /** A name that a workbook takes: 31 characters, some not, each once whatever its case. */
  private static String name(String wanted, Set<String> taken) {
    var plain = XmlText.clean(wanted).replaceAll("[\\[\\]:*?/\\\\'\n\t]", " ").strip();
    var cut = plain.substring(0, Math.min(plain.length(), SHEET_NAME - 4)).strip();
    var name = cut.isEmpty() ? "1" : cut;
    for (var i = 2; !taken.add(name.toLowerCase(java.util.Locale.ROOT)); i++) {
      name = cut + " " + i;
    }
    return name;
  }
}
