package livery.number;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import livery.fault.Fault;
import livery.frame.Parts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** Search in the stock, and rent what is found. */
@Named
@ViewScoped
public class RentPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 100;

  private final Numbers numbers;
  private final CurrentScope current;
  private String country = "";
  private String kind = "";
  private String tier = "";
  private String pattern = "";
  private final Parts<Numbers.Offer, NumberRow.Place> parts =
      new Parts<>(
          SHOWN_MAX,
          NumberRow.Place.FIRST,
          this::read,
          offer -> NumberRow.Place.of(offer.number()));
  private long chosen;

  @Inject
  public RentPage(Numbers numbers, CurrentScope current) {
    this.numbers = numbers;
    this.current = current;
  }

  protected RentPage() {
    this(null, null);
  }

  @PostConstruct
  void begin() {
    country = current.getTenant().country();
  }

  /** What fits the search; nothing while the search itself is wrong, which its field says. */
  public List<Numbers.Offer> getOffers() {
    return parts.getRows();
  }

  public Parts<Numbers.Offer, NumberRow.Place> getParts() {
    return parts;
  }

  private List<Numbers.Offer> read(NumberRow.Place after, int limit) {
    NumberSearch search;
    try {
      search = new NumberSearch(country, kind, tier, pattern);
    } catch (Fault wrong) {
      return List.of();
    }
    return numbers.available(current.get(), search, after, limit);
  }

  /** Searches again; the list itself is read when it is drawn. */
  public void search() {
    parts.first();
    new NumberSearch(country, kind, tier, pattern);
  }

  /** Begins to rent: the dialog shows the price and asks. */
  public void choose(long numberId) {
    chosen = numberId;
  }

  /** What is asked about, {@code null} before a choice. */
  public Numbers.Offer getOffer() {
    return Optional.of(chosen)
        .filter(id -> id != 0)
        .map(id -> numbers.offer(current.get(), id))
        .orElse(null);
  }

  /** Whose subscribers cannot text to the chosen number. */
  public Reach getReach() {
    return chosen == 0 ? null : numbers.reachInStock(chosen);
  }

  /** Rents the chosen number. */
  public String rent() {
    numbers.rent(current.get(), chosen);
    FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    Notice.say("number.rented");
    return "/number/list?faces-redirect=true";
  }

  public List<String> getCountries() {
    return numbers.countries();
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
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

  public String getPattern() {
    return pattern;
  }

  public void setPattern(String pattern) {
    this.pattern = pattern;
  }
}
