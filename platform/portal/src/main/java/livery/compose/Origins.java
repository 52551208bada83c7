package livery.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import livery.fault.Check;
import livery.fault.Fault;
import livery.message.Countries;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * The numbers that a very tenant may send from: its own, and shared ones with its keywords.
 * Thread-safe.
 */
@ApplicationScoped
public class Origins {

  /** Most numbers to choose from at once. */
  public static final int SHOWN_MAX = 200;

  private static final int LENGTH_MAX = 22;
  private static final String OWN =
      " FROM number n WHERE (n.tenant_id = :tenant AND n.state = 'RENTED' OR n.shared AND n.state"
          + " <> 'QUARANTINE' AND EXISTS (SELECT 1 FROM keyword k WHERE k.number_id = n.id AND"
          + " k.tenant_id = :tenant AND k.released_at IS NULL))";
  private static final String ROWS = "SELECT n.id, n.digits, n.country, n.kind" + OWN;
  private static final String ORDER = " ORDER BY n.country, n.digits";

  private final TenantSql sql;

  @Inject
  public Origins(TenantSql sql) {
    this.sql = sql;
  }

  protected Origins() {
    this(null);
  }

  /**
   * The first {@value #SHOWN_MAX} of them by country and digits.
   *
   * @param digits that they have somewhere; empty for all
   */
  public List<Origin> find(Scope scope, String digits) {
    return sql.query(
        scope,
        ROWS + " AND INSTR(n.digits, :part) > 0" + ORDER + " LIMIT " + SHOWN_MAX,
        query ->
            query
                .bind("part", digits.replaceAll("[^0-9]", ""))
                .map((row, context) -> Origin.read(row))
                .list());
  }

  /** How many there are. */
  public int count(Scope scope) {
    return sql.query(scope, "SELECT COUNT(*)" + OWN, query -> query.mapTo(Integer.class).one());
  }

  /** Those with these digits, which several countries may have. */
  public List<Origin> these(Scope scope, Set<String> digits) {
    return digits.isEmpty()
        ? List.of()
        : sql.query(
            scope,
            ROWS + " AND n.digits IN (<digits>)" + ORDER,
            query ->
                query
                    .bindList("digits", List.copyOf(digits))
                    .map((row, context) -> Origin.read(row))
                    .list());
  }

  /** Those that the texts name. */
  List<Origin> of(Scope scope, List<NewText> texts) {
    return these(
        scope,
        texts.stream()
            .filter(text -> text != null && text.from() != null)
            .map(text -> digits(text.from()))
            .collect(Collectors.toSet()));
  }

  private static String digits(String written) {
    return written.replaceAll("[\\s+()-]", "");
  }

  /**
   * The one that a text names; where several countries have the digits, the receiver's decides.
   *
   * @throws Fault when it is none of the tenant's own
   */
  static Origin choose(String field, String wanted, String phone, List<Origin> own) {
    var digits = digits(Check.text(field, wanted, LENGTH_MAX));
    var found = own.stream().filter(number -> number.digits().equals(digits)).toList();
    if (found.isEmpty()) {
      throw Fault.invalid(field, "message.fault.not-yours", Check.shown(wanted));
    }
    var country = Countries.of(phone);
    return found.stream()
        .filter(number -> number.country().equals(country))
        .findFirst()
        .orElse(found.get(0));
  }
}
