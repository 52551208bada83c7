package livery.price;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.store.Utc;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file of prices on its way: checked in the background, then waiting for the word, then taken in.
 *
 * @param done rows that are looked at or taken in so far, of {@code total}
 * @param bad the first rows that do not go in
 * @param effects what it does to what is earned, the greatest loss first
 */
public record PriceImportRow(
    long id,
    String name,
    String startedBy,
    Instant startedAt,
    Instant endedAt,
    State state,
    int total,
    int done,
    int good,
    int unchanged,
    int refused,
    int belowCost,
    int clients,
    int losing,
    int falling,
    List<PriceFiles.Refused> bad,
    List<Effect> effects) {

  static final String COLUMNS =
      "SELECT id, name, started_by, started_at, ended_at, state, total, done, good, unchanged,"
          + " refused, below_cost, clients, losing, falling, bad, effects FROM price_import ";

  private static final String TAB = "\t";

  /** Between the reasons of one row; no cell has it. */
  private static final String NEXT = "\f";

  /** Where it stands. */
  @Schema(name = "PriceImportState")
  public enum State {
    CHECKING,
    /** Waits for the word. */
    CHECKED,
    APPLYING,
    DONE,
    /** Nothing of it was taken in. */
    FAILED;

    /** Whether it runs now. */
    public boolean running() {
      return this == CHECKING || this == APPLYING;
    }
  }

  /** One effect, in words and plain amounts. */
  public record Effect(
      String buyer,
      String product,
      String place,
      long quantity,
      String before,
      String after,
      String verdict,
      boolean atMost) {

    static Effect of(PriceOutlook.Effect effect) {
      return new Effect(
          effect.buyer(),
          effect.price().product(),
          PriceRow.place(effect.price()),
          effect.quantity(),
          effect.before().toString(),
          effect.after().toString(),
          effect.verdict().name(),
          effect.atMost());
    }
  }

  static PriceImportRow read(ResultSet row) throws SQLException {
    return new PriceImportRow(
        row.getLong("id"),
        row.getString("name"),
        row.getString("started_by"),
        Utc.read(row, "started_at").orElseThrow(),
        Utc.read(row, "ended_at").orElse(null),
        State.valueOf(row.getString("state")),
        row.getInt("total"),
        row.getInt("done"),
        row.getInt("good"),
        row.getInt("unchanged"),
        row.getInt("refused"),
        row.getInt("below_cost"),
        row.getInt("clients"),
        row.getInt("losing"),
        row.getInt("falling"),
        row.getString("bad").lines().map(PriceImportRow::bad).toList(),
        row.getString("effects").lines().map(PriceImportRow::effect).toList());
  }

  static String written(List<PriceFiles.Refused> bad) {
    return bad.stream()
        .map(
            one ->
                one.line()
                    + TAB
                    + one.reason().all().stream()
                        .map(PriceImportRow::written)
                        .collect(Collectors.joining(NEXT)))
        .collect(Collectors.joining("\n"));
  }

  private static String written(Fault reason) {
    return line(reason.kind() + TAB + reason.field() + TAB + reason.key(), reason.arguments());
  }

  private static String line(String head, Object... cells) {
    return head
        + Arrays.stream(cells)
            .map(cell -> TAB + String.valueOf(cell).replaceAll("[\\t\\r\\n\\f]", " "))
            .collect(Collectors.joining());
  }

  private static PriceFiles.Refused bad(String line) {
    var cells = line.split(TAB, 2);
    return new PriceFiles.Refused(
        Integer.parseInt(cells[0]),
        Fault.of(Arrays.stream(cells[1].split(NEXT, -1)).map(PriceImportRow::reason).toList()));
  }

  private static Fault reason(String written) {
    var cells = written.split(TAB, -1);
    return new Fault(
        Fault.Kind.valueOf(cells[0]),
        cells[1],
        cells[2],
        Arrays.stream(cells, 3, cells.length).map(Amounts.Exact::read).toArray());
  }

  static String effects(PriceOutlook.Outlook outlook) {
    return outlook.effects().stream()
        .map(Effect::of)
        .map(
            one ->
                line(
                    one.quantity() + "",
                    one.buyer(),
                    one.product(),
                    one.place(),
                    one.before(),
                    one.after(),
                    one.verdict(),
                    one.atMost()))
        .collect(Collectors.joining("\n"));
  }

  private static Effect effect(String line) {
    var cells = line.split(TAB, -1);
    return new Effect(
        cells[1],
        cells[2],
        cells[3],
        Long.parseLong(cells[0]),
        cells[4],
        cells[5],
        cells[6],
        Boolean.parseBoolean(cells[7]));
  }
}
