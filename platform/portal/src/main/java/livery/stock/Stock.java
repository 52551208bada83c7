package livery.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import livery.fault.Check;
import livery.fault.Fault;
import livery.number.KeywordTable;
import livery.number.NewNumber;
import livery.number.NumberEntry;
import livery.number.NumberRow;
import livery.number.NumberRules;
import livery.number.NumberSearch;
import livery.number.Numbers;
import livery.number.StockRows;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.JdbiException;

/**
 * All numbers of the platform, whoever rents them. What changes them asks for the platform's own
 * people; what is in stock anybody may see. Thread-safe.
 */
@ApplicationScoped
public class Stock {

  /** Most lines of one import. */
  public static final int IMPORT_MAX = 20_000;

  private final Store store;
  private final StockRows rows;
  private final TenantTree tree;
  private final NumberRules rules;
  private final KeywordTable table;
  private final NumberImport numbers;
  private final Audit audit;

  @Inject
  public Stock(
      Store store,
      StockRows rows,
      TenantTree tree,
      NumberRules rules,
      KeywordTable table,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.rows = rows;
    this.tree = tree;
    this.rules = rules;
    this.table = table;
    this.numbers = new NumberImport(store, ids, clock);
    this.audit = audit;
  }

  protected Stock() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * What became of an import.
   *
   * @param added how many numbers are in stock now
   * @param refused the lines that are not, each once
   */
  public record Import(int added, List<Refused> refused) {

    /**
     * One refused line.
     *
     * @param line counted from 1
     * @param reason tells everything that is wrong with it
     */
    public record Refused(int line, String text, Fault reason) {

      private Task.Refused told() {
        return Task.Refused.of(line, text, reason);
      }
    }
  }

  /**
   * Adds one number.
   *
   * @throws Fault when it breaks rules of its country or is there already
   */
  public NumberRow add(Scope scope, NewNumber number) {
    Rights.mayOperate(scope, tree);
    var checked = rules.checked(number);
    var row =
        together(
            () -> {
              var made = insert(checked);
              audit.write(scope, "number.add", "number " + made.id(), made.label());
              return made;
            });
    table.refresh(row.id());
    return row;
  }

  /**
   * Adds many: one number a line, {@code country;digits;kind;tier;tariff}, the last three optional
   * (SHORT or LONG by length, ORDINARY, STANDARD). Good lines go in, bad ones are told.
   */
  public Import addAll(Scope scope, List<String> lines) {
    return addAll(scope, lines, Progress.UNSEEN);
  }

  /** Refuses at once what can be. */
  void requireImport(Scope scope, List<String> lines) {
    Rights.mayOperate(scope, tree);
    Check.range("lines", lines.size(), 0, IMPORT_MAX);
    if (lines.stream().map(String::strip).allMatch(Stock::isSkipped)) {
      throw Fault.invalid("lines", "number.fault.import-empty");
    }
  }

  private static boolean isSkipped(String line) {
    return line.isEmpty() || line.startsWith("#") || line.startsWith("country");
  }

