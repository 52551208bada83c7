package livery.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import livery.fault.Fault;
import livery.message.Networks;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Which operator's link takes a text that answers nothing: of the active links that serve the
 * number, the one that the person's last message went over, because that is the person's operator;
 * for somebody new always the same one of them, spread by the phone, so that a person's texts keep
 * their order.
 */
final class Routes {

  private final Networks networks;
  private final TenantSql sql;

  Routes(Networks networks, TenantSql sql) {
    this.networks = networks;
    this.sql = sql;
  }

  /**
   * The link of each text.
   *
   * @throws Fault when no active link serves a number
   */
  List<Long> choose(Scope scope, List<Origin> from, List<String> phones) {
    var last = last(scope, phones);
    var serving = new HashMap<Long, List<Long>>();
    var links = new ArrayList<Long>();
    for (var i = 0; i < phones.size(); i++) {
      var candidates = serving.computeIfAbsent(from.get(i).id(), networks::serving);
      if (candidates.isEmpty()) {
        throw Fault.conflict("from", "message.fault.no-link", from.get(i).digits());
      }
      var known = last.getOrDefault(phones.get(i), 0L);
      links.add(
          candidates.contains(known)
              ? known
              : candidates.get(Math.floorMod(phones.get(i).hashCode(), candidates.size())));
    }
    return links;
  }

  private Map<String, Long> last(Scope scope, List<String> phones) {
    var found = new HashMap<String, Long>();
    sql.query(
            scope,
            "SELECT m.phone, m.link_id FROM (SELECT MAX(id) AS id FROM message"
                + " WHERE tenant_id = :tenant AND phone IN (<phones>) GROUP BY phone) l"
                + " JOIN message m ON m.id = l.id",
            query ->
                query
                    .bindList("phones", List.copyOf(new HashSet<>(phones)))
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list())
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }
}
