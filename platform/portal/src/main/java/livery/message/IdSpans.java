package livery.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows named by their ids in as few spans as there are without a gap: what was decided together has
 * ids that follow each other, and a span is read along the index instead of row by row.
 */
final class IdSpans {

  private record Span(long first, long last) {}

  private IdSpans() {}

  /**
   * The condition that the column is one of these ids, of which there is at least one. Another text
   * each time: not for statements that the server prepares.
   */
  static String condition(String column, Collection<Long> ids) {
    var spans = spans(ids);
    return spans.stream()
        .map(span -> column + " BETWEEN " + span.first + " AND " + span.last)
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static List<Span> spans(Collection<Long> ids) {
    var spans = new ArrayList<Span>();
    long[] sorted = ids.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    var first = 0;
    for (var i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[i - 1] + 1) {
        spans.add(new Span(sorted[first], sorted[i - 1]));
        first = i;
      }
    }
    return spans;
  }
}
