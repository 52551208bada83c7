package livery.spending;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.billing.DayLimits;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Parts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What a seller offers, and the limits that it sets for its clients. */
@Named
@ViewScoped
public class OffersPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 25;

  private final Offers offers;
  private final Limits limits;
  private final Wallets wallets;
  private final CurrentScope current;
  private final Parts<Offer, String> parts =
      new Parts<>(Offers.PART_MAX, "", this::read, Offer::place);
  private String name = "";
  private String product = Offers.PRODUCTS.get(0);
  private String units = "";
  private String price = "";
  private String days = "";
  private String text = "";
  private long buyerId;
  private String limit = "";
  private transient List<Client> clients;

  /** A client with its limits. */
  public record Client(Purse purse, DayLimits.Today today) {}

  @Inject
  public OffersPage(Offers offers, Limits limits, Wallets wallets, CurrentScope current) {
    this.offers = offers;
    this.limits = limits;
    this.wallets = wallets;
    this.current = current;
  }

  protected OffersPage() {
    this(null, null, null, null);
  }

  public List<Offer> getOffers() {
    return parts.getRows();
  }

  private List<Offer> read(String after, int limit) {
    return offers.offered(current.get(), after, limit);
  }

  public Parts<Offer, String> getParts() {
    return parts;
  }

  public List<String> getProducts() {
    return Offers.PRODUCTS;
  }

  public void make() {
    offers.make(
        current.get(),
        new Offers.Wish(
            name,
            product,
            number("units", units),
            Amounts.typed("price", price),
            number("days", days)));
    name = "";
    units = "";
    price = "";
    days = "";
    Notice.say("spending.offered");
  }

  private static int number(String field, String text) {
    var digits = Check.text(field, text, 12).replaceAll("[\\s\\u00a0\\u202f]", "");
    if (!digits.matches("\\d{1,9}")) {
      throw Fault.invalid(field, "spending.fault.number", Check.shown(text));
    }
    return Integer.parseInt(digits);
  }

  public void end(long id) {
    offers.end(current.get(), id);
    Notice.say("spending.ended");
  }

  /** The first clients by name; the search finds others. Read once for each look at the page. */
  public List<Client> getClients() {
    if (clients == null) {
      clients =
          wallets.ofBuyers(current.get(), text, 0, ROWS).stream()
              .map(purse -> new Client(purse, today(purse.wallet().buyerId())))
              .toList();
    }
    return clients;
  }

  private DayLimits.Today today(long buyer) {
    return limits.ofBuyer(current.get(), buyer);
  }

  /** Begins to set one client's limit. */
  public void begin(long buyer) {
    buyerId = buyer;
    limit = today(buyer).sellers().map(money -> Amounts.plain(money).toPlainString()).orElse("");
  }

  public void setLimitOfBuyer() {
    limits.setOfBuyer(current.get(), buyerId, LimitsPage.typed(limit));
    buyerId = 0;
    clients = null;
    Notice.say("spending.saved");
  }

  /** Whose limit is set; {@code null} before one is chosen. */
  @Once
  public Purse getPurse() {
    return buyerId == 0 ? null : wallets.ofBuyer(current.get(), buyerId);
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getProduct() {
    return product;
  }

  public void setProduct(String product) {
    this.product = product;
  }

  public String getUnits() {
    return units;
  }

  public void setUnits(String units) {
    this.units = units;
  }

  public String getPrice() {
    return price;
  }

  public void setPrice(String price) {
    this.price = price;
  }

  public String getDays() {
    return days;
  }

  public void setDays(String days) {
    this.days = days;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text;
  }

  public String getLimit() {
    return limit;
  }

  public void setLimit(String limit) {
    this.limit = limit;
  }
}
