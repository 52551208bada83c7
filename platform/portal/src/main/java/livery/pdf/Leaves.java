package livery.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.BiFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * A document in A4 that grows downwards. Lengths are points, {@code y} runs from the top. Not
 * thread-safe; close it.
 */
public final class Leaves implements AutoCloseable {

  /** Left edge of what is written; wide enough for a file's holes. */
  public static final float LEFT = 57;

  /** Right edge. */
  public static final float RIGHT = 553;

  /** Between the edges. */
  public static final float WIDTH = RIGHT - LEFT;

  /** The most pages of one document. */
  public static final int MOST_PAGES = 1_000;

  private static final float PAGE_WIDTH = PDRectangle.A4.getWidth();
  private static final float PAGE_HEIGHT = PDRectangle.A4.getHeight();
  private static final float TOP = 48;
  private static final float BOTTOM = PAGE_HEIGHT - 66;
  private static final float FOOT = PAGE_HEIGHT - 50;
  private static final float FOOT_WIDTH = 400;
  private static final int FOOT_LINES = 3;
  private static final float ROUNDNESS = 0.5523f;
  private static final Lettering SMALL = new Lettering(Cut.REGULAR, 6.5f, Ink.GREY);

  private final PDDocument document = new PDDocument();
  private final Letters letters;
  private final Wrap wrap;
  private final Imprint imprint;
  private PDPageContentStream content;
  private float y;

  /**
   * What a document says of itself, and on each page.
   *
   * @param title as a viewer shows it
   * @param author as a viewer shows it
   * @param date of the document, stands in the file as its date of creation
   * @param running at the top of each page but the first
   * @param foot at the bottom of each page
   * @param pageOf "Page 2 of 3" of its two numbers
   */
  public record Imprint(
      String title,
      String author,
      Locale language,
      LocalDate date,
      String running,
      String foot,
      BiFunction<Integer, Integer, String> pageOf) {}

  private interface Stroke {
    void on(PDPageContentStream content) throws IOException;
  }

  /** Begins the first page. */
  public Leaves(Imprint imprint) {
    this.imprint = imprint;
    try {
      letters = new Letters(document);
    } catch (IOException failure) {
      throw new UncheckedIOException("The font cannot be read", failure);
    }
    wrap = new Wrap(letters);
    begin();
  }

  private void begin() {
    if (document.getNumberOfPages() == MOST_PAGES) {
      throw new IllegalStateException("A document has at most " + MOST_PAGES + " pages");
    }
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    content = open(page, AppendMode.OVERWRITE);
    y = TOP;
  }

