package livery.price;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import livery.client.Tenants;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Faults;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.frame.Period;
import livery.order.Asked;
import livery.order.Ordered;
import livery.order.Place;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Rights;
import livery.tenant.Tenant;

/** The prices at which the tenant sells and buys. */
@Named
@ViewScoped
public class PricesPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 50;

  private final PriceLists lists;
  private final PriceFiles files;
  private final PriceOutlook outlooks;
  private final Tenants tenants;
  private final CurrentScope current;
  private final Clock clock;
  private final PriceForm form = new PriceForm();
  private String side = "";
  private long buyer = -1;
  private String product = "";
  private boolean ended;
  private final Asked asked = new Asked();
  private boolean asking;
  private transient PriceOutlook.Outlook outlook;

  @Inject
  public PricesPage(
      PriceLists lists,
      PriceFiles files,
      PriceOutlook outlooks,
      Tenants tenants,
      CurrentScope current,
      Clock clock) {
    this.lists = lists;
    this.files = files;
    this.outlooks = outlooks;
    this.tenants = tenants;
    this.current = current;
    this.clock = clock;
  }

  protected PricesPage() {
    this(null, null, null, null, null, null);
  }

  /** Whether the tenant may sell, and the prices at which it does are shown. */
  @Once
  public boolean isSelling() {
    return !isClient() && !side.equals("buy");
  }

  private boolean isClient() {
    return current.getTenant().kind() == Tenant.Kind.CLIENT;
  }

  /** Whether the shown list may be changed here. */
  @Once
  public boolean isChangeable() {
    return current.isFinances() && (isSelling() || isPlatform());
  }

  /** Whether the prices that are bought at are the operators'. */
  public boolean isPlatform() {
    return current.getTenant().kind() == Tenant.Kind.PLATFORM;
  }

  private List<PriceRow> read() {
    return Answers.once(
        this,
        "read",
        () ->
            isSelling()
                ? lists.sold(current.get(), filter(), place(), ROWS + 1)
                : lists.bought(current.get(), place(), ROWS + 1));
  }

  private PriceLists.Filter filter() {
    return new PriceLists.Filter(buyer, product, ended);
  }

  private Place<PriceRow> place() {
    return asked.in(PriceRow.ORDERS);
  }

  /** The order of the list and its filters. */
  public Ordered getOrdered() {
    return Ordered.of(
        place(),
        "side",
        side,
        "buyer",
        buyer < 0 ? "" : buyer,
        "product",
        product,
        "ended",
        ended ? "true" : "");
  }

  @Once
  public List<PriceRow> getRows() {
    var rows = read();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** Behind which price the next page begins; empty at the end. */
  @Once
  public String getNext() {
    var rows = read();
    return rows.size() > ROWS ? place().after(rows.get(ROWS - 1)) : "";
  }

  public String state(PriceRow row) {
    return row.state(clock.instant()).name();
  }

  @Once
  public List<Tenant> getBuyers() {
    return tenants.children(current.get());
  }

  @Once
  public List<String> getProducts() {
    return lists.products(current.get());
  }

  /** Empties the form for a new price. */
  public void begin() {
    form.begin(today().toString());
    asking = false;
  }

  /** Fills the form with a price that is to be changed or ended. */
  public void edit(PriceRow row) {
    var from = today();
    form.edit(row, from.toString());
    asking = false;
  }

  /** Checks the form and shows what it would do to what is earned. */
  public void ask() {
    outlook = null;
    getOutlook();
    asking = true;
  }

  public boolean isAsking() {
    return asking;
  }

  public void back() {
    asking = false;
  }

  /** What the form would do. */
  public PriceOutlook.Outlook getOutlook() {
    if (outlook == null) {
      var faults = new Faults();
      var wish = wish(faults);
      outlook =
          faults.of(
              () ->
                  form.getId() == 0
                      ? outlooks.ofNew(current.get(), wish)
                      : outlooks.ofChange(
                          current.get(), form.getId(), wish.unitPrice(), wish.from()));
      faults.end();
    }
    return outlook;
  }

  /** Whom the form's price is for; empty for everybody. */
  public String getBuyerName() {
    return buyer().map(Tenant::name).orElse(form.getBuyerName());
  }

  /** What the form's price is in; empty where each buyer's own currency decides. */
  public String getCurrency() {
    var typed = form.getCurrency() == null ? "" : form.getCurrency().strip();
    return typed.isEmpty() ? buyer().map(Tenant::currency).orElse("") : typed;
  }

  private Optional<Tenant> buyer() {
    return getBuyers().stream().filter(one -> one.id() == form.getBuyer()).findFirst();
  }

  /** Whether the form may be saved by this person: below the own cost by the owner alone. */
  @Once
  public boolean isSavable() {
    return getOutlook().ownCost() == null || Rights.sellsBelowCost(current.get().role());
  }

  /** Adds the price in the form, or lets another amount hold; what it does has been shown. */
  public void save() {
    var faults = new Faults();
    var wish = wish(faults);
    faults.end();
    if (form.getId() != 0) {
      lists.change(current.get(), form.getId(), wish.unitPrice(), wish.from(), asking);
    } else {
      lists.add(current.get(), wish);
    }
    asking = false;
    Notice.say("price.saved");
  }

  private PriceWish wish(Faults faults) {
    return new PriceWish(
        form.getBuyer(),
        form.getProduct(),
        form.getCountry(),
        form.getNetwork(),
        form.getPrefix(),
        form.getCurrency(),
        faults.of(() -> Amounts.typed("unitPrice", form.getUnitPrice())),
        faults.of(() -> day("validFrom")),
        form.getValidTo() == null || form.getValidTo().isEmpty()
            ? null
            : faults.of(() -> start("validTo", form.getValidTo())),
        !isSelling(),
        asking);
  }

  /** Ends the price in the form, on the day that it names. */
  public void end() {
    lists.end(current.get(), form.getId(), day("validTo"));
    Notice.say("price.saved");
  }

  /** Today means now. */
  private Instant day(String field) {
    var day = Check.optionalText(field, form.getValidFrom(), 10);
    return day.isEmpty() || day.equals(today().toString()) ? null : start(field, day);
  }

  private Instant start(String field, String day) {
    return Period.date(field, day).atStartOfDay(current.getTenant().zone()).toInstant();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), current.getTenant().zone());
  }

  /** Sends the prices as a file instead of the page. */
  public void download() {
    Download.table("prices", files.export(current.get(), filter(), asked.firstIn(PriceRow.ORDERS)));
  }

  public PriceForm getForm() {
    return form;
  }

  public String getSide() {
    return side;
  }

  public void setSide(String side) {
    this.side = side == null ? "" : side;
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getProduct() {
    return product;
  }

  public void setProduct(String product) {
    this.product = product == null ? "" : product;
  }

  public boolean isEnded() {
    return ended;
  }

  public void setEnded(boolean ended) {
    this.ended = ended;
  }

  public Asked getAsked() {
    return asked;
  }
}
