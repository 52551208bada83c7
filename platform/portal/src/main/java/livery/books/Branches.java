package livery.books;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Who was below whom at a moment: the tree as it is, with the moves since undone. For papers about
 * a time that is over. Immutable.
 */
public final class Branches {

  private final TenantTree tree;
  private final Map<Long, Long> parents;

  private Branches(TenantTree tree, Map<Long, Long> parents) {
    this.tree = tree;
    this.parents = parents;
  }

  /** The tree as it was at a moment. */
  public static Branches at(Store store, TenantTree tree, Instant moment) {
    var parents =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT tenant_id, from_id FROM tenant_move WHERE moved_at >= :moment"
                                + " ORDER BY id")
                        .bind("moment", Utc.of(moment))
                        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (first, later) -> first,
                                HashMap::new)));
    return new Branches(tree, parents);
  }

  /** Whether the one was below the other, at any depth; nobody is below itself. */
  public boolean isBelow(long tenant, long above) {
    Function<Long, Long> parent =
        id -> parents.getOrDefault(id, tree.find(id).map(Tenant::parentId).orElse(0L));
    for (var id = parent.apply(tenant); id != 0; id = parent.apply(id)) {
      if (id == above) {
        return true;
      }
    }
    return false;
  }
}
