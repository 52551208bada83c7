package livery.price;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Files of prices as jobs that can be left and found again: checked in the background, then, when
 * somebody says so, taken in. Thread-safe.
 *
 * <p>The rows of a file go in within one transaction: a job that was cut off has written nothing.
 */
@ApplicationScoped
public class PriceImports {

  /** Most rows of a part of the list: each may name a thousand rows of its file. */
  public static final int PART_MAX = 20;

  private static final int NAME_LENGTH = 190;

  /** No file takes as long as this. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final System.Logger LOG = System.getLogger(PriceImports.class.getName());

  private final Store store;
  private final TenantSql sql;
  private final PriceFiles files;
  private final Ids ids;
  private final Clock clock;
  private final Executor given;

  @Resource private ManagedExecutorService executor;

  @Inject
  public PriceImports(Store store, TenantSql sql, PriceFiles files, Ids ids, Clock clock) {
    this(store, sql, files, ids, clock, null);
  }

  /** With threads of the caller's own. */
  PriceImports(Store store, TenantSql sql, PriceFiles files, Ids ids, Clock clock, Executor given) {
    this.store = store;
    this.sql = sql;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
    this.given = given;
  }

  protected PriceImports() {
    this(null, null, null, null, null);
  }

  /** What has run for too long was cut off, with the portal; nothing of it was written. */
  private void giveUp(Scope scope) {
    sql.update(
        scope,
        "UPDATE price_import SET state = 'FAILED', ended_at = :now, file = NULL"
            + " WHERE tenant_id = :tenant AND state IN ('CHECKING', 'APPLYING')"
            + " AND started_at < :old",
        update ->
            update
                .bind("now", Utc.of(clock.instant()))
                .bind("old", Utc.of(clock.instant().minus(LONGEST))));
  }

  /**
   * Begins to check a file.
   *
   * @param name the file's, for people
   * @return the job's id
   */
  public long start(Scope scope, String name, String file) {
    Rights.mayFinance(scope);
    PriceImport.requireHead(file);
    var id = ids.next();
    var shown = Check.optionalText("name", name, NAME_LENGTH);
    sql.update(
        scope,
        "INSERT INTO price_import (id, tenant_id, name, started_by, started_at, state, total,"
            + " done, good, unchanged, refused, below_cost, clients, losing, falling, bad,"
            + " effects, file) VALUES (:id, :tenant, :name, :actor, :now, 'CHECKING', 0, 0, 0, 0,"
            + " 0, 0, 0, 0, 0, '', '', :file)",
        update ->
            update
                .bind("id", id)
                .bind("name", shown)
                .bind("actor", scope.actor())
                .bind("now", Utc.of(clock.instant()))
                .bind("file", packed(file)));
    run(scope, id, PriceImportRow.State.CHECKED, progress -> files.check(scope, file, progress));
    return id;
  }

  /**
   * Begins to take a checked file in. Its rows are checked once more, against the list as it is
   * then.
   *
   * @throws Fault when it is not waiting for that, or a row is bad and that stops the file
   */
  public void apply(Scope scope, long id, PriceFiles.Bad bad) {
    Rights.mayFinance(scope);
    var checked = find(scope, id);
    if (checked.refused() > 0 && bad == PriceFiles.Bad.STOP) {
      throw PriceFiles.stopped(checked.refused(), checked.bad());
    }
    var begun =
        sql.update(
            scope,
            "UPDATE price_import SET state = 'APPLYING', done = 0, started_at = :now"
                + " WHERE id = :id AND tenant_id = :tenant AND state = 'CHECKED'",
            update -> update.bind("id", id).bind("now", Utc.of(clock.instant())));
    if (begun == 0) {
      throw Fault.conflict("", "price.fault.import-state");
    }
    var file = unpacked(content(scope, id));
    run(scope, id, PriceImportRow.State.DONE, progress -> files.apply(scope, file, bad, progress));
  }

  private byte[] content(Scope scope, long id) {
    return sql.query(
        scope,
        "SELECT file FROM price_import WHERE id = :id AND tenant_id = :tenant",
        query -> query.bind("id", id).mapTo(byte[].class).one());
  }

  /** One of the tenant's jobs. */
  public PriceImportRow find(Scope scope, long id) {
    giveUp(scope);
    return sql.query(
        scope,
        PriceImportRow.COLUMNS + "WHERE id = :id AND tenant_id = :tenant",
        query ->
            query
                .bind("id", id)
                .map((row, context) -> PriceImportRow.read(row))
                .findFirst()
                .orElseThrow(() -> Fault.notFound("import", id)));
  }

  /**
   * The tenant's jobs, newest first.
   *
   * @param before the id of the last one of the part before; {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<PriceImportRow> list(Scope scope, long before, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    giveUp(scope);
    return sql.query(
        scope,
        PriceImportRow.COLUMNS
            + "WHERE tenant_id = :tenant AND id < :before ORDER BY id DESC LIMIT "
            + limit,
        query ->
            query.bind("before", before).map((row, context) -> PriceImportRow.read(row)).list());
  }

  private interface Work {
    PriceFiles.Report run(PriceFiles.Progress progress);
  }

  private void run(Scope scope, long id, PriceImportRow.State after, Work work) {
    (given == null ? executor : given).execute(() -> inBackground(scope, id, after, work));
  }

  private void inBackground(Scope scope, long id, PriceImportRow.State after, Work work) {
    try {
      end(scope, id, after, work.run((done, total) -> progress(id, done, total)));
    } catch (Fault refused) {
      fail(id, List.of(new PriceFiles.Refused(1, refused)));
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Import of prices " + id + " failed", failure);
      fail(id, List.of());
    }
  }

  /** Aside, so that it is seen while the rows are still being written. */
  private void progress(long id, int done, int total) {
    store.aside(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "UPDATE price_import SET done = ?, total = ? WHERE id = ?")) {
            update.setInt(1, done);
            update.setInt(2, total);
            update.setLong(3, id);
            update.executeUpdate();
            return null;
          }
        });
  }

  private void end(Scope scope, long id, PriceImportRow.State state, PriceFiles.Report report) {
    var rows = report.good() + report.unchanged() + report.badCount();
    sql.update(
        scope,
        "UPDATE price_import SET state = :state, ended_at = :now, total = :rows, done = :rows,"
            + " good = :good, unchanged = :unchanged, refused = :refused, below_cost = :below,"
            + " clients = :clients, losing = :losing, falling = :falling, bad = :bad,"
            + " effects = :effects"
            + (state == PriceImportRow.State.DONE ? ", file = NULL" : "")
            + " WHERE id = :id AND tenant_id = :tenant",
        update ->
            update
                .bind("state", state.name())
                .bind("now", Utc.of(clock.instant()))
                .bind("rows", rows)
                .bind("good", report.good())
                .bind("unchanged", report.unchanged())
                .bind("refused", report.badCount())
                .bind("below", report.belowCost())
                .bind("clients", report.outlook().clients())
                .bind("losing", report.outlook().losing())
                .bind("falling", report.outlook().falling())
                .bind("bad", PriceImportRow.written(report.bad()))
                .bind("effects", PriceImportRow.effects(report.outlook()))
                .bind("id", id));
  }

  private void fail(long id, List<PriceFiles.Refused> why) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE price_import SET state = 'FAILED', ended_at = :now, bad = :bad,"
                            + " file = NULL WHERE id = :id")
                    .bind("now", Utc.of(clock.instant()))
                    .bind("bad", PriceImportRow.written(why))
                    .bind("id", id)
                    .execute());
  }

  private static byte[] packed(String file) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(file.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String unpacked(byte[] bytes) {
    try (var zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
