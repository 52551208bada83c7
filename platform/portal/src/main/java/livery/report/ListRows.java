package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import livery.api.Report;
import livery.billing.Money;
import livery.frame.Amounts;
import livery.frame.Texts;
import livery.order.Place;
import livery.tenant.CurrentScope;

/** How the rows of a list become the rows of a file: words, times and amounts of its reader. */
@RequestScoped
class ListRows {

  static final int ROWS_MAX = 50_000;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Inject private CurrentScope current;
  @Inject private Texts texts;

  /**
   * A table.
   *
   * @param keys of the words above its columns
   * @param rows cut behind {@value #ROWS_MAX}, and the last one says so
   */
  Report.Table table(List<String> keys, Stream<List<String>> rows) {
    var kept = new ArrayList<>(rows.limit(ROWS_MAX + 1L).toList());
    if (kept.size() > ROWS_MAX) {
      kept.set(ROWS_MAX, List.of(texts.of("report.list-limit", ROWS_MAX)));
    }
    return new Report.Table("", keys.stream().map(texts::get).toList(), kept);
  }

  String time(Instant at) {
    return at == null ? "" : TIME.format(at.atZone(current.getTenant().zone()));
  }

  static String day(LocalDate day) {
    return day == null ? "" : day.toString();
  }

  static String plain(Money money) {
    return Amounts.plain(money).toPlainString();
  }

  /**
   * All parts of a list together, up to one row too many.
   *
   * @param part the rows behind a place, so many as a chunk has
   * @param place where a row is
   */
  static <T, K> List<T> all(K start, int chunk, Function<K, List<T>> part, Function<T, K> place) {
    var rows = new ArrayList<T>();
    var behind = start;
    List<T> some;
    do {
      some = part.apply(behind);
      rows.addAll(some);
      behind = some.isEmpty() ? behind : place.apply(some.get(some.size() - 1));
    } while (some.size() == chunk && rows.size() <= ROWS_MAX);
    return rows;
  }

  /** As {@link #all(Object, int, Function, Function)}, in an order that somebody chose. */
  static <T> List<T> all(Place<T> start, int chunk, Function<Place<T>, List<T>> part) {
    var rows = new ArrayList<T>();
    var place = start;
    List<T> some;
    do {
      some = part.apply(place);
      rows.addAll(some);
      place = some.isEmpty() ? place : place.behind(some.get(some.size() - 1));
    } while (some.size() == chunk && rows.size() <= ROWS_MAX);
    return rows;
  }
}
