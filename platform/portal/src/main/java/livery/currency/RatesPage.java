package livery.currency;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.frame.Amounts;
import livery.frame.Download;
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
    return rates.list(current.get(), 0, Rates.PAGE_MAX);
  }

  /** Whether the reader enters rates. */
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

  public void download() {
    Download.table("rates", RateFile.write(getRows()));
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
