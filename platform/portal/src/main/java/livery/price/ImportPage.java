package livery.price;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/** Prices from a file: first what would happen, then, when that is right, doing it. */
@Named
@ViewScoped
public class ImportPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 200;

  private final PriceFiles files;
  private final CurrentScope current;
  private final Texts texts;
  private transient Part part;
  private String file;
  private boolean applied;
  private int good;
  private int unchanged;
  private int bad;
  private List<Line> lines = List.of();

  /** A row that does not go in, in the reader's language. */
  public record Line(int number, String reason) implements Serializable {}

  @Inject
  public ImportPage(PriceFiles files, CurrentScope current, Texts texts) {
    this.files = files;
    this.current = current;
    this.texts = texts;
  }

  protected ImportPage() {
    this(null, null, null);
  }

  /** Reads the file and says what it would come to. */
  public void check() {
    Rights.mayFinance(current.get());
    file = null;
    if (part == null || part.getSize() == 0) {
      throw Fault.invalid("file", "price.fault.import-none");
    }
    if (part.getSize() > PriceImport.LENGTH_MAX) {
      throw Fault.invalid("file", "price.fault.import-size", PriceImport.LENGTH_MAX / 1_000_000);
    }
    var content = content();
    show(files.check(current.get(), content));
    file = content;
    applied = false;
  }

  private String content() {
    try (var stream = part.getInputStream()) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(stream.readAllBytes()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw Fault.invalid("file", "price.fault.import-utf8");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Takes the good rows in. */
  public void apply() {
    show(files.apply(current.get(), file));
    applied = true;
    file = null;
  }

  private void show(PriceFiles.Report report) {
    good = report.good();
    unchanged = report.unchanged();
    bad = report.badCount();
    lines =
        report.bad().stream()
            .limit(SHOWN_MAX)
            .map(
                row -> new Line(row.line(), texts.of(row.reason().key(), row.reason().arguments())))
            .toList();
  }

  public boolean isChecked() {
    return file != null;
  }

  public boolean isApplied() {
    return applied;
  }

  public int getGood() {
    return good;
  }

  public int getUnchanged() {
    return unchanged;
  }

  public int getBad() {
    return bad;
  }

  public List<Line> getLines() {
    return lines;
  }

  public int getMost() {
    return PriceImport.ROWS_MAX;
  }

  public String getHead() {
    return String.join(",", PriceImport.HEAD);
  }

  public Part getPart() {
    return part;
  }

  public void setPart(Part part) {
    this.part = part;
  }
}
