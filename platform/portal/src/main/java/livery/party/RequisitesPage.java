package livery.party;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The form of the tenant's legal details. */
@Named
@ViewScoped
public class RequisitesPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Parties parties;
  private final CurrentScope current;
  private RequisitesForm form;
  private boolean told;

  @Inject
  public RequisitesPage(Parties parties, CurrentScope current) {
    this.parties = parties;
    this.current = current;
  }

  protected RequisitesPage() {
    this(null, null);
  }

  /** What the form shows. */
  public RequisitesForm getForm() {
    if (form == null) {
      var tenant = current.getTenant();
      var known = parties.get(current.get());
      told = known.isPresent();
      form =
          new RequisitesForm(
              known.orElseGet(() -> Requisites.unknown(tenant.name(), tenant.country())));
    }
    return form;
  }

  /** Whether documents can be issued already. */
  @Once
  public boolean isTold() {
    getForm();
    return told;
  }

  /** Keeps what was typed. */
  public void save() {
    var faults = new Faults();
    var wish = getForm().wish(faults.of(this::percent, BigDecimal.ZERO));
    faults.check(() -> RequisitesCheck.check(wish));
    faults.end();
    form = new RequisitesForm(parties.save(current.get(), wish));
    told = true;
    Notice.say("party.saved");
  }

  private BigDecimal percent() {
    var text = Check.optionalText("vatPercent", form.getVatPercent(), 10).replace(',', '.');
    if (!text.matches("\\d{0,3}(\\.\\d{0,4})?")) {
      throw Fault.invalid("vatPercent", "party.fault.percent", 50);
    }
    return text.isEmpty() || text.equals(".") ? BigDecimal.ZERO : new BigDecimal(text);
  }
}
