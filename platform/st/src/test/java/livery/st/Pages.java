package livery.st;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The portal's pages, as they lie in the sources: what is new is found. */
final class Pages {

  private static final Path SOURCES =
      Path.of(System.getProperty("livery.home", "."), "platform/portal/src/main")
          .toAbsolutePath()
          .normalize();
  private static final Path ROOT = SOURCES.resolve("webapp");
  private static final Pattern PART = Pattern.compile("<ui:include src=\"(/[^\"#]+)\"");
  private static final Pattern BEAN = Pattern.compile("\\b([a-z]\\w+)\\.");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "<f:(?:viewParam|param)[^>]* name=\"(\\w+)\"|<(?:input|select)[^>]* name=\"(\\w+)\"");

  /** How beans take from the address what no {@code viewParam} names. */
  private static final Pattern READ =
      Pattern.compile(
          "\\b(?:get|getOrDefault|containsKey|number|given|parameter)\\(\\s*\"(\\w+)\"");

  private static Map<String, Path> beans;

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

  /** Each name that a page takes from its address: itself, by its parts, or by its beans. */
  static Set<String> parameters(String path) throws IOException {
    var text = new StringBuilder(text(path));
    for (var part : found(PART, text.toString())) {
      text.append(text(part));
    }
    var names = found(PARAMETER, text.toString());
    for (var bean : found(BEAN, text.toString())) {
      var source = beans().get(bean.substring(0, 1).toUpperCase(Locale.ROOT) + bean.substring(1));
      var read = source == null ? "" : Files.readString(source);
      if (read.contains("getRequestParameterMap")) {
        names.addAll(found(READ, read));
      }
    }
    return names;
  }

  /** The lists that people take home as files. */
  static Set<String> exports() throws IOException {
    return found(Pattern.compile("case \"([a-z-]+)\" ->"), Files.readString(beans().get("Lists")));
  }

  private static Set<String> found(Pattern what, String text) {
    return what.matcher(text)
        .results()
        .map(one -> one.group(1) == null ? one.group(2) : one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static synchronized Map<String, Path> beans() throws IOException {
    if (beans == null) {
      beans = new HashMap<>();
      try (var files = Files.walk(SOURCES.resolve("java"))) {
        files
            .filter(one -> one.toString().endsWith(".java"))
            .forEach(one -> beans.put(one.getFileName().toString().replace(".java", ""), one));
      }
    }
    return beans;
  }
}
