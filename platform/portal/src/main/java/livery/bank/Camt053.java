package livery.bank;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * Reads bank-to-customer statements, camt.053.001.02 to .13 (ISO 20022): the versions differ in
 * where a party's name and an entry's status stand. Reads entry by entry, so that a large file
 * needs little memory. A document type or an entity in the file is refused.
 */
final class Camt053 {

  /** Most entries of one file, the transactions of batches counted. */
  static final int ENTRIES_MAX = 20_000;

  private static final Pattern NAMESPACE =
      Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(camt\\.053\\.001\\.(?:0[2-9]|1[0-3]))");

  private final XMLStreamReader xml;
  private final String version;
  private final List<BankStatement> statements = new ArrayList<>();
  private int count;

  private Camt053(XMLStreamReader xml, String version) {
    this.xml = xml;
    this.version = version;
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("Nothing outside of the file is read");
        });
    return factory;
  }

  /**
   * Reads a file.
   *
   * @throws Fault when it is no such file, or not whole
   */
  static List<BankStatement> read(InputStream file) {
    try {
      var xml = factory().createXMLStreamReader(file);
      while (xml.next() != XMLStreamConstants.START_ELEMENT) {
        if (xml.getEventType() == XMLStreamConstants.DTD) {
          throw Fault.invalid("file", "bank.fault.dtd");
        }
      }
      var namespace = NAMESPACE.matcher(String.valueOf(xml.getNamespaceURI()));
      if (!namespace.matches() || !xml.getLocalName().equals("Document")) {
        throw Fault.invalid(
            "file", "bank.fault.not-camt", Check.shown(String.valueOf(xml.getNamespaceURI())));
      }
      return new Camt053(xml, namespace.group(1)).statements();
    } catch (XMLStreamException broken) {
      var at = broken.getLocation();
      throw Fault.invalid(
          "file",
          "bank.fault.xml",
          at == null ? 0 : at.getLineNumber(),
          Check.shown(String.valueOf(broken.getMessage()).replaceAll("(?s).*Message: ", "")));
    }
  }

  private List<BankStatement> statements() throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Stmt")) {
        statements.add(statement());
      }
    }
    if (statements.isEmpty()) {
      throw Fault.invalid("file", "bank.fault.no-statement");
    }
    return statements;
  }

  private BankStatement statement() throws XMLStreamException {
    var number = "";
    var account = "";
    var currency = "";
    var entries = new ArrayList<BankEntry>();
    var bad = new ArrayList<BankStatement.Bad>();
    for (var entry = 0; xml.next() != XMLStreamConstants.END_ELEMENT; ) {
      if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "Id" -> number = Element.read(xml).text();
        case "Acct" -> {
          var found = Element.read(xml);
          account = found.text("Id/IBAN", "Id/Othr/Id").replaceAll("\\s", "");
          currency = found.text("Ccy");
        }
        case "Ntry" -> {
          var reader = new EntryReader(++entry, Element.read(xml));
          reader.read(entries, bad);
          requireFew(entries.size() + bad.size());
        }
        default -> Element.read(xml);
      }
    }
    if (account.isEmpty()) {
      throw Fault.invalid("file", "bank.fault.no-account", Check.shown(number));
    }
    count += entries.size() + bad.size();
    return new BankStatement(
        EntryReader.cut(number, 40),
        EntryReader.cut(account, 40),
        currency.isEmpty() && !entries.isEmpty() ? entries.get(0).amount().currency() : currency,
        version,
        List.copyOf(entries),
        List.copyOf(bad));
  }

  private void requireFew(int here) {
    if (count + here > ENTRIES_MAX) {
      throw Fault.invalid("file", "bank.fault.entries", ENTRIES_MAX);
    }
  }
}
