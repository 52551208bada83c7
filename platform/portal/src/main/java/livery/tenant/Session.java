package livery.tenant;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.time.Instant;

/** What the portal remembers of a signed-in person between requests. One for each browser. */
@SessionScoped
public class Session implements Serializable {

  private static final long serialVersionUID = 1L;

  private long personId;
  private long brandTenantId;
  private Instant signedInAt;
  private long tenantId;
  private Instant awaySince;

  /** Somebody has signed in at a host of this brand. Called by {@code livery.signin} only. */
  public void begin(Person person, Brand brand, Instant now) {
    personId = person.id();
    brandTenantId = brand.tenantId();
    signedInAt = now;
    goHome(person);
  }

  /** The password was changed in this session: it goes on, the others end. */
  public void renew(Instant now) {
    signedInAt = now;
  }

  void goHome(Person person) {
    tenantId = person.tenantId();
    awaySince = null;
  }

  void look(long otherTenantId, Instant now) {
    tenantId = otherTenantId;
    awaySince = now;
  }

  /** Whether anybody is signed in. */
  public boolean isBegun() {
    return signedInAt != null;
  }

  public long personId() {
    return personId;
  }

  /** Whose brand the person signed in under; the session counts nowhere else. */
  public long brandTenantId() {
    return brandTenantId;
  }

  public Instant signedInAt() {
    return signedInAt;
  }

  long tenantId() {
    return tenantId;
  }

  /** Since when the person looks at a tenant other than its own; {@code null} at home. */
  Instant awaySince() {
    return awaySince;
  }
}
