package livery.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import livery.contact.Blocks;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.DemoAccounts;
import livery.demo.cast.Directory;
import livery.demo.cast.Operators;
import livery.number.KeywordTable;
import livery.people.Passwords;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Loads the demo story once, when the environment has {@code LIVERY_DEMO=true}.
 *
 * <p>After the platform is there and before the caches are filled, in one transaction: a start that
 * is interrupted leaves nothing of it behind.
 */
@ApplicationScoped
public class Demo {

  private static final long SEED = 20_260_301;
  private static final System.Logger LOG = System.getLogger(Demo.class.getName());

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Passwords passwords;
  private final TenantTree tree;
  private final Prices prices;
  private final KeywordTable keywords;
  private final Blocks blocks;
  private final boolean wanted;
  private final int smppPort;

  /** Asked by the container. */
  @Inject
  public Demo(
      Store store,
      Ids ids,
      Clock clock,
      Passwords passwords,
      TenantTree tree,
      Prices prices,
      KeywordTable keywords,
      Blocks blocks,
      @ConfigProperty(name = "LIVERY_DEMO", defaultValue = "false") boolean wanted,
      @ConfigProperty(name = "LIVERY_DEMO_SMPP_PORT", defaultValue = "2775") int smppPort) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.passwords = passwords;
    this.tree = tree;
    this.prices = prices;
    this.keywords = keywords;
    this.blocks = blocks;
    this.wanted = wanted;
    this.smppPort = smppPort;
  }

  protected Demo() {
    this(null, null, null, null, null, null, null, null, false, 0);
  }

  void load(@Observes @Priority(Started.CACHES - 20) Started started) {
    if (!wanted || isThere()) {
      return;
    }
    if (!platformIsThere()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The demo story needs the platform: set LIVERY_OWNER_EMAIL and LIVERY_OWNER_PASSWORD");
      return;
    }
    var begun = System.nanoTime();
    var hash = passwords.hash(DemoAccounts.PASSWORD);
    store.inTransaction(
        connection -> {
          tell(connection, hash);
          return null;
        });
    LOG.log(
        System.Logger.Level.INFO,
        "The demo story is loaded, in {0} ms",
        (System.nanoTime() - begun) / 1_000_000);
  }

  /** The voting plugin's tables are there once it has been started. */
  void castBallots(@Observes @Priority(Started.PLUGINS + 10) Started started) {
    if (wanted && isThere()) {
      store.inTransaction(
          connection -> {
            new Ballots(connection).write();
            return null;
          });
    }
  }

  private boolean isThere() {
    return count("SELECT COUNT(*) FROM brand_host WHERE host = '" + DemoAccounts.ACME_HOST + "'");
  }

  private boolean platformIsThere() {
    return count("SELECT COUNT(*) FROM tenant WHERE id = " + Company.PLATFORM_ID);
  }

  private boolean count(String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one() > 0);
  }

  private void tell(Connection connection, String passwordHash) throws SQLException {
    var days = new Days(clock.instant());
    var tenants = new Directory(connection, ids, days).write(passwordHash);
    tree.reload();
    tree.agents(List.of(tenants.get(Company.WEST)));
    var operators = Operators.write(connection, ids, days, smppPort);
    var shelf = Shelf.write(connection, ids, days, tenants, operators);
    var programme = new Programme(connection, ids, days);
    programme.write(tenants, shelf);
    new Tariffs(connection, ids, days).write(tenants);
    prices.reload();
    var trail = new Trail(tenants);
    new Accords(connection, ids, days, tenants, trail).write();
    var purses = new Purses(connection, ids, prices, days, tenants, trail);
    purses.open();
    keywords.reload();
    var script = new Script(days, operators, programme.plans(), new Random(SEED));
    new Replay(
            connection,
            ids,
            days,
            tree,
            prices,
            keywords,
            blocks,
            tenants,
            shelf,
            programme,
            new Random(SEED + 1))
        .run(script.write(), purses.moves(shelf));
    programme.settle();
    trail.tenants(days);
    trail.numbers(shelf, days);
    trail.campaigns(programme, shelf, days);
    trail.signIns(days, new Random(SEED + 2));
    trail.write(connection, ids);
  }
}
