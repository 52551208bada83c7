package livery.client;

import java.io.Serializable;
import livery.fault.Check;
import livery.tenant.Tenant;

/** The form of a tenant, for a new one or one that is there. */
public class ClientForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private long id;
  private String kind;
  private String name;
  private String currency;
  private String timeZone;
  private String language;
  private String country;
  private String email;
  private String owner;

  void begin(Tenant above) {
    id = 0;
    kind = Tenant.Kind.CLIENT.name();
    name = "";
    currency = above.currency();
    timeZone = above.zone().getId();
    language = above.language();
    country = above.country();
    email = "";
    owner = "";
  }

  void edit(Tenant tenant) {
    begin(tenant);
    id = tenant.id();
    kind = tenant.kind().name();
    name = tenant.name();
  }

  Tenants.Details details() {
    return new Tenants.Details(
        Check.oneOf("kind", kind, Tenant.Kind.class), name, currency, timeZone, language, country);
  }

  public boolean isNew() {
    return id == 0;
  }

  public long getId() {
    return id;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getCurrency() {
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency;
  }

  public String getTimeZone() {
    return timeZone;
  }

  public void setTimeZone(String timeZone) {
    this.timeZone = timeZone == null ? "" : timeZone;
  }

  public String getLanguage() {
    return language;
  }

  public void setLanguage(String language) {
    this.language = language;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }
}
