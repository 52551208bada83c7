package livery.price;

import jakarta.faces.context.FacesContext;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Parts;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/**
 * Prices from a file: first what would happen, then, when that is right, doing it. Both run in the
 * background: {@code /price/import.xhtml?job=42} finds them again.
 */
@Named
@ViewScoped
public class ImportPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 200;

  private final PriceImports imports;
  private final CurrentScope current;
  private final Texts texts;
  private final Clock clock;
  private final Parts<PriceImportRow, Long> parts =
      new Parts<>(PriceImports.PART_MAX, Long.MAX_VALUE, this::read, PriceImportRow::id);
  private transient Part part;
  private long job;

  /** A row that does not go in, in the reader's language. */
  public record Line(int number, String reason) implements Serializable {}

  @Inject
  public ImportPage(PriceImports imports, CurrentScope current, Texts texts, Clock clock) {
    this.imports = imports;
    this.current = current;
    this.texts = texts;
    this.clock = clock;
  }

  protected ImportPage() {
    this(null, null, null, null);
  }

  /** Takes the file and begins to look at it. */
  public void check() {
    Rights.mayFinance(current.get());
    if (part == null || part.getSize() == 0) {
      throw Fault.invalid("file", "price.fault.import-none");
    }
    if (part.getSize() > PriceImport.LENGTH_MAX) {
      throw Fault.invalid("file", "price.fault.import-size", PriceImport.LENGTH_MAX / 1_000_000);
    }
    var name = part.getSubmittedFileName();
    show(imports.start(current.get(), name == null ? "" : name, content()));
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

  private void show(long id) {
    try {
      var external = FacesContext.getCurrentInstance().getExternalContext();
      external.redirect(external.getRequestContextPath() + "/price/import.xhtml?job=" + id);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Begins to take the file in, of which every row is good. */
  public void apply() {
    apply(PriceFiles.Bad.STOP);
  }

  /** Begins to take the good rows in without the others. */
  public void applyGood() {
    apply(PriceFiles.Bad.LEFT_OUT);
  }

  private void apply(PriceFiles.Bad bad) {
    imports.apply(current.get(), job, bad);
    show(job);
  }

  /** The job in the address; {@code null} without one. */
  @Once
  public PriceImportRow getRow() {
    return job == 0 ? null : imports.find(current.get(), job);
  }

  /** The newest ones, or an earlier part of them. */
  @Once
  public List<PriceImportRow> getRows() {
    return parts.getRows();
  }

  private List<PriceImportRow> read(long before, int limit) {
    return imports.list(current.get(), before, limit);
  }

  public Parts<PriceImportRow, Long> getParts() {
    return parts;
  }

  /** Rows a second of the job that runs; {@code null} while that is not known. */
  @Once
  public Long getRate() {
    var row = getRow();
    var millis = Duration.between(row.startedAt(), clock.instant()).toMillis();
    return row.done() == 0 || millis < 1 ? null : (Long) (row.done() * 1_000L / millis);
  }

  /** How long it will still take. */
  @Once
  public Duration getLeft() {
    var rate = getRate();
    var row = getRow();
    return rate == null || rate == 0 ? null : Duration.ofSeconds((row.total() - row.done()) / rate);
  }

  /** The first bad rows; none without a job, as tables are asked before they are shown. */
  @Once
  public List<Line> getLines() {
    var row = getRow();
    return row == null ? List.of() : lines(row);
  }

  private List<Line> lines(PriceImportRow job) {
    return job.bad().stream()
        .limit(SHOWN_MAX)
        .map(row -> new Line(row.line(), reasons(row.reason())))
        .toList();
  }

  private String reasons(Fault refused) {
    return refused.all().stream()
        .map(one -> texts.of(one.key(), one.arguments()))
        .collect(Collectors.joining(" "));
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

  public long getJob() {
    return job;
  }

  public void setJob(long job) {
    this.job = job;
  }
}
