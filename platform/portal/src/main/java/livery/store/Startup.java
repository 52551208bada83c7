package livery.store;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.flywaydb.core.Flyway;

/** Migrates the tables, then tells the features that they may begin; at the end, that it ends. */
@WebListener
public class Startup implements ServletContextListener {

  @Inject private Store store;
  @Inject private Event<Started> started;
  @Inject private Event<Stopping> stopping;

  /** Whether there is anything to end: a migration that failed has begun nothing. */
  private boolean begun;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    var flyway =
        Flyway.configure(Startup.class.getClassLoader())
            .locations("classpath:db/billing", "classpath:db/portal");
    Migrations.run(store.connectForMigrations(flyway));
    DatabaseCheck.check(store.dataSource());
    begun = true;
    started.fire(new Started());
    System.getLogger(Startup.class.getName()).log(System.Logger.Level.INFO, "Livery is ready");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (begun) {
      stopping.fire(new Stopping());
    }
  }
}
