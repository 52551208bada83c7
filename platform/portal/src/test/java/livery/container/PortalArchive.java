package livery.container;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The one archive: the war as it is delivered, and all tests that run inside of it. */
final class PortalArchive {

  private static final String PACKAGE = "livery/container/";

  private PortalArchive() {}

  static WebArchive make() {
    var classes = origin(PortalArchive.class);
    var archive =
        ShrinkWrap.create(ZipImporter.class, "livery.war")
            .importFrom(classes.resolveSibling("livery.war").toFile())
            .as(WebArchive.class)
            .addAsWebResource("trouble/page.xhtml", "trouble/page.xhtml")
            .addAsWebResource("trouble/forms.xhtml", "trouble/forms.xhtml")
            .addAsLibrary(origin(Assertions.class).toFile());
    try (var files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(PortalArchive::belongs)
          .forEach(name -> archive.addAsResource(classes.resolve(name).toFile(), name));
      return archive;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Tests named {@code …IT} and what they share. */
  private static boolean belongs(String name) {
    return name.startsWith(PACKAGE)
        ? !name.startsWith(PACKAGE + "SharedPayara") && !name.startsWith(PACKAGE + "PortalArchive")
        : name.matches(".*IT(\\$.*)?\\.class");
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
