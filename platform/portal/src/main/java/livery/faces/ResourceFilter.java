package livery.faces;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps scripts and style sheets as they are sent, and packed: Faces reads a style sheet octet by
 * octet, for what it may have to put in, for each browser that comes, and a phone would load four
 * times as much. They are the same for everybody and change with the product alone.
 */
public class ResourceFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** Where Faces has what pages are made of. */
  private static final String RESOURCES = "/jakarta.faces.resource/";

  /** What names a file and its version; whatever else is asked for is not kept. */
  private static final Set<String> NAMING = Set.of("ln", "v", "e");

  private static final Set<String> KINDS =
      Set.of("text/css", "text/javascript", "application/javascript", "image/svg+xml");

  /** As long as Faces lets browsers keep them: a week, in seconds. */
  private static final int FRESH = 7 * 24 * 60 * 60;

  private static final int FILES_MAX = 300;
  private static final int BYTES_MAX = 4_000_000;

  private final transient Map<String, Kept> files = new ConcurrentHashMap<>();

  private record Kept(String type, String lastModified, byte[] plain, byte[] packed) {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isKept(request)) {
      chain.doFilter(request, response);
      return;
    }
    var name = request.getServletPath() + "?" + request.getParameter("ln");
    var file = files.get(name);
    if (file == null) {
      var copy = new Copy(response);
      chain.doFilter(request, copy);
      file = copy.kept();
      if (file == null) {
        copy.send();
        return;
      }
      if (files.size() < FILES_MAX) {
        files.put(name, file);
      }
    }
    send(file, request, response);
  }

  private static boolean isKept(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && request.getServletPath().startsWith(RESOURCES)
        && request.getHeader("If-Modified-Since") == null
        && request.getHeader("Range") == null
        && NAMING.containsAll(request.getParameterMap().keySet());
  }

  private static void send(Kept file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var accepted = request.getHeader("Accept-Encoding");
    var isPacked = accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    response.setContentType(file.type);
    response.setHeader("Cache-Control", "max-age=" + FRESH);
    response.setHeader("Vary", "Accept-Encoding");
    if (file.lastModified != null) {
      response.setHeader("Last-Modified", file.lastModified);
    }
    if (isPacked) {
      response.setHeader("Content-Encoding", "gzip");
    }
    var octets = isPacked ? file.packed : file.plain;
    response.setContentLength(octets.length);
    response.getOutputStream().write(octets);
  }

  /** What the rest of the road answers, before anything of it is sent. */
  private static final class Copy extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final ServletOutputStream stream =
        new ServletOutputStream() {
          @Override
          public void write(int octet) {
            octets.write(octet);
          }

          @Override
          public void write(byte[] from, int start, int length) {
            octets.write(from, start, length);
          }

          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("is written at once");
          }
        };

    Copy(HttpServletResponse response) {
      super(response);
    }

    /** The file, when it is one for all; else {@code null}. */
    Kept kept() throws IOException {
      var type = getContentType();
      if (getStatus() != SC_OK
          || type == null
          || !KINDS.contains(type.split(";")[0].strip().toLowerCase(Locale.ROOT))
          || octets.size() == 0
          || octets.size() > BYTES_MAX) {
        return null;
      }
      var packed = new ByteArrayOutputStream();
      try (var packing = new GZIPOutputStream(packed)) {
        octets.writeTo(packing);
      }
      return new Kept(type, getHeader("Last-Modified"), octets.toByteArray(), packed.toByteArray());
    }

    void send() throws IOException {
      if (octets.size() > 0 && !isCommitted()) {
        getResponse().setContentLength(octets.size());
        octets.writeTo(getResponse().getOutputStream());
      }
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return stream;
    }

    @Override
    public void flushBuffer() {
      // it is sent as a whole
    }

    @Override
    public void setContentLength(int length) {
      // it is counted when it is sent
    }

    @Override
    public void setContentLengthLong(long length) {
      // it is counted when it is sent
    }

    @Override
    public void resetBuffer() {
      octets.reset();
      super.resetBuffer();
    }

    @Override
    public void reset() {
      octets.reset();
      super.reset();
    }
  }
}