  /** The same, seen while it goes on; done together with the progress's end or not at all. */
  Import addAll(Scope scope, List<String> lines, Progress progress) {
    requireImport(scope, lines);
    var known = numbers.all();
    var good = new ArrayList<NewNumber>();
    var refused = new ArrayList<Import.Refused>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (isSkipped(line)) {
        continue;
      }
      try {
        var number = rules.checked(parsed(line));
        if (!known.add(NumberImport.key(number))) {
          throw exists(number);
        }
        good.add(number);
      } catch (Fault reason) {
        refused.add(new Import.Refused(i + 1, Check.shown(line), reason));
      }
    }
    together(
        () -> {
          numbers.insert(good, progress);
          audit.write(
              scope,
              "number.import",
              "stock",
              good.size() + " added, " + refused.size() + " refused");
          progress.finish(
              List.of((long) good.size(), (long) refused.size()),
              refused.stream().map(Import.Refused::told).toList());
          return null;
        });
    table.reload();
    return new Import(good.size(), refused);
  }

  /** The change and its line in the audit log, or neither. */
  private <T> T together(Supplier<T> work) {
    return store.inTransaction(connection -> work.get());
  }

  private static Fault exists(NewNumber number) {
    return Fault.conflict(
        "digits", "number.fault.exists", number.country() + " " + number.digits());
  }

  /**
   * The numbers that a search finds, in any state, in the order of country and digits.
   *
   * @param after where the part before ended
   * @param limit 1 to {@value Numbers#LIST_MAX} and one more
   */
  public List<NumberRow> list(Scope scope, NumberSearch search, NumberRow.Place after, int limit) {
    Rights.mayOperate(scope, tree);
    return rows.any(search, after, Check.range("limit", limit, 1, Numbers.LIST_MAX + 1L));
  }

  /**
   * Takes a number out of the stock that nobody ever rented.
   *
   * @throws Fault when it is rented, in quarantine, or has a history
   */
  public void withdraw(Scope scope, long numberId) {
    Rights.mayOperate(scope, tree);
    var row = rows.find(numberId).orElseThrow(() -> Fault.notFound("number", numberId));
    together(
        () -> {
          if (delete(numberId) == 0) {
            throw Fault.conflict("number", "number.fault.in-use", row.label());
          }
          audit.write(scope, "number.withdraw", "number " + numberId, row.label());
          return null;
        });
    table.refresh(numberId);
  }

  private int delete(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              handle.execute("DELETE FROM number_link WHERE number_id = ?", numberId);
              return handle.execute(
                  "DELETE FROM number WHERE id = ? AND state = 'STOCK' AND NOT EXISTS"
                      + " (SELECT 1 FROM keyword WHERE number_id = ?)",
                  numberId,
                  numberId);
            });
  }

  /** Changes what a number is sold as; what is {@code null} stays. */
  public NumberRow change(
      Scope scope, long numberId, String tier, String tariff, Boolean isShared) {
    Rights.mayOperate(scope, tree);
    var row = rows.find(numberId).orElseThrow(() -> Fault.notFound("number", numberId));
    var shared = isShared == null ? row.shared() : isShared;
    var wish =
        rules.checked(
            new NewNumber(
                row.country(),
                row.digits(),
                row.kind().name(),
                tier == null ? row.tier().name() : tier,
                tariff == null ? row.tariff().name() : tariff,
                shared));
    if (shared != row.shared() && row.state() != NumberEntry.State.STOCK) {
      throw Fault.conflict("shared", "number.fault.in-use", row.label());
    }
    var changed = !wish.tariff().equals(row.tariff().name());
    if (changed && row.moPrice() > 0) {
      throw Fault.conflict("tariff", "number.fault.premium-price", row.label());
    }
    together(
        () -> {
          rows.change(numberId, wish, shared);
          if (changed) {
            rows.tariffFrom(numberId, rows.today(tree), scope.actor());
          }
          audit.write(
              scope, "number.change", "number " + numberId, wish.tier() + " " + wish.tariff());
          return null;
        });
    table.refresh(numberId);
    return rows.find(numberId).orElseThrow();
  }

  /** Says which links serve a number. */
  public void serve(Scope scope, long numberId, Collection<Long> linkIds) {
    Rights.mayOperate(scope, tree);
    var row = rows.find(numberId).orElseThrow(() -> Fault.notFound("number", numberId));
    together(
        () -> {
          store
              .jdbi()
              .useHandle(
                  handle -> {
                    handle.execute("DELETE FROM number_link WHERE number_id = ?", numberId);
                    var batch =
                        handle.prepareBatch(
                            "INSERT INTO number_link (number_id, link_id)"
                                + " SELECT ?, id FROM smpp_link WHERE id = ?");
                    Set.copyOf(linkIds)
                        .forEach(link -> batch.bind(0, numberId).bind(1, link).add());
                    if (!linkIds.isEmpty()) {
                      batch.execute();
                    }
                  });
          audit.write(scope, "number.serve", "number " + numberId, row.label() + ": " + linkIds);
          return null;
        });
    table.refresh(numberId);
  }

  /** The links that serve a number. */
  public List<Long> links(Scope scope, long numberId) {
    Rights.mayOperate(scope, tree);
    return table.find(numberId).map(entry -> List.copyOf(entry.links())).orElse(List.of());
  }

  /** An operator's link that may serve numbers. */
  public record Carrier(long linkId, String name, String network) {

    /** For the choice in a form. */
    public String key() {
      return Long.toString(linkId);
    }
  }

  /** All links to operators. */
  public List<Carrier> carriers(Scope scope) {
    Rights.mayOperate(scope, tree);
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT id, name, network FROM smpp_link ORDER BY name LIMIT 500")
                    .map(
                        (row, context) ->
                            new Carrier(
                                row.getLong("id"), row.getString("name"), row.getString("network")))
                    .list());
  }

  /** Puts numbers whose quarantine is over back into stock; says how many. */
  public int endQuarantine(Instant now) {
    var over =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT id FROM number WHERE state = 'QUARANTINE'"
                                + " AND quarantine_until <= :now LIMIT 1000")
                        .bind("now", Utc.of(now))
                        .mapTo(Long.class)
                        .list());
    for (var id : over) {
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "UPDATE number SET state = 'STOCK', quarantine_until = NULL"
                          + " WHERE id = ? AND state = 'QUARANTINE'",
                      id));
      table.refresh(id);
    }
    return over.size();
  }

  private NumberRow insert(NewNumber number) {
    try {
      return rows.find(numbers.insert(List.of(number), Progress.UNSEEN)).orElseThrow();
    } catch (JdbiException failure) {
      if (failure.getCause() instanceof SQLException refused
          && refused.getErrorCode() == NumberImport.DUPLICATE) {
        throw exists(number);
      }
      throw failure;
    }
  }

  private static NewNumber parsed(String line) {
    var cells = line.split("[;,\t]", -1);
    if (cells.length < 2 || cells.length > 5) {
      throw Fault.invalid("line", "number.fault.line", Check.shown(line));
    }
    return new NewNumber(
            cells[0], cells[1].strip(), cell(cells, 2), cell(cells, 3), cell(cells, 4), false)
        .orStandards();
  }

  private static String cell(String[] cells, int index) {
    return cells.length > index ? cells[index] : "";
  }
}
