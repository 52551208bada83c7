package livery.brand;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import livery.fault.Fault;
import livery.tenant.Brands;

/** What may be a logo: a small SVG without scripts, or a small PNG or JPEG. */
final class LogoCheck {

  static final int MOST_BYTES = 200 * 1024;
  private static final int MOST_PIXELS = 2_000;
  private static final int HASH_BYTES = 8;
  private static final Set<String> ACTIVE = Set.of("script", "foreignObject", "iframe", "use");

  private LogoCheck() {}

  /**
   * The picture with the type that it really has.
   *
   * @throws Fault when it is none, or too large
   */
  static Brands.Logo checked(byte[] bytes) {
    if (bytes.length == 0) {
      throw Fault.invalid("logo", "fault.missing", "logo");
    }
    if (bytes.length > MOST_BYTES) {
      throw Fault.invalid("logo", "brand.fault.logo-size", bytes.length / 1024, MOST_BYTES / 1024);
    }
    if (isSvg(bytes)) {
      return new Brands.Logo(bytes, "image/svg+xml");
    }
    return new Brands.Logo(bytes, raster(bytes));
  }

  private static String raster(byte[] bytes) {
    try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      var readers = ImageIO.getImageReaders(stream);
      if (readers.hasNext()) {
        var reader = readers.next();
        try {
          reader.setInput(stream);
          var format = reader.getFormatName().toLowerCase(java.util.Locale.ROOT);
          var fits = reader.getWidth(0) <= MOST_PIXELS && reader.getHeight(0) <= MOST_PIXELS;
          if (fits && Set.of("png", "jpeg").contains(format)) {
            return "image/" + format;
          }
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException notAPicture) {
      // said below
    }
    throw Fault.invalid("logo", "brand.fault.logo-kind", MOST_PIXELS);
  }

  /** Whether it is an SVG picture; one that could act is refused. */
  private static boolean isSvg(byte[] bytes) {
    var factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var root = "";
    var acts = false;
    try {
      var reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          root = root.isEmpty() ? reader.getLocalName() : root;
          acts |= ACTIVE.contains(reader.getLocalName());
          for (var at = 0; at < reader.getAttributeCount(); at++) {
            acts |= reader.getAttributeLocalName(at).startsWith("on");
          }
        }
      }
    } catch (XMLStreamException notXml) {
      return false;
    }
    if (root.equals("svg") && acts) {
      throw Fault.invalid("logo", "brand.fault.logo-acts");
    }
    return root.equals("svg");
  }

  /** What tells one picture from another: 16 signs. */
  static String hash(byte[] bytes) {
    try {
      var whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(whole, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
