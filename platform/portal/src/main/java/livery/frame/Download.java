package livery.frame;

import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file as the answer of a page. */
public final class Download {

  private Download() {}

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
