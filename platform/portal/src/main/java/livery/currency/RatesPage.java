package livery.currency;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.frame.Parts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.TenantTree;

/** Rates between currencies: all see them, the platform's finance enters them. */
@Named("ratesPage")
@ViewScoped
public class RatesPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Rates rates;
  private final TenantTree tree;
  private final CurrentScope current;
  private final Parts<Rates.Entry, Long> parts =
      new Parts<>(Rates.PAGE_MAX, 0L, this::read, Rates.Entry::id);
  private String from = "";
  private String to = "";
  private String rate = "";
  private String validFrom = "";
  private String source = "";
  private String file = "";

  @Inject
  public RatesPage(Rates rates, TenantTree tree, CurrentScope current) {
    this.rates = rates;
    this.tree = tree;
    this.current = current;
  }

  protected RatesPage() {
    this(null, null, null);
  }

  public List<Rates.Entry> getRows() {
    return parts.getRows();
  }

  private List<Rates.Entry> read(long before, int limit) {
    return rates.list(current.get(), before, limit);
  }

  public Parts<Rates.Entry, Long> getParts() {
    return parts;
  }

  /** Whether the reader enters rates. */
  @Once
  public boolean isWriter() {
    return current.isFinances() && tree.isPlatform(current.get().tenantId());
  }

  public void add() {
    rates.add(
        current.get(), new Rates.Wish(from, to, Amounts.typed("rate", rate), validFrom, source));
    rate = "";
    Notice.say("currency.entered");
  }

  /** Takes what was pasted, all of it or nothing. */
  public void take() {
    rates.addAll(current.get(), file);
    file = "";
    Notice.say("currency.entered");
  }

  /** All rates as a file, so many as one takes in: {@value Rates#ROWS_MAX}. */
  public void download() {
    var all = new ArrayList<Rates.Entry>();
    List<Rates.Entry> some;
    do {
      some = read(all.isEmpty() ? 0 : all.get(all.size() - 1).id(), Rates.PAGE_MAX);
      all.addAll(some);
    } while (some.size() == Rates.PAGE_MAX && all.size() < Rates.ROWS_MAX);
    Download.table("rates", RateFile.write(all));
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to;
  }

  public String getRate() {
    return rate;
  }

  public void setRate(String rate) {
    this.rate = rate;
  }

  public String getValidFrom() {
    return validFrom;
  }

  public void setValidFrom(String validFrom) {
    this.validFrom = validFrom;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public String getFile() {
    return file;
  }

  public void setFile(String file) {
    this.file = file;
  }
}
