package livery.testkit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.PluginContext;
import livery.api.Settings;
import org.flywaydb.core.Flyway;

/**
 * A campaign type of a plugin with a real MariaDB and a clock, without the portal.
 *
 * <pre>{@code
 * var harness = PluginHarness.of("voting", Voting::new);
 * var campaign = harness.campaign(Map.of("options", List.of(...)));
 * var outcome = harness.text(campaign, "380501112233", "A");
 * assertThat(outcome.label()).isEqualTo("counted");
 * assertThat(harness.count("voting_ballot")).isEqualTo(1);
 * }</pre>
 *
 * <p>As in the portal, every call is one transaction and the plugin's migrations ({@code
 * db/migration} on the class path) have run before. Thread-safe.
 */
public final class PluginHarness {

  private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");

  private final String pluginId;
  private final CampaignType type;
  private final TestClock clock = new TestClock(BEGIN);
  private final ThreadTransaction transaction;
  private final ThreadLocal<EntityManager> manager = new ThreadLocal<>();
  private final AtomicLong ids = new AtomicLong(1000);
  private final PluginContext context = new Context();
  private EntityManagerFactory unit;

  private PluginHarness(String pluginId, Function<PluginContext, CampaignType> make) {
    this.pluginId = pluginId;
    var database = TestDatabase.create();
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/migration")
        .table("flyway_" + pluginId)
        .load()
        .migrate();
    this.transaction = new ThreadTransaction(database.pool());
    this.type = make.apply(context);
  }

  /** Migrates a new database and makes the type, as the portal does when a plugin starts. */
  public static PluginHarness of(String pluginId, Function<PluginContext, CampaignType> make) {
    return new PluginHarness(pluginId, make);
  }

  /** Opens the persistence unit of the plugin; needs EclipseLink on the test's class path. */
  public PluginHarness withUnit(String name) {
    unit =
        Persistence.createEntityManagerFactory(
            name,
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", transaction.dataSource(),
                "eclipselink.weaving", "false"));
    return this;
  }

  /** What the plugin gets. */
  public PluginContext context() {
    return context;
  }

  /** The clock that the plugin reads; begins on a Monday, 2 March 2026, 10:00 UTC. */
  public TestClock clock() {
    return clock;
  }

  /** The type under test. */
  public CampaignType type() {
    return type;
  }

  /** A campaign in Kyiv that has begun and does not end, with these values of the form. */
  public Campaign campaign(Map<String, ?> raw) {
    return campaign(raw, ZoneId.of("Europe/Kyiv"), BEGIN, null);
  }

  /**
   * A campaign with these values of the form.
   *
   * @throws IllegalArgumentException when the form refuses them; the message has every error
   */
  public Campaign campaign(Map<String, ?> raw, ZoneId zone, Instant startsAt, Instant endsAt) {
    return new Campaign(ids.incrementAndGet(), 7, "Test", zone, startsAt, endsAt, settings(raw));
  }

  private Settings settings(Map<String, ?> raw) {
    var checked = type.form().check(raw, Locale.ENGLISH);
    var errors =
        checked.valid() ? type.check(checked.settings(), Locale.ENGLISH) : checked.errors();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.toString());
    }
    return checked.settings();
  }

  /** A message that arrives now; the keyword has been taken off already. */
  public Incoming incoming(String phone, String rest) {
    return answer(phone, rest, "");
  }

  /** A message that answers what the campaign asked under this topic. */
  public Incoming answer(String phone, String rest, String topic) {
    return new Incoming(
        ids.incrementAndGet(),
        phone,
        "3457",
        "UA",
        rest,
        "",
        rest.strip(),
        topic,
        1,
        clock.instant());
  }

  /** One message to the campaign, decided in a transaction of its own. */
  public Outcome text(Campaign campaign, String phone, String rest) {
    return decide(campaign, List.of(incoming(phone, rest))).get(0);
  }

  /** A batch of messages, decided in one transaction. */
  public List<Outcome> decide(Campaign campaign, List<Incoming> messages) {
    var outcomes = context.inTransaction(connection -> type.onMessages(messages, campaign));
    if (outcomes == null || outcomes.size() != messages.size()) {
      throw new IllegalStateException(
          messages.size()
              + " outcomes expected, got "
              + (outcomes == null ? null : outcomes.size()));
    }
    return new ArrayList<>(outcomes);
  }

  /** How many rows a table has. */
  public long count(String table) {
    return context.inTransaction(
        connection -> {
          try (var select = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
              var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private final class Context implements PluginContext {

    @Override
    public String pluginId() {
      return pluginId;
    }

    @Override
    public Clock clock() {
      return clock;
    }

    @Override
    public EntityManager entityManager() {
      if (unit == null || !transaction.active()) {
        throw new IllegalStateException("No unit, or no transaction; see withUnit");
      }
      if (manager.get() == null) {
        manager.set(unit.createEntityManager());
        manager.get().getTransaction().begin();
      }
      return manager.get();
    }

    @Override
    public DataSource dataSource() {
      return transaction.dataSource();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
      return transaction.run(connection -> flushed(work, connection));
    }

    private <T> T flushed(Work<T> work, java.sql.Connection connection) throws SQLException {
      try {
        var result = work.run(connection);
        if (manager.get() != null) {
          manager.get().getTransaction().commit();
        }
        return result;
      } finally {
        if (manager.get() != null) {
          manager.get().close();
          manager.remove();
        }
      }
    }
  }
}
