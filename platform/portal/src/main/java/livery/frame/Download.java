package livery.frame;

import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import livery.text.Csv;
import livery.text.Workbook;

/** A file as the answer of a page. */
public final class Download {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private Download() {}

  /**
   * A table, as the address of the page asks for it: with {@code format=xlsx} as a workbook, else
   * as it is.
   *
   * @param name without its ending
   * @param csv as {@link Csv} writes it
   */
  public static void table(String name, String csv) {
    var asked = FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    if ("xlsx".equals(asked.get("format"))) {
      file(name + ".xlsx", XLSX, Workbook.ofCsv(csv));
    } else {
      csv(name + ".csv", csv);
    }
  }

  /** A CSV in UTF-8. */
  public static void csv(String name, String content) {
    file(name, "text/csv; charset=UTF-8", content.getBytes(StandardCharsets.UTF_8));
  }

  /** Any file, to be kept rather than shown. */
  public static void file(String name, String type, byte[] bytes) {
    var faces = FacesContext.getCurrentInstance();
    var external = faces.getExternalContext();
    external.setResponseContentType(type);
    external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    external.setResponseHeader("X-Content-Type-Options", "nosniff");
    try {
      external.getResponseOutputStream().write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    faces.responseComplete();
  }
}
