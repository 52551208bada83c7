package livery.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * Makes plugin jars out of source text, good ones and bad ones. Needs a JDK, and {@code livery-api}
 * on the class path. Not thread-safe.
 */
public final class PluginForge {

  private final Path folder;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Attributes manifest = new Attributes();
  private Path compiled;

  /** A jar with nothing in it yet; {@code folder} takes the work and the jar. */
  public PluginForge(Path folder, String id, String version) {
    this.folder = folder;
    with("Plugin-Id", id);
    with("Plugin-Version", version);
  }

  /** A jar whose one campaign type has the plugin's id and this body of {@code onMessages}. */
  public static Path type(Path folder, String id, String version, String onMessages) {
    return new PluginForge(folder, id, version).extension(id, onMessages).jar();
  }

  /** An attribute of the manifest. */
  public PluginForge with(String attribute, String value) {
    manifest.putValue(attribute, value);
    return this;
  }

  /** A file of text. */
  public PluginForge entry(String name, String content) {
    entries.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A campaign type with this body of {@code onMessages(messages, campaign)}. */
  public PluginForge extension(String typeId, String onMessages) {
    return java(
            "forged.Type",
            """
            package forged;
            import java.util.*;
            import livery.api.*;
            public class Type implements CampaignType {
              private final PluginContext context;
              public Type(PluginContext context) { this.context = context; }
              public String id() { return "%s"; }
              public String name(Locale language) { return "Forged"; }
              public String description(Locale language) { return "Forged"; }
              public Form form() { return Form.EMPTY; }
              public Outcome onMessage(Incoming message, Campaign campaign) { return null; }
              public List<Outcome> onMessages(List<Incoming> messages, Campaign campaign) {
                %s
              }
              static List<Outcome> all(List<Incoming> messages, String label) {
                return messages.stream().map(m -> Outcome.silent(label, "")).toList();
              }
            }
            """
                .formatted(typeId, onMessages))
        .entry("META-INF/extensions.idx", "forged.Type\n");
  }

  /** Compiles a class and all nested in it; it may use those compiled before. */
  public PluginForge java(String name, String source) {
    try {
      if (compiled == null) {
        compiled = Files.createTempDirectory(folder, "forge");
      }
      var file = compiled.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
      Files.writeString(file, source);
      var exit =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-cp",
                  System.getProperty("java.class.path") + File.pathSeparator + compiled,
                  "-d",
                  compiled.toString(),
                  file.toString());
      if (exit != 0) {
        throw new IllegalArgumentException(source);
      }
      try (var classes = Files.walk(compiled)) {
        for (var one : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
          entries.put(compiled.relativize(one).toString(), Files.readAllBytes(one));
        }
      }
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Writes the jar. */
  public Path jar() {
    var all = new Manifest();
    all.getMainAttributes().putAll(manifest);
    all.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try {
      var path = Files.createTempFile(folder, "forged", ".jar");
      try (OutputStream out = Files.newOutputStream(path);
          var jar = new JarOutputStream(out, all)) {
        for (var entry : entries.entrySet()) {
          jar.putNextEntry(new JarEntry(entry.getKey()));
          jar.write(entry.getValue());
          jar.closeEntry();
        }
      }
      return path;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
