package livery.stock;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Parts;
import livery.number.NewNumber;
import livery.number.NumberRow;
import livery.number.NumberSearch;
import livery.task.Task;
import livery.task.Tasks;
import livery.tenant.CurrentScope;

/** The stock of the whole platform: add, import, change, withdraw. For the platform's people. */
@Named
@ViewScoped
public class StockPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 200;

  private final Stock stock;
  private final Tasks tasks;
  private final CurrentScope current;
  private final Frame frame;
  private String pattern = "";
  private final Parts<NumberRow, NumberRow.Place> parts =
      new Parts<>(SHOWN_MAX, NumberRow.Place.FIRST, this::read, NumberRow.Place::of);
  private String country = "";
  private String digits = "";
  private String kind = "SHORT";
  private String tier = "ORDINARY";
  private String tariff = "STANDARD";
  private boolean shared;
  private String lines = "";
  private long chosen;
  private String chosenLabel = "";
  private List<String> links = List.of();

  @Inject
  public StockPage(Stock stock, Tasks tasks, CurrentScope current, Frame frame) {
    this.stock = stock;
    this.tasks = tasks;
    this.current = current;
    this.frame = frame;
  }

  protected StockPage() {
    this(null, null, null, null);
  }

  @PostConstruct
  void begin() {
    country = current.getTenant().country();
  }

  /** What fits the search; nothing while the search itself is wrong, which its field says. */
  public List<NumberRow> getRows() {
    return parts.getRows();
  }

  public Parts<NumberRow, NumberRow.Place> getParts() {
    return parts;
  }

  private List<NumberRow> read(NumberRow.Place after, int limit) {
    NumberSearch search;
    try {
      search = new NumberSearch("", "", "", pattern);
    } catch (Fault wrong) {
      return List.of();
    }
    return stock.list(current.get(), search, after, limit);
  }

  /** Searches again; the list itself is read when it is drawn. */
  public void search() {
    parts.first();
    new NumberSearch("", "", "", pattern);
  }

  /** The search for an address. */
  public String getAddress() {
    return URLEncoder.encode(pattern, StandardCharsets.UTF_8);
  }

  /** Adds the number of the form. */
  public void add() {
    stock.add(current.get(), new NewNumber(country, digits, kind, tier, tariff, shared));
    digits = "";
  }

  /** Begins to add the lines of the form: good ones go in, bad ones are shown. */
  public void addAll() {
    tasks.begin(current.get(), Task.Kind.NUMBERS, "", lines.getBytes(StandardCharsets.UTF_8));
    lines = "";
  }

  /** Puts the lines that were refused into the form, to be mended there. */
  public void mend() {
    lines =
        tasks.last(current.get(), Task.Kind.NUMBERS).stream()
            .flatMap(task -> task.refused().stream())
            .map(Task.Refused::text)
            .distinct()
            .collect(Collectors.joining("\n"));
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

  @Once
  public List<Stock.Carrier> getCarriers() {
    return stock.carriers(current.get());
  }

  public List<String> getCountries() {
    return List.of(Locale.getISOCountries());
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
