package livery.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import livery.fault.Fault;
import livery.history.Messages;
import livery.message.Networks;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import livery.traffic.TrafficCounts;
import livery.traffic.TrafficCounts.By;

/**
 * The figures of a tenant and of those below it, from the hourly counts alone. Thread-safe.
 *
 * <p>Hours that are over do not change, so they are read once; what is computed is kept for some
 * seconds, so that a wall of screens costs as much as one.
 */
@ApplicationScoped
public class Statistics {

  static final Duration FRESH = Duration.ofSeconds(10);
  private static final int GROUPS = 8;
  private static final int HOURS = 24;
  private static final int REMEMBERED = 500;

  private final TrafficCounts counts;
  private final Networks networks;
  private final Messages messages;
  private final TenantTree tree;
  private final Clock clock;
  private final Map<Past, List<TrafficCounts.Hour>> past = remembering();
  private final Map<Asked, Kept> kept = remembering();

  private record Past(long tenantId, Instant from, Instant to) {}

  private record Asked(long tenantId, int days) {}

  private record Kept(Instant at, Overview overview) {}

  @Inject
  public Statistics(
      TrafficCounts counts, Networks networks, Messages messages, TenantTree tree, Clock clock) {
    this.counts = counts;
    this.networks = networks;
    this.messages = messages;
    this.tree = tree;
    this.clock = clock;
  }

  protected Statistics() {
    this(null, null, null, null, null);
  }

