package livery.client;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.faces.Once;
import livery.order.Sought;
import livery.tenant.CurrentScope;
import livery.tenant.Tenant;
import livery.tenant.Zones;

/** The tenants directly below the one that is looked at. */
@Named
@ViewScoped
public class ClientsPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final List<String> CURRENCIES =
      List.of("EUR", "UAH", "USD", "GBP", "PLN", "CZK", "RON", "MDL", "GEL", "KZT", "TRY");

  private final Tenants tenants;
  private final CurrentScope current;
  private final ClientForm form = new ClientForm();
  private final Sought sought = new Sought();
  private String password;
  private String passwordOf;

  @Inject
  public ClientsPage(Tenants tenants, CurrentScope current) {
    this.tenants = tenants;
    this.current = current;
  }

  protected ClientsPage() {
    this(null, null);
  }

  @Once
  public List<Tenant> getList() {
    return tenants.children(current.get(), sought);
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  /** How many tenants are below that one. */
  public int below(Tenant tenant) {
    return tenants.subtree(current.get().at(tenant.id())).size() - 1;
  }

  /** Empties the form for a new tenant like the one above it. */
  public void begin() {
    form.begin(current.getTenant());
    password = null;
  }

  /** Fills the form with one of the list. */
  public void edit(Tenant tenant) {
    form.edit(tenant);
    password = null;
  }

  /** Changes the tenant in the form, or adds it with its first owner: all or nothing. */
  public void save() {
    var scope = current.get();
    if (form.getId() != 0) {
      tenants.change(
          scope,
          form.getId(),
          form.getName(),
          form.getTimeZone(),
          form.getLanguage(),
          form.getCountry());
      return;
    }
    var invited = tenants.createWithOwner(scope, form.details(), form.getEmail(), form.getOwner());
    password = invited.oneTimePassword();
    passwordOf = invited.person().email();
  }

  public void suspend(Tenant tenant) {
    tenants.suspend(current.get(), tenant.id(), tenant.active());
  }

  /** Looks at that tenant from now on. */
  public String look(Tenant tenant) {
    current.look(tenant.id());
    return "/index.xhtml?faces-redirect=true";
  }

  public void forget() {
    password = null;
    passwordOf = null;
  }

  public ClientForm getForm() {
    return form;
  }

  public List<String> getZones() {
    return Zones.offered(form.getTimeZone());
  }

  public List<String> getCountries() {
    return Tenants.countries();
  }

  public List<String> getCurrencies() {
    return CURRENCIES;
  }

  public String getPassword() {
    return password;
  }

  public String getPasswordOf() {
    return passwordOf;
  }
}
