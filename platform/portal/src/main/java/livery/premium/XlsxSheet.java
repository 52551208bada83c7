package livery.premium;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import livery.fault.Fault;
import livery.text.Csv;

/**
 * The first sheet of a spreadsheet (ECMA-376, "xlsx") as comma-separated text: shared and inline
 * texts, numbers as they are stored, days by their format. Formulas give their last value. Pure.
 */
final class XlsxSheet {

  /** Most octets of one unpacked part: a small file may unpack to a great one. */
  private static final int UNPACKED_MAX = 60_000_000;

  private static final int COLUMNS_MAX = 200;
  private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

  private final List<String> shared = new ArrayList<>();
  private final Set<Integer> dayStyles = new HashSet<>();
  private byte[] sheet;

  private XlsxSheet() {}

  /** Whether the octets begin as a zip does. */
  static boolean isXlsx(byte[] file) {
    return file.length > 4 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
  }

  /**
   * The first sheet.
   *
   * @throws Fault when it is no spreadsheet
   */
  static String csv(byte[] file) {
    var one = new XlsxSheet();
    try {
      one.unpack(file);
      if (one.sheet == null) {
        throw Fault.invalid("file", "premium.fault.xlsx");
      }
      return one.rows();
    } catch (IOException | XMLStreamException | NumberFormatException broken) {
      throw Fault.invalid("file", "premium.fault.xlsx");
    }
  }

  private void unpack(byte[] file) throws IOException, XMLStreamException {
    byte[] texts = null;
    byte[] styles = null;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        switch (entry.getName()) {
          case "xl/sharedStrings.xml" -> texts = read(zip);
          case "xl/styles.xml" -> styles = read(zip);
          case "xl/worksheets/sheet1.xml" -> sheet = read(zip);
          default -> {
            // Nothing that rows are made of.
          }
        }
      }
    }
    if (texts != null) {
      readTexts(texts);
    }
    if (styles != null) {
      readStyles(styles);
    }
  }

  private static byte[] read(InputStream stream) throws IOException {
    var octets = stream.readNBytes(UNPACKED_MAX + 1);
    if (octets.length > UNPACKED_MAX) {
      throw Fault.invalid("file", "premium.fault.long", octets.length, UNPACKED_MAX);
    }
    return octets;
  }

  private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private void readTexts(byte[] xml) throws XMLStreamException {
    var reader = reader(xml);
    StringBuilder text = null;
    while (reader.hasNext()) {
      var event = reader.next();
      if (event == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("si")) {
        text = new StringBuilder();
      } else if (event == XMLStreamReader.START_ELEMENT
          && reader.getLocalName().equals("t")
          && text != null) {
        text.append(reader.getElementText());
      } else if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("si")) {
        shared.add(String.valueOf(text));
      }
    }
  }

  /** Which styles of cells show a day: built-in formats 14 to 22, and own ones with y and d. */
  private void readStyles(byte[] xml) throws XMLStreamException {
    var reader = reader(xml);
    var days = new HashSet<Integer>();
    for (var format = 14; format <= 22; format++) {
      days.add(format);
    }
    var inCells = false;
    var style = 0;
    while (reader.hasNext()) {
      var event = reader.next();
      if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("cellXfs")) {
        inCells = false;
      }
      if (event != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      if (reader.getLocalName().equals("numFmt")) {
        var code = reader.getAttributeValue(null, "formatCode");
        if (code != null && code.matches("(?i).*y.*d.*|.*d.*y.*")) {
          days.add(Integer.parseInt(reader.getAttributeValue(null, "numFmtId")));
        }
      } else if (reader.getLocalName().equals("cellXfs")) {
        inCells = true;
      } else if (inCells && reader.getLocalName().equals("xf")) {
        var format = reader.getAttributeValue(null, "numFmtId");
        if (format != null && days.contains(Integer.parseInt(format))) {
          dayStyles.add(style);
        }
        style++;
      }
    }
  }

  private String rows() throws XMLStreamException {
    var out = new StringBuilder();
    var csv = new Csv(out);
    var reader = reader(sheet);
    var cells = new TreeMap<Integer, String>();
    while (reader.hasNext()) {
      var event = reader.next();
      if (event == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("row")) {
        cells.clear();
      } else if (event == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("c")) {
        cell(reader, cells);
      } else if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("row")) {
        var width = cells.isEmpty() ? 0 : cells.lastKey() + 1;
        var values = new Object[width];
        for (var i = 0; i < width; i++) {
          values[i] = cells.getOrDefault(i, "");
        }
        csv.row(values);
      }
    }
    return out.toString();
  }

  private void cell(XMLStreamReader reader, TreeMap<Integer, String> cells)
      throws XMLStreamException {
    var place = reader.getAttributeValue(null, "r");
    var type = reader.getAttributeValue(null, "t");
    var style = reader.getAttributeValue(null, "s");
    var column = place == null ? cells.isEmpty() ? 0 : cells.lastKey() + 1 : column(place);
    var value = "";
    while (reader.hasNext()) {
      var event = reader.next();
      if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("c")) {
        break;
      }
      if (event == XMLStreamReader.START_ELEMENT
          && (reader.getLocalName().equals("v") || reader.getLocalName().equals("t"))) {
        value = reader.getElementText();
      }
    }
    if (column < COLUMNS_MAX) {
      cells.put(column, shown(value, type, style));
    }
  }

  private String shown(String value, String type, String style) {
    if ("s".equals(type)) {
      var index = Integer.parseInt(value);
      return index >= 0 && index < shared.size() ? shared.get(index) : "";
    }
    var isDay = style != null && dayStyles.contains(Integer.parseInt(style));
    if (isDay && type == null && value.matches("[0-9]{1,6}(\\.[0-9]+)?")) {
      return EPOCH.plusDays((long) Double.parseDouble(value)).toString();
    }
    return type == null && value.matches("-?[0-9.]+E[+-]?[0-9]+")
        ? new java.math.BigDecimal(value).toPlainString()
        : value;
  }

  /** "AB12" is column 27. */
  private static int column(String place) {
    var column = 0;
    for (var i = 0; i < place.length() && Character.isLetter(place.charAt(i)); i++) {
      column = column * 26 + Character.toUpperCase(place.charAt(i)) - 'A' + 1;
    }
    return column - 1;
  }
}
