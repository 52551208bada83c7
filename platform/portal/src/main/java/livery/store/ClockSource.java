package livery.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one clock: UTC, to the millisecond, as the database keeps it. */
@ApplicationScoped
public class ClockSource {

  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.tickMillis(java.time.ZoneOffset.UTC);
  }
}
