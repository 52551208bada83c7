package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import livery.history.Messages;
import livery.store.Store;
import livery.tariff.PremiumTerms;

/**
 * Our own count of premium texts, by number, day, operator's link, tenant and price. Thread-safe.
 *
 * <p>A day is counted from the stored messages as a whole and written anew, so that counting twice
 * changes nothing; a day of a number that an operator's statement covers is left as it is. What
 * asks to be left alone (STOP) costs the subscriber nothing by law and does not count.
 */
@ApplicationScoped
public class DayCount {

  private static final String PREMIUM =
      "SELECT DISTINCT s.number_id FROM number_tariff s WHERE s.price > 0 AND s.from_day <= :day";

  private static final String OPEN =
      " AND NOT EXISTS (SELECT 1 FROM premium_statement_row r JOIN premium_statement p ON p.id ="
          + " r.statement_id WHERE r.number_id = %1$s.number_id AND r.day = :day AND r.link_id ="
          + " %1$s.link_id AND p.state = 'CONFIRMED')";

  private static final String COUNT =
      "INSERT INTO premium_day (number_id, day, link_id, tenant_id, price, currency, country,"
          + " messages) SELECT m.number_id, :day, m.link_id, m.tenant_id, s.price, s.currency,"
          + " n.country, COUNT(*) FROM message m JOIN number n ON n.id = m.number_id JOIN"
          + " number_tariff s ON s.number_id = m.number_id AND s.from_day = (SELECT MAX(x.from_day)"
          + " FROM number_tariff x WHERE x.number_id = m.number_id AND x.from_day <= :day)"
          + " WHERE m.id >= :first AND m.received_at >= :from AND m.received_at < :to"
          + " AND m.direction = 'IN' AND m.state <> 'OPT_OUT' AND m.number_id IN (<numbers>)"
          + " AND s.price > 0"
          + OPEN.formatted("m")
          + " GROUP BY m.number_id, m.link_id, m.tenant_id, s.price, s.currency, n.country";

  private final Store store;
  private final Messages messages;
  private final PremiumTerms terms;

  @Inject
  public DayCount(Store store, Messages messages, PremiumTerms terms) {
    this.store = store;
    this.messages = messages;
    this.terms = terms;
  }

  protected DayCount() {
    this(null, null, null);
  }

  /** Counts the days from one to another, both included, that are not settled yet. */
  public void count(LocalDate first, LocalDate last) {
    for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
      count(day);
    }
  }

  private void count(LocalDate day) {
    var numbers = premiumNumbers(day);
    if (numbers.isEmpty()) {
      return;
    }
    var from = day.atStartOfDay(terms.zone()).toInstant();
    var to = day.plusDays(1).atStartOfDay(terms.zone()).toInstant();
    var firstId = messages.firstId(from);
    store.inTransaction(
        connection -> {
          store
              .jdbi()
              .useHandle(
                  handle -> {
                    handle
                        .createUpdate(
                            "DELETE FROM premium_day WHERE day = :day AND number_id IN (<numbers>)"
                                + OPEN.formatted("premium_day"))
                        .bind("day", day)
                        .bindList("numbers", numbers)
                        .execute();
                    handle
                        .createUpdate(COUNT)
                        .bind("day", day)
                        .bind("first", firstId)
                        .bind("from", Timestamp.from(from))
                        .bind("to", Timestamp.from(to))
                        .bindList("numbers", numbers)
                        .execute();
                  });
          return null;
        });
  }

  private List<Long> premiumNumbers(LocalDate day) {
    return store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery(PREMIUM).bind("day", day).mapTo(Long.class).list());
  }
}
