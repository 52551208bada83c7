package livery.signin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import livery.faces.Once;
import livery.frame.Parts;
import livery.order.Sought;
import livery.tenant.CurrentScope;

/** The API keys of the tenant that is looked at. */
@Named
@ViewScoped
public class KeysPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ApiKeys keys;
  private final CurrentScope current;
  private final Clock clock;
  private final Sought sought = new Sought();
  private final Parts<ApiKey, String> parts =
      new Parts<>(ApiKeys.PART_MAX, "", this::read, ApiKey::place);
  private String name;
  private List<String> scopes = new ArrayList<>();
  private int days;
  private String secret;

  @Inject
  public KeysPage(ApiKeys keys, CurrentScope current, Clock clock) {
    this.keys = keys;
    this.current = current;
    this.clock = clock;
  }

  protected KeysPage() {
    this(null, null, null);
  }

  @Once
  public List<ApiKey> getList() {
    return parts.getRows();
  }

  private List<ApiKey> read(String after, int limit) {
    return keys.list(current.get(), sought, after, limit);
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  public Parts<ApiKey, String> getParts() {
    return parts;
  }

  public boolean counts(ApiKey key) {
    return key.counts(clock.instant());
  }

  /** The scopes that this person may give. */
  public List<String> getAllScopes() {
    Set<String> all = ApiKeys.SCOPES;
    return all.stream()
        .filter(scope -> current.isOwns() || !(scope.equals("admin") || scope.startsWith("money:")))
        .toList();
  }

  /** Empties the form. */
  public void begin() {
    name = "";
    scopes = new ArrayList<>();
    days = 365;
    secret = null;
  }

  /** Makes the key in the form. */
  public void save() {
    secret = keys.create(current.get(), name, scopes, days).secret();
  }

  public void revoke(ApiKey key) {
    secret = null;
    keys.revoke(current.get(), key.id());
  }

  /** The secret was noted; it is not shown again. */
  public void forget() {
    secret = null;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public List<String> getScopes() {
    return scopes;
  }

  public void setScopes(List<String> scopes) {
    this.scopes = scopes;
  }

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }

  public String getSecret() {
    return secret;
  }
}