  private PDPageContentStream open(PDPage page, AppendMode mode) {
    try {
      return new PDPageContentStream(document, page, mode, true, true);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends this page and begins the next. */
  public void next() {
    leave();
    begin();
    var head = new Lettering(Cut.REGULAR, 7.5f, Ink.GREY);
    text(LEFT, shortened(imprint.running(), head, WIDTH), head);
    down(head.leading() + 3);
    rule(LEFT, RIGHT, Ink.LINE, 0.5f);
    down(12);
  }

  private void leave() {
    draw(PDPageContentStream::close);
  }

  /** Where the next line stands. */
  public float y() {
    return y;
  }

  /** Goes down, or up again. */
  public void down(float points) {
    y += points;
  }

  /** What is left of this page. */
  public float room() {
    return BOTTOM - y;
  }

  /** What an empty page has. */
  public static float fullRoom() {
    return BOTTOM - TOP - 30;
  }

  /** Begins the next page unless so much still fits on this one. */
  public void keep(float points) {
    if (points > room() && points <= fullRoom()) {
      next();
    }
  }

  /** The lines of a text within a width. */
  public List<String> lines(String text, Lettering lettering, float width) {
    return wrap.lines(letters.clean(text), lettering.cut(), lettering.size(), width);
  }

  /** How wide one line is. */
  public float width(String text, Lettering lettering) {
    return letters.width(letters.clean(text), lettering.cut(), lettering.size());
  }

  /** A text on one line, cut with an ellipsis when it is longer. */
  public String shortened(String text, Lettering lettering, float width) {
    var lines = lines(text, lettering, width);
    if (lines.size() == 1) {
      return lines.get(0);
    }
    var first = lines(text, lettering, width - width("…", lettering)).get(0);
    return first.stripTrailing() + "…";
  }

  /** One line from {@code x}, its top at {@link #y}; does not go down. */
  public void text(float x, String text, Lettering lettering) {
    var line = letters.clean(text).replace('\n', ' ');
    if (line.isBlank()) {
      return;
    }
    var ink = lettering.ink();
    var base = PAGE_HEIGHT - y - lettering.size();
    draw(
        on -> {
          on.beginText();
          on.setFont(letters.font(lettering.cut()), lettering.size());
          on.setNonStrokingColor(ink.red() / 255f, ink.green() / 255f, ink.blue() / 255f);
          on.newLineAtOffset(x, base);
          on.showTextWithPositioning(letters.placed(line, lettering.cut()));
          on.endText();
        });
  }

  /** One line that ends at {@code x}. */
  public void textBefore(float x, String text, Lettering lettering) {
    text(x - width(text, lettering), text, lettering);
  }

  /** A text within a width; goes down, over pages where it must. */
  public void paragraph(float x, float width, String text, Lettering lettering) {
    for (var line : lines(text, lettering, width)) {
      if (lettering.leading() > room()) {
        next();
      }
      text(x, line, lettering);
      down(lettering.leading());
    }
  }

  /** A line across at {@link #y}. */
  public void rule(float from, float to, Ink ink, float thickness) {
    box(from, y - thickness / 2, to - from, thickness, ink, 0);
  }

  /** A filled box with its top at {@code top}; with round corners where a radius is given. */
  public void box(float x, float top, float width, float height, Ink ink, float radius) {
    var low = PAGE_HEIGHT - top - height;
    var high = PAGE_HEIGHT - top;
    var r = Math.min(radius, Math.min(width, height) / 2);
    var bend = r * ROUNDNESS;
    draw(
        on -> {
          on.setNonStrokingColor(ink.red() / 255f, ink.green() / 255f, ink.blue() / 255f);
          if (r <= 0) {
            on.addRect(x, low, width, height);
          } else {
            var right = x + width;
            on.moveTo(x + r, low);
            on.lineTo(right - r, low);
            on.curveTo(right - r + bend, low, right, low + r - bend, right, low + r);
            on.lineTo(right, high - r);
            on.curveTo(right, high - r + bend, right - r + bend, high, right - r, high);
            on.lineTo(x + r, high);
            on.curveTo(x + r - bend, high, x, high - r + bend, x, high - r);
            on.lineTo(x, low + r);
            on.curveTo(x, low + r - bend, x + r - bend, low, x + r, low);
            on.closePath();
          }
          on.fill();
        });
  }

  /** The width of the whole page, for what goes to its edges. */
  public static float pageWidth() {
    return PAGE_WIDTH;
  }

  /** A mark of a media type, none when it cannot be drawn. */
  public Optional<Mark> mark(byte[] bytes, String type) {
    return Picture.of(document, bytes, type).map(Mark::new);
  }

  /** A picture of this document. */
  public static final class Mark {

    private final PDImageXObject image;

    private Mark(PDImageXObject image) {
      this.image = image;
    }

    /** How wide it is at a height, no wider than so much. */
    public float width(float height, float most) {
      return Math.min(most, height * image.getWidth() / image.getHeight());
    }
  }

  /** Puts a mark with its top left corner at {@code x} and {@link #y}, as large as may be. */
  public void mark(float x, Mark mark, float height, float most) {
    var width = mark.width(height, most);
    var tall = width * mark.image.getHeight() / mark.image.getWidth();
    draw(on -> on.drawImage(mark.image, x, PAGE_HEIGHT - y - (height + tall) / 2, width, tall));
  }

  private void draw(Stroke stroke) {
    try {
      stroke.on(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Numbers the pages and gives the file. Nothing can be written after that. */
  public byte[] finish() {
    leave();
    var foot =
        imprint.foot().isBlank() ? List.<String>of() : lines(imprint.foot(), SMALL, FOOT_WIDTH);
    var pages = document.getNumberOfPages();
    for (var i = 0; i < pages; i++) {
      content = open(document.getPage(i), AppendMode.APPEND);
      y = FOOT - 6;
      rule(LEFT, RIGHT, Ink.LINE, 0.5f);
      y = FOOT;
      textBefore(RIGHT, imprint.pageOf().apply(i + 1, pages), SMALL);
      for (var line : foot.subList(0, Math.min(foot.size(), FOOT_LINES))) {
        text(LEFT, line, SMALL);
        down(SMALL.leading());
      }
      leave();
    }
    return save();
  }

  private byte[] save() {
    var information = document.getDocumentInformation();
    information.setTitle(letters.clean(imprint.title()));
    information.setAuthor(letters.clean(imprint.author()));
    var day = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
    day.clear();
    day.setTimeInMillis(imprint.date().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    information.setCreationDate((Calendar) day);
    var catalog = document.getDocumentCatalog();
    catalog.setLanguage(imprint.language().toLanguageTag());
    var view = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
    view.setDisplayDocTitle(true);
    catalog.setViewerPreferences(view);
    document.setDocumentId(imprint.date().toEpochDay());
    var out = new ByteArrayOutputStream();
    try {
      document.save(out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
