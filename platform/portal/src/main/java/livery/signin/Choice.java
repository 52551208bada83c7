package livery.signin;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import livery.tenant.Brand;
import livery.tenant.Person;

/** The accounts that one password has just opened, until one is chosen. One for each browser. */
@SessionScoped
class Choice implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Duration LASTS = Duration.ofMinutes(5);

  private long brandTenantId;
  private Instant shownAt;
  private List<Account> accounts = List.of();

  /** One of them. */
  public record Account(long personId, long tenantId) implements Serializable {}

  void offer(List<Person> people, Brand brand, Instant now) {
    accounts = people.stream().map(one -> new Account(one.id(), one.tenantId())).toList();
    brandTenantId = brand.tenantId();
    shownAt = now;
  }

  /** What may be chosen at a host of this brand. */
  List<Account> at(Brand brand, Instant now) {
    var lasts =
        shownAt != null && brandTenantId == brand.tenantId() && now.isBefore(shownAt.plus(LASTS));
    return lasts ? accounts : List.of();
  }

  Instant shownAt() {
    return shownAt;
  }

  void end() {
    accounts = List.of();
  }
}
