package livery.paper;

import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import livery.text.XmlText;

/** Writes UBL: aggregates that hold basic values. An empty value leaves no element. */
final class Xml {

  private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
  private static final String AGGREGATE = UBL + "CommonAggregateComponents-2";
  private static final String BASIC = UBL + "CommonBasicComponents-2";

  private final XMLStreamWriter out;

  /** Begins a document of a name. */
  Xml(OutputStream to, String root) throws XMLStreamException {
    // The JDK's own, not whichever a server brings: the same bytes everywhere.
    out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to, "UTF-8");
    out.writeStartDocument("UTF-8", "1.0");
    out.writeStartElement("", root, UBL + root + "-2");
    out.writeDefaultNamespace(UBL + root + "-2");
    out.writeNamespace("cac", AGGREGATE);
    out.writeNamespace("cbc", BASIC);
  }

  void open(String aggregate) throws XMLStreamException {
    out.writeStartElement("cac", aggregate, AGGREGATE);
  }

  void close() throws XMLStreamException {
    out.writeEndElement();
  }

  void value(String name, String text) throws XMLStreamException {
    value(name, text, "", "");
  }

  void value(String name, String text, String attribute, String attributeText)
      throws XMLStreamException {
    var clean = XmlText.clean(text);
    if (clean.isEmpty()) {
      return;
    }
    out.writeStartElement("cbc", name, BASIC);
    if (!attribute.isEmpty()) {
      out.writeAttribute(attribute, attributeText);
    }
    out.writeCharacters(clean);
    out.writeEndElement();
  }

  /** An aggregate that holds one value. */
  void within(String aggregate, String name, String text) throws XMLStreamException {
    if (!XmlText.clean(text).isEmpty()) {
      open(aggregate);
      value(name, text);
      close();
    }
  }

  void end() throws XMLStreamException {
    out.writeEndDocument();
    out.close();
  }
}
