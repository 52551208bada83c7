package livery.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import livery.api.Report.Table;

/**
 * A table as a file. A cell that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"): its text may come from a stranger's SMS.
 */
public final class Sheet {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final Pattern FORMULA =
      Pattern.compile("^[\\s]*[=+\\-@\\t\\r|%].*", Pattern.DOTALL);
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

  private Sheet() {}

  /** Comma-separated UTF-8 with a byte order mark, which Excel wants (RFC 4180). */
  public static byte[] csv(Table table) {
    var text = new StringBuilder("\uFEFF");
    csvRow(text, table.header());
    table.rows().forEach(row -> csvRow(text, row));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void csvRow(StringBuilder text, List<String> cells) {
    var quoted = new ArrayList<String>();
    for (var cell : cells) {
      quoted.add('"' + harmless(cell).replace("\"", "\"\"") + '"');
    }
    text.append(String.join(",", quoted)).append("\r\n");
  }

  /** An Office Open XML workbook with one sheet; numbers as numbers, all else as text. */
  public static byte[] xlsx(Table table) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\""
              + PACKAGE
              + "content-types\"><Default Extension=\"rels\" ContentType=\""
              + "application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Override PartName=\"/book.xml\" ContentType=\"application/vnd.openxmlformats-"
              + "officedocument.spreadsheetml.sheet.main+xml\"/>"
              + "<Override PartName=\"/sheet.xml\" ContentType=\"application/vnd.openxmlformats-"
              + "officedocument.spreadsheetml.worksheet+xml\"/></Types>");
      put(zip, "_rels/.rels", relation("officeDocument", "book.xml"));
      put(zip, "_rels/book.xml.rels", relation("worksheet", "sheet.xml"));
      put(
          zip,
          "book.xml",
          "<workbook xmlns=\""
              + MAIN
              + "\" xmlns:r=\""
              + OFFICE
              + "\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
      put(zip, "sheet.xml", sheet(table));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String relation(String type, String target) {
    return "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\"><Relationship Id=\"r1\" Type=\""
        + OFFICE
        + "/"
        + type
        + "\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  private static String sheet(Table table) {
    var xml = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    xlsxRow(xml, table.header());
    table.rows().forEach(row -> xlsxRow(xml, row));
    return xml.append("</sheetData></worksheet>").toString();
  }

  private static void xlsxRow(StringBuilder xml, List<String> cells) {
    xml.append("<row>");
    for (var cell : cells) {
      if (NUMBER.matcher(cell).matches()) {
        xml.append("<c><v>").append(cell).append("</v></c>");
      } else {
        xml.append("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">")
            .append(escaped(cell))
            .append("</t></is></c>");
      }
    }
    xml.append("</row>");
  }

  static String harmless(String cell) {
    return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }

  private static String escaped(String cell) {
    var text = new StringBuilder();
    harmless(cell)
        .codePoints()
        .filter(c -> c >= ' ' || c == '\n' || c == '\t')
        .filter(c -> c < 0xD800 || c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
        .forEach(text::appendCodePoint);
    return text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write((HEAD + xml).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
