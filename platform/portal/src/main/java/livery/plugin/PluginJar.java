package livery.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.pf4j.DefaultVersionManager;

/**
 * A plugin's jar that has passed the checks of {@link #read}.
 *
 * @param sha256 digest of the whole file
 * @param path where it lies
 */
public record PluginJar(String id, String version, byte[] sha256, Path path) {

  public static final long SIZE_MAX = 50L << 20;

  /** The version of the plugin API, against which a jar's {@code Plugin-Requires} is held. */
  static final String API_VERSION = "1.0.0";

  private static final int ENTRY_COUNT_MAX = 10_000;
  private static final long UNPACKED_SIZE_MAX = 200L << 20;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{1,29}");
  private static final Pattern VERSION =
      Pattern.compile("\\d{1,5}(\\.\\d{1,5}){2}(-[0-9A-Za-z.]{1,10})?");
  private static final List<String> OURS = List.of("livery/api/", "jakarta/", "org/pf4j/");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(?:CREATE|ALTER|DROP)\\s+TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?`?([\\w.]+)"
              + "|\\bINSERT\\s+(?:IGNORE\\s+)?INTO\\s+`?([\\w.]+)"
              + "|\\bDELETE\\s+FROM\\s+`?([\\w.]+)"
              + "|\\bUPDATE\\s+`?([\\w.]+)[`\\s]+SET\\b",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads and checks a jar.
   *
   * @throws PluginFailure.Refused with a reason that the person who brought the jar understands
   */
  static PluginJar read(Path path) {
    try {
      var size = Files.size(path);
      if (size > SIZE_MAX) {
        throw new PluginFailure.Refused("size", size, SIZE_MAX);
      }
      try (var jar = new JarFile(path.toFile(), false)) {
        checkEntries(jar);
        var manifest = jar.getManifest();
        if (manifest == null) {
          throw new PluginFailure.Refused("manifest");
        }
        var attributes = manifest.getMainAttributes();
        var id = attribute(attributes, "Plugin-Id", ID);
        var version = attribute(attributes, "Plugin-Version", VERSION);
        checkNeeds(attributes);
        checkMigrations(jar, id);
        return new PluginJar(id, version, digest(path), path);
      }
    } catch (IOException unreadable) {
      throw new PluginFailure.Refused("unreadable", unreadable.getMessage());
    }
  }

  /**
   * Loads every class of the jar, so that no message waits for that. One that cannot be loaded, for
   * want of something that the plugin never uses here, is left to whoever asks for it.
   */
  void loadClasses(ClassLoader classes) {
    try (var jar = new JarFile(path.toFile(), false)) {
      for (var entries = jar.entries(); entries.hasMoreElements(); ) {
        var name = entries.nextElement().getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          load(classes, name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    } catch (IOException unreadable) {
      throw new PluginFailure.Refused("unreadable", unreadable.getMessage());
    }
  }

  private static void load(ClassLoader classes, String name) {
    try {
      Class.forName(name, false, classes);
    } catch (ClassNotFoundException | LinkageError notNow) {
      System.getLogger(PluginJar.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} is not loaded yet: {1}", name, notNow.toString());
    }
  }

  /** The file name under which the portal keeps it: each version its own, as class loaders want. */
  String fileName() {
    return id + "-" + version + ".jar";
  }

  private static void checkEntries(JarFile jar) {
    if (jar.size() > ENTRY_COUNT_MAX) {
      throw new PluginFailure.Refused("entries", jar.size(), ENTRY_COUNT_MAX);
    }
    var unpacked = 0L;
    for (var entries = jar.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      var name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")
          || List.of(name.split("/")).contains("..")) {
        throw new PluginFailure.Refused("outside", name);
      }
      if (OURS.stream().anyMatch(name::startsWith)) {
        throw new PluginFailure.Refused("provided", name);
      }
      unpacked += Math.max(0, entry.getSize());
    }
    if (unpacked > UNPACKED_SIZE_MAX) {
      throw new PluginFailure.Refused("unpacked", unpacked, UNPACKED_SIZE_MAX);
    }
    if (jar.getEntry("META-INF/extensions.idx") == null) {
      throw new PluginFailure.Refused("extensions");
    }
  }

  private static void checkNeeds(Attributes attributes) {
    var requires = attributes.getValue("Plugin-Requires");
    if (requires != null
        && !requires.isBlank()
        && !new DefaultVersionManager().checkVersionConstraint(API_VERSION, requires)) {
      throw new PluginFailure.Refused("requires", requires, API_VERSION);
    }
    var dependencies = attributes.getValue("Plugin-Dependencies");
    if (dependencies != null && !dependencies.isBlank()) {
      throw new PluginFailure.Refused("depends", dependencies);
    }
  }

  private static void checkMigrations(JarFile jar, String id) throws IOException {
    for (var entries = jar.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      if (entry.getName().startsWith("db/migration/") && entry.getName().endsWith(".sql")) {
        if (jar.getEntry("db/migration/") == null) {
          throw new PluginFailure.Refused("migrations");
        }
        checkTables(text(jar, entry), entry.getName(), id);
      }
    }
  }

  private static void checkTables(String sql, String file, String id) {
    var bare = sql.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("(?m)(--|#).*$", " ");
    var found = TABLE.matcher(bare);
    while (found.find()) {
      for (var group = 1; group <= found.groupCount(); group++) {
        var table = found.group(group);
        if (table != null && !table.startsWith(id + "_")) {
          throw new PluginFailure.Refused("table", file, table, id + "_");
        }
      }
    }
  }

  private static String text(JarFile jar, ZipEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String attribute(Attributes attributes, String name, Pattern pattern) {
    var value = attributes.getValue(name);
    if (value == null || !pattern.matcher(value).matches()) {
      throw new PluginFailure.Refused("attribute", name, String.valueOf(value), pattern.pattern());
    }
    return value;
  }

  private static byte[] digest(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[8192];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
