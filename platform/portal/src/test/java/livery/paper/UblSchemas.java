package livery.paper;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The schemas of UBL 2.1, as ph-ubl21 carries them. */
public final class UblSchemas {

  /** What the schemas of OASIS refer to by namespace alone, before those who refer to it. */
  private static final List<String> FOUNDATION =
      List.of(
          "/schemas/xmldsig-core-schema.xsd",
          "/schemas/XAdES01903v132-201601.xsd",
          "/schemas/XAdES01903v141-201601.xsd",
          "/schemas/CCTS_CCT_SchemaModule.xsd");

  private static final String DOCUMENTS = "/external/schemas/ubl21/maindoc/";
  private static final Schema INVOICE = schema("UBL-Invoice-2.1.xsd");
  private static final Schema CREDIT_NOTE = schema("UBL-CreditNote-2.1.xsd");

  private UblSchemas() {}

  private static Schema schema(String name) {
    var files =
        Stream.concat(FOUNDATION.stream(), Stream.of(DOCUMENTS + name))
            .map(file -> new StreamSource(UblSchemas.class.getResource(file).toString()))
            .toArray(StreamSource[]::new);
    try {
      return SchemaFactory.newDefaultInstance().newSchema(files);
    } catch (SAXException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The sheet as UBL, which its schema accepts. */
  public static Document valid(Sheet sheet) throws Exception {
    var file = Papers.ubl(sheet);
    var schema = sheet.kind() == Kind.CREDIT_NOTE ? CREDIT_NOTE : INVOICE;
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(file)));
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(file));
  }
}
