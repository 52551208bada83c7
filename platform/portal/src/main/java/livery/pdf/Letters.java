package livery.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The font of one document: how wide a text is, and what of it can be shown. */
final class Letters {

  /** Stands for what the font has no glyph for. */
  static final int BOX = 0x25A1;

  private static final Map<Cut, byte[]> FILES = files();

  private final Map<Cut, Loaded> loaded = new EnumMap<>(Cut.class);

  private static final class Loaded {
    private final PDType0Font font;
    private final TrueTypeFont file;
    private final CmapLookup glyphs;
    private final float unitsPerEm;
    private final int hyphen;
    private final float hyphenTrim;
    private final Map<Integer, Integer> widths = new HashMap<>();

    private Loaded(PDDocument document, Cut cut) throws IOException {
      file = new TTFParser().parse(new RandomAccessReadBuffer(FILES.get(cut)));
      hyphen = file.getAdvanceWidth(file.getUnicodeCmapLookup().getGlyphId('-'));
      file.enableGsubFeature("tnum"); // figures of equal width, so that columns stand straight
      file.setEnableGsub(false); // ligatures cost more than all the rest, and widths would be off
      font = PDType0Font.load(document, file, true);
      glyphs = file.getUnicodeCmapLookup();
      unitsPerEm = file.getUnitsPerEm();
      var wide = file.getAdvanceWidth(glyphs.getGlyphId('-'));
      hyphenTrim = (wide - hyphen) * 500f / unitsPerEm;
      widths.put((int) '-', hyphen);
    }

    /** In units of the font; 0 for what it does not have. */
    private int width(int point) {
      return widths.computeIfAbsent(point, this::measured);
    }

    private int measured(int point) {
      try {
        var glyph = glyphs.getGlyphId(point);
        return glyph == 0 ? 0 : file.getAdvanceWidth(glyph);
      } catch (IOException failure) {
        throw new UncheckedIOException("The font cannot be read", failure);
      }
    }
  }

  Letters(PDDocument document) throws IOException {
    for (var cut : Cut.values()) {
      loaded.put(cut, new Loaded(document, cut));
    }
  }

  private static Map<Cut, byte[]> files() {
    var files = new EnumMap<Cut, byte[]>(Cut.class);
    for (var cut : Cut.values()) {
      try (var stream = Letters.class.getResourceAsStream("/livery/pdf/" + cut.file())) {
        files.put(cut, stream.readAllBytes());
      } catch (IOException failure) {
        throw new UncheckedIOException(cut.file(), failure);
      }
    }
    return files;
  }

  PDType0Font font(Cut cut) {
    return loaded.get(cut).font;
  }

  /**
   * A text as its glyphs are placed. With figures of equal width the hyphen is as wide as a figure,
   * which tears words apart: it is drawn closer to both sides.
   */
  Object[] placed(String text, Cut cut) {
    var trim = loaded.get(cut).hyphenTrim;
    var parts = new ArrayList<>();
    var from = 0;
    for (var at = text.indexOf('-'); at >= 0; at = text.indexOf('-', from)) {
      parts.add(text.substring(from, at));
      parts.add(trim);
      parts.add("-");
      parts.add(trim);
      from = at + 1;
    }
    parts.add(text.substring(from));
    parts.removeIf(""::equals);
    return parts.toArray();
  }

  /** In points; of a text that {@link #clean} has seen. */
  float width(String text, Cut cut, float size) {
    var letters = loaded.get(cut);
    var units = 0L;
    for (var i = 0; i < text.length(); ) {
      var point = text.codePointAt(i);
      units += letters.width(point);
      i += Character.charCount(point);
    }
    return units * size / letters.unitsPerEm;
  }

  /**
   * What can be shown of a text: composed, without signs that have no width or turn the direction,
   * with a box for what the font lacks and a space for each control character but the line feed.
   */
  String clean(String text) {
    var letters = loaded.get(Cut.REGULAR);
    var clean = new StringBuilder(text.length());
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    for (var i = 0; i < composed.length(); ) {
      var point = composed.codePointAt(i);
      i += Character.charCount(point);
      var type = Character.getType(point);
      if (point == '\n') {
        clean.append('\n');
      } else if (type == Character.CONTROL || Character.isSpaceChar(point)) {
        clean.append(isFixedSpace(point) ? '\u00A0' : ' ');
      } else if (type != Character.FORMAT && !isSelector(point) && !isMark(letters, type, point)) {
        clean.appendCodePoint(letters.width(point) > 0 ? point : BOX);
      }
    }
    return clean.toString();
  }

  private static boolean isFixedSpace(int point) {
    return point == 0x00A0 || point == 0x202F || point == 0x2007;
  }

  private static boolean isSelector(int point) {
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
  }

  /**
   * Marks that could not be composed: the font cannot place them, and a heap of them is a trick.
   */
  private static boolean isMark(Loaded letters, int type, int point) {
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (type == Character.COMBINING_SPACING_MARK && letters.width(point) == 0);
  }
}
