package livery.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A table as an Office Open XML workbook with one sheet (ECMA-376): numbers as numbers, all else as
 * text, which no spreadsheet takes for a formula.
 */
public final class Workbook {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

  private Workbook() {}

  /** A table that {@link Csv} has written. */
  public static byte[] ofCsv(String csv) {
    return of(Csv.read(csv, Integer.MAX_VALUE - 1).stream().map(Csv.Row::cells).toList());
  }

  /** The bytes of a workbook. */
  public static byte[] of(List<List<String>> rows) {
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
      put(zip, "sheet.xml", sheet(rows));
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

  private static String sheet(List<List<String>> rows) {
    var xml = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    rows.forEach(cells -> row(xml, cells));
    return xml.append("</sheetData></worksheet>").toString();
  }

  private static void row(StringBuilder xml, List<String> cells) {
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

  private static String escaped(String cell) {
    var text = new StringBuilder();
    cell.codePoints()
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
