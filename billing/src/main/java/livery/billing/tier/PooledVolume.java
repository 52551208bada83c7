package livery.billing.tier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Exact;

/**
 * Counts what earns a volume discount: a tenant's own usage, or that of everybody below it as well.
 * Each usage counts once for each tenant above it, wherever its client has been moved. Immutable
 * and thread-safe.
 */
public final class PooledVolume {

  /** {@code to} of a link that lasts. */
  public static final Instant NO_END = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Whose usage a contract counts. */
  public enum Scope {
    /** The tenant's own usage only. */
    OWN,
    /** The usage of the tenant and of everybody below it. */
    SUBTREE,
    /** As SUBTREE without the tenant's own: "the partner's own account excluded" (eLama). */
    CLIENTS
  }

  /** For whom a client counts that moved within the period. */
  public enum Moved {
    /** For the old parent until it moved, for the new one since. */
    FROM_MOVE,
    /** For the parent that it has at the end of the period, with all of the period. */
    WHOLE_PERIOD
  }

  /**
   * A tenant below another for a time.
   *
   * @param from first moment
   * @param to first moment after; {@link #NO_END} while it lasts
   * @param countsUpward whether what the child and those below it use counts for the parent and
   *     those above it, as the child's contract says
   */
  public record Link(long childId, long parentId, Instant from, Instant to, boolean countsUpward) {

    public Link {
      Exact.present(from, "Tenant " + childId + ": the start of a link");
      Exact.present(to, "Tenant " + childId + ": the end of a link");
      if (childId <= 0 || parentId <= 0 || childId == parentId || !from.isBefore(to)) {
        throw new BillingException.Invalid(
            "Tenant %d cannot be below %d from %s to %s".formatted(childId, parentId, from, to));
      }
    }

    /** A link without a beginning and an end that counts upward. */
    public static Link of(long childId, long parentId) {
      return new Link(childId, parentId, Instant.EPOCH, NO_END, true);
    }
  }

  /**
   * Something that was used.
   *
   * @param eventId a repeat with the same id and content counts once
   * @param quantity as the contract counts: parts, messages, delivered ones or money
   */
  public record Usage(long eventId, long tenantId, Instant at, BigDecimal quantity) {

    public Usage {
      Exact.present(at, "Event " + eventId + ": the moment");
      Exact.notNegative(quantity, "Event " + eventId + ": the quantity");
    }
  }

  /**
   * What counted for a tenant.
   *
   * @param byTenant who used it, those with nothing left out
   * @param byBranch the same by direct child of the payer, its own under its own id: those among
   *     whom a discount is passed on
   */
  public record Volume(
      long payerId,
      BigDecimal total,
      SortedMap<Long, BigDecimal> byTenant,
      SortedMap<Long, BigDecimal> byBranch) {

    public Volume {
      byTenant = Collections.unmodifiableSortedMap(new TreeMap<>(byTenant));
      byBranch = Collections.unmodifiableSortedMap(new TreeMap<>(byBranch));
    }
  }

  private final Map<Long, List<Link>> links;
  private final Moved moved;

  private PooledVolume(Map<Long, List<Link>> links, Moved moved) {
    this.links = links;
    this.moved = moved;
  }

  /**
   * A counter over a tree as it was and is.
   *
   * @throws BillingException.Invalid when a tenant is below two others at once
   */
  public static PooledVolume over(Collection<Link> links, Moved moved) {
    Exact.present(links, "The list of links");
    Exact.present(moved, "For whom a moved client counts");
    var byChild = new HashMap<Long, List<Link>>();
    for (var link : links) {
      Exact.present(link, "A link of the list");
      var others = byChild.computeIfAbsent(link.childId(), none -> new ArrayList<>(1));
      for (var other : others) {
        if (other.from.isBefore(link.to) && link.from.isBefore(other.to)) {
          throw new BillingException.Invalid(
              "Tenant %d is below %d and %d at once"
                  .formatted(link.childId, other.parentId, link.parentId));
        }
      }
      others.add(link);
    }
    return new PooledVolume(byChild, moved);
  }

  /**
   * What counts for a tenant in a period.
   *
   * @param from first moment
   * @param to first moment after; usage at other times is left out
   * @throws BillingException.Invalid when the period does not begin before it ends
   * @throws BillingException.Conflict when an event id comes twice with different content
   */
  public Volume count(
      long payerId, Scope scope, Collection<Usage> usage, Instant from, Instant to) {
    Exact.present(scope, "Whose usage counts");
    Exact.present(usage, "The list of usage");
    if (!Exact.present(from, "The start of the period")
        .isBefore(Exact.present(to, "The end of the period"))) {
      throw new BillingException.Invalid("A period begins before it ends: " + from + ", " + to);
    }
    var byTenant = new TreeMap<Long, BigDecimal>();
    var byBranch = new TreeMap<Long, BigDecimal>();
    var total = BigDecimal.ZERO;
    var seen = new HashMap<Long, Usage>();
    for (var used : usage) {
      Exact.present(used, "A usage of the list");
      var again = seen.putIfAbsent(used.eventId(), used);
      if (again != null) {
        requireSame(again, used);
      } else if (!used.at().isBefore(from) && used.at().isBefore(to)) {
        var at = moved == Moved.FROM_MOVE ? used.at() : to.minusMillis(1);
        var branch = branch(payerId, scope, used.tenantId(), at);
        if (branch != NOBODY && used.quantity().signum() > 0) {
          total = total.add(used.quantity());
          byTenant.merge(used.tenantId(), used.quantity(), BigDecimal::add);
          byBranch.merge(branch, used.quantity(), BigDecimal::add);
        }
      }
    }
    return new Volume(payerId, total, byTenant, byBranch);
  }

  private static final long NOBODY = 0;

  private static void requireSame(Usage first, Usage again) {
    if (first.tenantId() != again.tenantId()
        || !first.at().equals(again.at())
        || first.quantity().compareTo(again.quantity()) != 0) {
      throw new BillingException.Conflict(
          "Event %d comes twice: %s and %s".formatted(first.eventId(), first, again));
    }
  }

  /** The payer's child through which a tenant counts, the payer itself, or nobody. */
  private long branch(long payerId, Scope scope, long tenantId, Instant at) {
    if (tenantId == payerId) {
      return scope == Scope.CLIENTS ? NOBODY : payerId;
    }
    if (scope == Scope.OWN) {
      return NOBODY;
    }
    var way = new HashSet<Long>();
    var tenant = tenantId;
    while (way.add(tenant) && way.size() <= Edge.LEVEL_MAX + 1) {
      var link = parent(tenant, at);
      if (link == null || !link.countsUpward()) {
        return NOBODY;
      }
      if (link.parentId() == payerId) {
        return tenant;
      }
      tenant = link.parentId();
    }
    throw new BillingException.Invalid(
        "Tenant %d has no top above it, or one more than %d levels up"
            .formatted(tenantId, Edge.LEVEL_MAX));
  }

  private Link parent(long tenantId, Instant at) {
    for (var link : links.getOrDefault(tenantId, List.of())) {
      if (!at.isBefore(link.from()) && at.isBefore(link.to())) {
        return link;
      }
    }
    return null;
  }
}
