package livery.stock;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.number.NewNumber;
import livery.number.NumberRow;
import livery.number.NumberSearch;
import livery.tenant.CurrentScope;

/** The stock of the whole platform: add, import, change, withdraw. For the platform's people. */
@Named
@ViewScoped
public class StockPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 200;

  private final Stock stock;
  private final CurrentScope current;
  private final Frame frame;
  private String pattern = "";
  private String country = "";
  private String digits = "";
  private String kind = "SHORT";
  private String tier = "ORDINARY";
  private String tariff = "STANDARD";
  private boolean shared;
  private String lines = "";
  private int added = -1;
  private final ArrayList<Refused> refused = new ArrayList<>();
  private long chosen;
  private String chosenLabel = "";
  private List<String> links = List.of();

  /** A line of an import that did not go in. */
  public record Refused(int line, String text, String reason) implements Serializable {}

  @Inject
  public StockPage(Stock stock, CurrentScope current, Frame frame) {
    this.stock = stock;
    this.current = current;
    this.frame = frame;
  }

  protected StockPage() {
    this(null, null, null);
  }

  @PostConstruct
  void begin() {
    country = current.getTenant().country();
  }

  /** What fits the search; nothing while the search itself is wrong, which its field says. */
  public List<NumberRow> getRows() {
    NumberSearch search;
    try {
      search = new NumberSearch("", "", "", pattern);
    } catch (Fault wrong) {
      return List.of();
    }
    return stock.list(current.get(), search, SHOWN_MAX);
  }

  /** Searches again; the list itself is read when it is drawn. */
  public void search() {
    new NumberSearch("", "", "", pattern);
  }

  /** Adds the number of the form. */
  public void add() {
    stock.add(current.get(), new NewNumber(country, digits, kind, tier, tariff, shared));
    digits = "";
  }

  /** Adds the lines of the form; good ones go in, bad ones are shown. */
  public void addAll() {
    var result = stock.addAll(current.get(), lines.lines().toList());
    var texts = Texts.in(frame.getLocale());
    added = result.added();
    refused.clear();
    for (var line : result.refused()) {
      var reason = texts.of(line.reason().key(), line.reason().arguments());
      refused.add(new Refused(line.line(), line.text(), reason));
    }
    lines = String.join("\n", result.refused().stream().map(Stock.Import.Refused::text).toList());
  }

  /** Begins to change a number. */
  public void choose(NumberRow row) {
    chosen = row.id();
    chosenLabel = row.label();
    tier = row.tier().name();
    tariff = row.tariff().name();
    shared = row.shared();
    links = stock.links(current.get(), row.id()).stream().map(String::valueOf).toList();
  }

  /** Stores what the dialog says. */
  public void change() {
    stock.change(current.get(), chosen, tier, tariff, shared);
    stock.serve(current.get(), chosen, links.stream().map(Long::valueOf).toList());
  }

  /** Takes a number out that nobody ever rented. */
  public void withdraw(long numberId) {
    stock.withdraw(current.get(), numberId);
  }

  public List<Stock.Carrier> getCarriers() {
    return stock.carriers(current.get());
  }

  public List<String> getCountries() {
    return List.of(Locale.getISOCountries());
  }

  /** The name of a country in the reader's language. */
  public String countryName(String code) {
    return new Locale("", code).getDisplayCountry(frame.getLocale());
  }

  public String getPattern() {
    return pattern;
  }

  public void setPattern(String pattern) {
    this.pattern = pattern;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getDigits() {
    return digits;
  }

  public void setDigits(String digits) {
    this.digits = digits;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getTier() {
    return tier;
  }

  public void setTier(String tier) {
    this.tier = tier;
  }

  public String getTariff() {
    return tariff;
  }

  public void setTariff(String tariff) {
    this.tariff = tariff;
  }

  public boolean isShared() {
    return shared;
  }

  public void setShared(boolean shared) {
    this.shared = shared;
  }

  public String getLines() {
    return lines;
  }

  public void setLines(String lines) {
    this.lines = lines;
  }

  /** How many went in; below 0 before an import. */
  public int getAdded() {
    return added;
  }

  public List<Refused> getRefused() {
    return refused;
  }

  public String getChosenLabel() {
    return chosenLabel;
  }

  public List<String> getLinks() {
    return links;
  }

  public void setLinks(List<String> links) {
    this.links = links;
  }
}
