package livery.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One element of XML with all below it, for the small parts of a large file. */
final class Element {

  private static final int MOST_BELOW = 200_000;
  private static final int MOST_DEEP = 40;
  private static final int MOST_TEXT = 20_000;

  private final String name;
  private final String currency;
  private final List<Element> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Element(String name, String currency) {
    this.name = name;
    this.currency = currency;
  }

  /** Reads the element at whose beginning the reader stands, to its end. */
  static Element read(XMLStreamReader xml) throws XMLStreamException {
    var open = new ArrayList<Element>();
    var count = 0;
    while (true) {
      switch (xml.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var one = new Element(xml.getLocalName(), xml.getAttributeValue(null, "Ccy"));
          if (++count > MOST_BELOW || open.size() >= MOST_DEEP) {
            throw new XMLStreamException(one.name + " is too deep or too large", xml.getLocation());
          }
          if (!open.isEmpty()) {
            open.get(open.size() - 1).children.add(one);
          }
          open.add(one);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          var inner = open.get(open.size() - 1);
          if (inner.text.length() + xml.getTextLength() > MOST_TEXT) {
            throw new XMLStreamException(inner.name + " is too long", xml.getLocation());
          }
          inner.text.append(xml.getText());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          var closed = open.remove(open.size() - 1);
          if (open.isEmpty()) {
            return closed;
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
            throw new XMLStreamException("Entities are refused", xml.getLocation());
        default -> {
          // comments and processing instructions say nothing
        }
      }
      xml.next();
    }
  }

  /** The children of this name. */
  List<Element> all(String child) {
    return children.stream().filter(one -> one.name.equals(child)).toList();
  }

  /** The first element along a path: "Acct/Id/IBAN". */
  Optional<Element> at(String path) {
    var one = Optional.of(this);
    for (var step : path.split("/")) {
      one = one.flatMap(element -> element.all(step).stream().findFirst());
    }
    return one;
  }

  /** The text along the first path that has some; empty where none has. */
  String text(String... paths) {
    for (var path : paths) {
      var found = at(path).map(Element::text).filter(text -> !text.isEmpty());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return "";
  }

  /** Its own text. */
  String text() {
    return text.toString().strip();
  }

  /** Its attribute Ccy; {@code null} where it has none. */
  String currency() {
    return currency;
  }
}
