package livery.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.store.Utc;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Long work that a person began.
 *
 * @param name the file's or the month's; empty without one
 * @param done of {@code total}, which is 0 while it is not known
 * @param takenAt when the process that works on it took it up
 * @param endedAt {@code null} while it runs
 * @param counts what it came to; empty while it runs
 * @param refusedCount rows that did not go in; {@code refused} names the first of them
 */
public record Task(
    long id,
    Kind kind,
    String name,
    String startedBy,
    State state,
    int done,
    int total,
    Instant startedAt,
    Instant takenAt,
    Instant movedAt,
    Instant endedAt,
    List<Long> counts,
    int refusedCount,
    List<Refused> refused) {

  static final String COLUMNS =
      "SELECT id, kind, name, started_by, state, done, total, started_at, taken_at, moved_at,"
          + " ended_at, counts, refused, bad FROM task ";

  /** Most refused rows that are named. */
  static final int REFUSED_MAX = 1_000;

  private static final String TAB = "\t";

  /** Between the reasons of one row; no cell has it. */
  private static final String NEXT = "\f";

  /** What can be begun. */
  @Schema(name = "TaskKind")
  public enum Kind {
    /** Numbers into the stock. */
    NUMBERS,
    /** A statement of a bank. */
    BANK,
    /** The documents of a month. */
    DOCUMENTS,
    /** The books, for the platform. */
    CHECK
  }

  /** A task's life. */
  @Schema(name = "TaskState")
  public enum State {
    /** Somebody works on it, or will after a restart. */
    RUNNING,
    DONE,
    /** Something was in the way; {@code refused} says what, or it broke off. */
    FAILED
  }

  /**
   * A row that did not go in.
   *
   * @param line its number; 0 when the work as a whole is meant
   * @param text what it says, or where it stands
   * @param reasons why, at least one
   */
  public record Refused(int line, String text, List<Reason> reasons) {

    public Refused {
      reasons = List.copyOf(reasons);
    }

    /** For one reason, with arguments of any kind. */
    public static Refused of(int line, String text, String key, Object... arguments) {
      return new Refused(line, text, List.of(Reason.of(key, arguments)));
    }

    /** For everything that a fault tells. */
    public static Refused of(int line, String text, Fault fault) {
      return new Refused(
          line,
          text,
          fault.all().stream().map(one -> Reason.of(one.key(), one.arguments())).toList());
    }

    /** The reasons in words, one after another. */
    String told(Function<Reason, String> words) {
      return reasons.stream().map(words).collect(Collectors.joining(" "));
    }

    String written() {
      return line
          + TAB
          + clean(text)
          + TAB
          + reasons.stream().map(Reason::written).collect(Collectors.joining(NEXT));
    }

    static Refused read(String written) {
      var cells = written.split(TAB, 3);
      return new Refused(
          Integer.parseInt(cells[0]),
          cells[1],
          Arrays.stream(cells[2].split(NEXT, -1)).map(Reason::read).toList());
    }
  }

  /**
   * Why a row did not go in.
   *
   * @param key the text's, with its arguments
   */
  public record Reason(String key, List<String> arguments) {

    public Reason {
      arguments = List.copyOf(arguments);
    }

    private static Reason of(String key, Object... arguments) {
      return new Reason(key, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    private String written() {
      return key + arguments.stream().map(one -> TAB + clean(one)).collect(Collectors.joining());
    }

    private static Reason read(String written) {
      var cells = written.split(TAB, -1);
      return new Reason(cells[0], List.of(Arrays.copyOfRange(cells, 1, cells.length)));
    }
  }

  private static String clean(String text) {
    return text.replaceAll("[\\t\\r\\n\\x0B\\f\\u0085\\u2028\\u2029]", " ");
  }

  static Task read(ResultSet row) throws SQLException {
    var counts = row.getString("counts");
    return new Task(
        row.getLong("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("started_by"),
        State.valueOf(row.getString("state")),
        row.getInt("done"),
        row.getInt("total"),
        Utc.read(row, "started_at").orElseThrow(),
        Utc.read(row, "taken_at").orElseThrow(),
        Utc.read(row, "moved_at").orElseThrow(),
        Utc.read(row, "ended_at").orElse(null),
        counts.isEmpty() ? List.of() : Arrays.stream(counts.split(",")).map(Long::valueOf).toList(),
        row.getInt("refused"),
        row.getString("bad").lines().map(Refused::read).toList());
  }

  static String written(List<Refused> refused) {
    return refused.stream()
        .limit(REFUSED_MAX)
        .map(Refused::written)
        .collect(Collectors.joining("\n"));
  }

  public boolean running() {
    return state == State.RUNNING;
  }

  /** Steps a second since it was taken up; {@code null} while that is not known. */
  public Long perSecond() {
    var millis = Duration.between(takenAt, movedAt).toMillis();
    return millis <= 0 || done == 0 ? null : (Long) Math.round(done * 1000.0 / millis);
  }

  /** How long it will take at the pace so far; {@code null} while that is not known. */
  public Duration left() {
    var millis = Duration.between(takenAt, movedAt).toMillis();
    return !running() || done <= 0 || millis <= 0
        ? null
        : Duration.ofMillis(millis * Math.max(0, total - done) / done);
  }

  /** From the beginning to the end; {@code null} while it runs. */
  public Duration took() {
    return endedAt == null ? null : Duration.between(startedAt, endedAt);
  }
}
