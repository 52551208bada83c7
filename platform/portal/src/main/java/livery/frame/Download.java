package livery.frame;

import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file as the answer of a page. */
public final class Download {

  private Download() {}

  public static void csv(String name, String content) {
    var faces = FacesContext.getCurrentInstance();
    var external = faces.getExternalContext();
    external.setResponseContentType("text/csv; charset=UTF-8");
    external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    external.setResponseHeader("X-Content-Type-Options", "nosniff");
    try {
      external.getResponseOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    faces.responseComplete();
  }
}