  private static <K, V> Map<K, V> remembering() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
          }
        });
  }

  /**
   * The figures and charts of a stretch.
   *
   * @param days 1 for today, 7 or 30
   * @throws Fault for another number of days
   */
  public Overview overview(Scope scope, int days) {
    var tenant =
        tree.find(scope.tenantId()).orElseThrow(() -> Fault.notFound("tenant", scope.tenantId()));
    var span = new Span(days, tenant.zone(), clock.instant());
    var asked = new Asked(scope.tenantId(), days);
    var before = kept.get(asked);
    if (before != null && before.at.plus(FRESH).isAfter(span.now())) {
      return before.overview;
    }
    var overview = compute(scope, span);
    kept.put(asked, new Kept(span.now(), overview));
    return overview;
  }

  private Overview compute(Scope scope, Span span) {
    var hours = hours(scope, span.firstHour(), span.endHour());
    var now = new Tally();
    var before = new Tally();
    var slots = tallies(times(span).size());
    var ofDay = tallies(HOURS);
    for (var hour : hours) {
      before.add(hour, span.shareBefore(hour.hour()));
      if (span.holds(hour.hour())) {
        now.add(hour, 1);
        slots[slot(span, hour.hour())].add(hour, 1);
        ofDay[hour.hour().atZone(span.zone()).getHour()].add(hour, 1);
      }
    }
    for (var blocked : counts.blocked(scope, span.firstHour(), span.endHour())) {
      before.blocked += blocked.people() * span.shareBefore(blocked.hour());
      if (span.holds(blocked.hour())) {
        now.blocked += blocked.people();
        slots[slot(span, blocked.hour())].blocked += blocked.people();
      }
    }
    return new Overview(
        span.days(),
        figures(now, before, slots),
        times(span),
        points(slots, one -> one.received),
        points(slots, one -> one.sent),
        points(ofDay, one -> one.received),
        points(ofDay, one -> one.sent),
        groups(scope, span, By.LINK, ids -> networks::name),
        groups(scope, span, By.CAMPAIGN, ids -> campaignNames(scope, ids)),
        tree.childrenOf(scope.tenantId()).isEmpty()
            ? List.of()
            : groups(scope, span, By.TENANT, ids -> this::tenantName));
  }

  private static Tally[] tallies(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Tally()).toArray(Tally[]::new);
  }

  private static int slot(Span span, Instant hour) {
    var local = hour.atZone(span.zone());
    return span.days() == 1
        ? local.getHour()
        : (int) Math.max(0, ChronoUnit.DAYS.between(span.dates().get(0), local.toLocalDate()));
  }

  private static List<String> times(Span span) {
    return span.days() == 1
        ? IntStream.rangeClosed(0, span.now().atZone(span.zone()).getHour())
            .mapToObj(Integer::toString)
            .toList()
        : span.dates().stream().map(Object::toString).toList();
  }

  private static List<Figure> figures(Tally now, Tally before, Tally[] slots) {
    return List.of(
        figure("received", now, before, slots, one -> one.received),
        figure("sent", now, before, slots, one -> one.sent),
        delivered(now, before, slots),
        figure("failed", now, before, slots, Tally::failed),
        figure("spend", now, before, slots, one -> one.spendMicros),
        figure("blocked", now, before, slots, one -> one.blocked));
  }

  private static Figure figure(
      String name, Tally now, Tally before, Tally[] slots, ToDoubleFunction<Tally> value) {
    var is = value.applyAsDouble(now);
    var was = value.applyAsDouble(before);
    var change = was < 0.5 ? null : (Double) ((is - was) / was);
    return new Figure(name, Math.round(is), null, change, points(slots, value));
  }

  /** Its change is in points of the share, not in messages. */
  private static Figure delivered(Tally now, Tally before, Tally[] slots) {
    var is = now.deliveredShare();
    var was = before.deliveredShare();
    var change = is == null || was == null ? null : (Double) (is - was);
    return new Figure(
        "delivered", Math.round(now.delivered), is, change, points(slots, one -> one.delivered));
  }

  private static List<Long> points(Tally[] tallies, ToDoubleFunction<Tally> value) {
    return Arrays.stream(tallies).map(one -> Math.round(value.applyAsDouble(one))).toList();
  }

  /** The largest groups of a period, the largest first. */
  private List<Overview.Group> groups(
      Scope scope, Span span, By by, Function<List<Long>, LongFunction<String>> naming) {
    var from = span.from().truncatedTo(ChronoUnit.HOURS);
    var sums = new LinkedHashMap<Long, Tally>();
    for (var group : counts.groups(scope, by, from, span.endHour())) {
      if (group.id() != 0) {
        sums.computeIfAbsent(group.id(), id -> new Tally()).add(group);
      }
    }
    var largest =
        sums.keySet().stream()
            .sorted(Comparator.comparingLong((Long id) -> size(sums.get(id))).reversed())
            .limit(GROUPS)
            .toList();
    var name = naming.apply(largest);
    return largest.stream().map(id -> group(id, name.apply(id), sums.get(id))).toList();
  }

  private static long size(Tally sum) {
    return Math.round(sum.received) + Math.round(sum.sent);
  }

  private static Overview.Group group(long id, String name, Tally sum) {
    return new Overview.Group(
        id,
        name,
        Math.round(sum.received),
        Math.round(sum.sent),
        sum.deliveredShare(),
        Math.round(sum.spendMicros));
  }

  private LongFunction<String> campaignNames(Scope scope, List<Long> ids) {
    var names = messages.campaignNames(scope, ids);
    return id -> names.getOrDefault(id, "");
  }

  private String tenantName(long id) {
    return tree.find(id).map(Tenant::name).orElse("");
  }

  /** Hours that are over come from memory; the last two are read each time. */
  private List<TrafficCounts.Hour> hours(Scope scope, Instant from, Instant to) {
    var cut = to.minus(2, ChronoUnit.HOURS);
    if (!from.isBefore(cut)) {
      return counts.hours(scope, from, to);
    }
    var key = new Past(scope.tenantId(), from, cut);
    var over = past.get(key);
    if (over == null) {
      over = List.copyOf(counts.hours(scope, from, cut));
      past.put(key, over);
    }
    var all = new ArrayList<>(over);
    all.addAll(counts.hours(scope, cut, to));
    return all;
  }
}
