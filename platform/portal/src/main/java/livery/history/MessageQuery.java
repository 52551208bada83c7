package livery.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * A search as the address of a page spells it, so that each view can be linked to, left and
 * exported: {@code ?direction=IN&from=2026-03-01&to=2026-03-07}. Days are whole, in the tenant's
 * zone, both included.
 */
final class MessageQuery {

  private static final String ORDER = "order";
  private static final String OLDEST = "oldest";
  private static final String[] NAMES = {
    "direction", "state", "campaign", "number", "phone", "from", "to", "text", "client", ORDER
  };

  private final Map<String, String> given = new LinkedHashMap<>();

  /** Takes what is known from the parameters of a request. */
  MessageQuery(Function<String, String> parameters) {
    for (var name : NAMES) {
      var value = parameters.apply(name);
      if (value != null && !value.isBlank()) {
        given.put(name, value.strip());
      }
    }
  }

  String get(String name) {
    return given.getOrDefault(name, "");
  }

  /** Whether nothing narrows the list, in whatever order it is. */
  boolean isEmpty() {
    return given.keySet().stream().allMatch(ORDER::equals);
  }

  boolean isOldestFirst() {
    return get(ORDER).equals(OLDEST);
  }

  /** The same with another value of one parameter; an empty one takes it away. */
  MessageQuery with(String name, String value) {
    return new MessageQuery(one -> one.equals(name) ? value : given.get(one));
  }

  /** "?a=b&c=d", or "?" without any. */
  String address() {
    return given.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * What is looked for. A text without a period is looked for in the last month.
   *
   * @throws Fault when a value is wrong
   */
  MessageSearch search(ZoneId zone, Clock clock) {
    var text = get("text");
    var today = LocalDate.ofInstant(clock.instant(), zone);
    var from = day("from");
    var to = day("to");
    if (!text.isEmpty() && from == null && to == null) {
      from = today.minusDays(MessageSearch.TEXT_DAYS - 1L);
    }
    if (!text.isEmpty() && to == null) {
      to = today;
    }
    return new MessageSearch(
        id("client"),
        get("direction"),
        get("state"),
        id("campaign"),
        id("number"),
        get("phone"),
        from == null ? null : start(from, zone),
        to == null ? null : start(to.plusDays(1), zone),
        text);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private LocalDate day(String name) {
    var value = get(name);
    try {
      return value.isEmpty() ? null : LocalDate.parse(value);
    } catch (DateTimeException wrong) {
      throw Fault.invalid(name, "message.fault.day", Check.shown(value));
    }
  }

  private long id(String name) {
    var value = get(name);
    if (!value.matches("\\d{0,18}")) {
      throw Fault.invalid(name, "rest.fault.number", name, Check.shown(value));
    }
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}
