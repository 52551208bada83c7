package livery.plugin;

import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A plugin's {@code META-INF/persistence.xml} as EclipseLink wants it from a container. */
record UnitFile(
    String name,
    List<String> classes,
    List<String> mappingFiles,
    boolean listed,
    Properties unitProperties,
    URL root,
    ClassLoader loader,
    DataSource dataSource)
    implements PersistenceUnitInfo {

  private static final String FILE = "META-INF/persistence.xml";

  static Optional<UnitFile> read(String pluginId, ClassLoader loader, DataSource dataSource) {
    var url = ((URLClassLoader) loader).findResource(FILE);
    if (url == null) {
      return Optional.empty();
    }
    try (var in = url.openStream()) {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var units = factory.newDocumentBuilder().parse(in).getElementsByTagName("persistence-unit");
      if (units.getLength() != 1) {
        throw new PluginFailure.Refused("unit-count", FILE, units.getLength());
      }
      var unit = (Element) units.item(0);
      var path = url.toString();
      return Optional.of(
          new UnitFile(
              pluginId + "." + unit.getAttribute("name"),
              texts(unit, "class"),
              texts(unit, "mapping-file"),
              texts(unit, "exclude-unlisted-classes").stream()
                  .anyMatch(text -> !text.equals("false")),
              properties(unit),
              new URL(path.substring("jar:".length(), path.length() - FILE.length() - 2)),
              loader,
              dataSource));
    } catch (IOException | SAXException | ParserConfigurationException unreadable) {
      throw new PluginFailure.Refused("unit-unreadable", FILE, unreadable.getMessage());
    }
  }

  private static List<String> texts(Element unit, String tag) {
    var texts = new ArrayList<String>();
    var nodes = unit.getElementsByTagName(tag);
    for (var i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static Properties properties(Element unit) {
    var properties = new Properties();
    var nodes = unit.getElementsByTagName("property");
    for (var i = 0; i < nodes.getLength(); i++) {
      var property = (Element) nodes.item(i);
      properties.setProperty(property.getAttribute("name"), property.getAttribute("value"));
    }
    return properties;
  }

  @Override
  public String getPersistenceUnitName() {
    return name;
  }

  @Override
  public String getPersistenceProviderClassName() {
    return org.eclipse.persistence.jpa.PersistenceProvider.class.getName();
  }

  @Override
  public PersistenceUnitTransactionType getTransactionType() {
    return PersistenceUnitTransactionType.JTA;
  }

  @Override
  public DataSource getJtaDataSource() {
    return dataSource;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return null;
  }

  @Override
  public List<String> getMappingFileNames() {
    return mappingFiles;
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public URL getPersistenceUnitRootUrl() {
    return root;
  }

  @Override
  public List<String> getManagedClassNames() {
    return classes;
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return listed;
  }

  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.UNSPECIFIED;
  }

  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public Properties getProperties() {
    return unitProperties;
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "3.0";
  }

  @Override
  public ClassLoader getClassLoader() {
    return loader;
  }

  @Override
  public void addTransformer(ClassTransformer transformer) {
    // Weaving is off.
  }

  @Override
  public ClassLoader getNewTempClassLoader() {
    return new URLClassLoader(new URL[] {root}, loader);
  }
}
