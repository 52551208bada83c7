package livery.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import livery.frame.Format;
import livery.frame.Texts;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Brands;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Writes to the platform's owners and its people of finance when a check of the books finds an
 * invariant broken that was right before: once, not each night again. Thread-safe.
 */
@ApplicationScoped
public class BrokenBooksMails {

  private static final int LINES_MAX = 10;

  private final Store store;
  private final TenantTree tree;
  private final Brands brands;
  private final Mails mails;
  private final Clock clock;

  private record Line(String invariant, String text) {}

  private record Check(Instant startedAt, List<Line> lines) {}

  @Inject
  public BrokenBooksMails(Store store, TenantTree tree, Brands brands, Mails mails, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.brands = brands;
    this.mails = mails;
    this.clock = clock;
  }

  protected BrokenBooksMails() {
    this(null, null, null, null, null);
  }

  /**
   * Queues a mail to each reader about all that none was written about yet.
   *
   * @return how many invariants were told
   */
  int write() {
    return store.inTransaction(
        connection -> {
          var broken = claim();
          if (!broken.isEmpty()) {
            tell(tree.root().orElseThrow(), broken);
          }
          return broken.size();
        });
  }

  private Set<String> claim() {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              var untold =
                  handle
                      .createQuery(
                          "SELECT invariant FROM ledger_alarm WHERE mailed_at IS NULL FOR UPDATE")
                      .mapTo(String.class)
                      .set();
              if (!untold.isEmpty()) {
                handle
                    .createUpdate(
                        "UPDATE ledger_alarm SET mailed_at = :now WHERE invariant IN (<told>)")
                    .bind("now", Utc.of(clock.instant()))
                    .bindList("told", List.copyOf(untold))
                    .execute();
              }
              return untold;
            });
  }

  private void tell(Tenant platform, Set<String> broken) {
    var check = check();
    var brand = brands.of(platform.id()).name();
    for (var reader : Reader.ofMoney(store, platform.id())) {
      var locale = new Locale(reader.language());
      var texts = Texts.in(locale);
      mails.put(
          platform.id(),
          reader.email(),
          brand,
          texts.of("mail.books-subject", platform.name(), String.join(", ", sorted(broken))),
          texts.of(
              "mail.books-body",
              Format.in(locale, platform.zone(), clock).moment(check.startedAt()),
              text(texts, broken, check.lines()),
              texts.of("money.check"),
              brand));
    }
  }

  private static List<String> sorted(Set<String> broken) {
    return broken.stream()
        .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(1))))
        .toList();
  }

  private static String text(Texts texts, Set<String> broken, List<Line> found) {
    return sorted(broken).stream()
        .map(
            name ->
                name
                    + " · "
                    + texts.of("money.check." + name)
                    + found.stream()
                        .filter(line -> line.invariant().equals(name))
                        .limit(LINES_MAX)
                        .map(line -> "\n  " + line.text())
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  /** The last check that found something which rings. */
  private Check check() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT c.started_at, c.detail FROM ledger_check c JOIN ledger_alarm a ON"
                            + " a.check_id = c.id ORDER BY c.started_at DESC, c.id DESC LIMIT 1")
                    .map((row, context) -> read(row))
                    .one());
  }

  private static Check read(ResultSet row) throws SQLException {
    return new Check(
        Utc.read(row, "started_at").orElseThrow(),
        row.getString("detail")
            .lines()
            .map(line -> line.split("\t", 3))
            .filter(parts -> parts.length == 3)
            .map(parts -> new Line(parts[0], parts[1] + ": " + parts[2]))
            .toList());
  }
}
