package livery.st;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The portal's pages, as they lie in the sources: what is new is found. */
final class Pages {

  private static final Path ROOT =
      Path.of(System.getProperty("livery.home", "."), "platform/portal/src/main/webapp")
          .toAbsolutePath()
          .normalize();

  private Pages() {}

  /** The address of each page that people open, without those of errors. */
  static List<String> all() throws IOException {
    return withParts().stream()
        .filter(path -> !path.matches("/(WEB-INF|resources|error)/.*"))
        .toList();
  }

  /** Pages and what they are made of. */
  static List<String> withParts() throws IOException {
    try (var files = Files.walk(ROOT)) {
      return files
          .filter(one -> one.toString().endsWith(".xhtml"))
          .map(one -> "/" + ROOT.relativize(one).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** What is written in a page. */
  static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path.substring(1)));
  }
}
