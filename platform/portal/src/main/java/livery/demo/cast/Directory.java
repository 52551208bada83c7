package livery.demo.cast;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import livery.store.Ids;
import livery.tenant.Role;
import livery.tenant.Tenant.Kind;

/** The tenants of the story with their brands and people. */
public final class Directory {

  private final Connection connection;
  private final Ids ids;
  private final Days days;

  public Directory(Connection connection, Ids ids, Days days) {
    this.connection = connection;
    this.ids = ids;
    this.days = days;
  }

  /**
   * Writes them.
   *
   * @param passwordHash everybody's
   * @return the id of each
   */
  public Map<Company, Long> write(String passwordHash) throws SQLException {
    var tenants = tenants();
    brands(tenants);
    people(tenants, passwordHash);
    return tenants;
  }

  private Map<Company, Long> tenants() throws SQLException {
    var tenants = new EnumMap<Company, Long>(Company.class);
    var paths = new EnumMap<Company, String>(Company.class);
    try (var rows =
        new Rows(
            connection,
            "tenant",
            "id, parent_id, kind, name, path, currency, time_zone, language, country,"
                + " created_at")) {
      for (var company : Company.values()) {
        var id = ids.next();
        var above = company.seller == null ? Company.PLATFORM_ID : tenants.get(company.seller);
        var path = company.seller == null ? "/" + above + "/" : paths.get(company.seller);
        tenants.put(company, id);
        paths.put(company, path + id + "/");
        rows.add(
            id,
            above,
            company.kind,
            company.title,
            path + id + "/",
            company.currency,
            Days.ZONE.getId(),
            company.language,
            Company.COUNTRY,
            begun(company, days));
      }
    }
    return tenants;
  }

  /** Resellers began a while before their clients. */
  public static Instant begun(Company company, Days days) {
    var day = company.kind == Kind.CLIENT ? Days.OPENING + 2 : Days.OPENING + 14;
    return days.at(day, 10 + company.ordinal() / 2, 5 + 3 * company.ordinal());
  }

  private void brands(Map<Company, Long> tenants) throws SQLException {
    try (var brands =
            new Rows(connection, "brand", "tenant_id, name, theme, footer, support, languages");
        var hosts = new Rows(connection, "brand_host", "host, tenant_id")) {
      brands.add(
          tenants.get(Company.ACME),
          "Acme Telecom",
          "acme",
          "Acme Telecom · SMS для бізнесу",
          "support@acme.example",
          "uk,en,ru");
      hosts.add(DemoAccounts.ACME_HOST, tenants.get(Company.ACME));
      brands.add(
          tenants.get(Company.NOVA),
          "Nova",
          "nova",
          "Nova Mobile · text marketing that talks back",
          "hello@nova.example",
          "en,uk,ru");
      hosts.add(DemoAccounts.NOVA_HOST, tenants.get(Company.NOVA));
    }
  }

  private void people(Map<Company, Long> tenants, String passwordHash) throws SQLException {
    try (var rows =
        new Rows(
            connection,
            "app_user",
            "id, tenant_id, email, name, password_hash, role, language, created_at")) {
      for (var company : Company.values()) {
        for (var role : Role.values()) {
          rows.add(
              ids.next(),
              tenants.get(company),
              DemoAccounts.email(company, role),
              role.name().charAt(0) + role.name().substring(1).toLowerCase(java.util.Locale.ROOT),
              passwordHash,
              role,
              company.language,
              begun(company, days));
        }
      }
    }
  }
}
