package livery.frame;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** What the theme jars say about their brands: {@code META-INF/brand/<id>.properties}. */
final class Themes {

  private static final Map<String, Properties> KNOWN = new ConcurrentHashMap<>();

  private Themes() {}

  /** A property of a theme, or of its parent where it says nothing; empty when none does. */
  static String get(String theme, String key) {
    return KNOWN.computeIfAbsent(theme, Themes::read).getProperty(key, "");
  }

  private static Properties read(String theme) {
    var own = load(theme);
    var parent = own.getProperty("parent", "");
    var all = parent.isEmpty() ? new Properties() : read(parent);
    all.putAll(own);
    return all;
  }

  private static Properties load(String theme) {
    var properties = new Properties();
    var path = "/META-INF/brand/" + theme + ".properties";
    try (var stream = Themes.class.getResourceAsStream(path)) {
      if (stream != null) {
        properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(path, failure);
    }
    return properties;
  }
}
