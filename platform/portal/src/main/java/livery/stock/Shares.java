package livery.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How large the operators of each country are, as the platform enters it: the reach of a short code
 * is told by it. Thread-safe.
 */
@ApplicationScoped
public class Shares {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int NETWORK_LENGTH = 60;
  private static final int MOST_NETWORKS = 50;
  private static final int WHOLE = 1000;

  private final Store store;
  private final TenantTree tree;
  private final Audit audit;

  /**
   * One operator.
   *
   * @param network its name as the links to it have it
   * @param permille of the country's subscribers, 0 to 1000
   */
  @Schema(name = "StockShare")
  public record Share(String network, int permille) {}

  @Inject
  public Shares(Store store, TenantTree tree, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.audit = audit;
  }

  protected Shares() {
    this(null, null, null);
  }

  /** The operators of a country, the largest first; empty when nobody has entered any. */
  public List<Share> of(Scope scope, String country) {
    Rights.mayOperate(scope, tree);
    var checked = country(country);
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT network, permille FROM network_share WHERE country = :country"
                            + " ORDER BY permille DESC, network LIMIT "
                            + MOST_NETWORKS)
                    .bind("country", checked)
                    .map(
                        (row, context) ->
                            new Share(row.getString("network"), row.getInt("permille")))
                    .list());
  }

  /**
   * Puts these in the place of what is there for the country.
   *
   * @throws Fault when a name comes twice or they are more than the whole together
   */
  public List<Share> put(Scope scope, String country, List<Share> shares) {
    Rights.mayOperate(scope, tree);
    var checked = country(country);
    Check.range("shares", shares.size(), 0, MOST_NETWORKS);
    var names = new HashSet<String>();
    var sum = 0L;
    for (var share : shares) {
      if (share == null) {
        throw Fault.invalid("shares", "fault.missing", "network");
      }
      var name = Check.text("network", share.network(), NETWORK_LENGTH);
      if (!names.add(name)) {
        throw Fault.invalid("network", "number.fault.network-twice", name);
      }
      sum += Check.range("permille", share.permille(), 0, WHOLE);
    }
    if (sum > WHOLE) {
      throw Fault.invalid("permille", "number.fault.shares-sum", sum, WHOLE);
    }
    store.inTransaction(
        connection -> {
          write(checked, shares);
          audit.write(scope, "number.shares", "country " + checked, words(shares));
          return null;
        });
    return of(scope, checked);
  }

  private static String words(List<Share> shares) {
    return shares.stream()
        .map(one -> one.network() + " " + BigDecimal.valueOf(one.permille(), 1) + " %")
        .collect(Collectors.joining(", "));
  }

  private void write(String country, List<Share> shares) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM network_share WHERE country = ?", country);
              var batch = handle.prepareBatch("INSERT INTO network_share VALUES (?, ?, ?)");
              shares.forEach(
                  share -> batch.add(country, share.network().strip(), share.permille()));
              if (!shares.isEmpty()) {
                batch.execute();
              }
            });
  }

  private static String country(String country) {
    var code = Check.text("country", country, 2).toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(code)) {
      throw Fault.invalid("country", "tenant.fault.country", code);
    }
    return code;
  }
}
