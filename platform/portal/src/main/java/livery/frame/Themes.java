package livery.frame;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the theme jars say about their brands: {@code META-INF/brand/<id>.properties}. */
public final class Themes {

  private static final Pattern ID = Pattern.compile("META-INF/brand/([a-z0-9-]+)\\.properties");
  private static final Map<String, Properties> KNOWN = new ConcurrentHashMap<>();
  private static final SortedSet<String> INSTALLED = find();

  private Themes() {}

  /** A property of a theme, or of its parent where it says nothing; empty when none does. */
  static String get(String theme, String key) {
    return KNOWN.computeIfAbsent(theme, Themes::read).getProperty(key, "");
  }

  /** The ids of the themes that are installed, in order. */
  public static SortedSet<String> installed() {
    return INSTALLED;
  }

  /** What a theme calls itself. */
  public static String name(String theme) {
    return get(theme, "name");
  }

  /** The colours of a theme on white paper, "#0b3d91": the first and the accent. */
  public static List<String> paperColours(String theme) {
    return List.of(get(theme, "paper.colour"), get(theme, "paper.accent"));
  }

  /** Whether a theme's papers have round grounds instead of lines. */
  public static boolean isRoundOnPaper(String theme) {
    return get(theme, "paper.look").equals("round");
  }

  /** The mark of a theme, an SVG; empty where it has none. */
  public static byte[] mark(String theme) {
    var parts = get(theme, "logo").split(":");
    var path = parts.length < 2 ? "" : "/META-INF/resources/%s/%s".formatted(parts[0], parts[1]);
    try (var stream = path.isEmpty() ? null : Themes.class.getResourceAsStream(path)) {
      return stream == null ? new byte[0] : stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(path, failure);
    }
  }

  private static SortedSet<String> find() {
    var found = new TreeSet<String>();
    try {
      var folders = Themes.class.getClassLoader().getResources("META-INF/brand");
      while (folders.hasMoreElements()) {
        if (folders.nextElement().openConnection() instanceof JarURLConnection jar) {
          jar.getJarFile().stream()
              .map(entry -> ID.matcher(entry.getName()))
              .filter(Matcher::matches)
              .forEach(id -> found.add(id.group(1)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("META-INF/brand", failure);
    }
    return Collections.unmodifiableSortedSet(found);
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
