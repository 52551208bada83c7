package livery.currency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.contract.CurrencyRate;
import livery.fault.Check;
import livery.fault.Fault;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Rates between currencies: everybody who sees money reads them, the platform's finance enters
 * them. Thread-safe.
 */
@ApplicationScoped
public class Rates {

  /** Most rows of a file. */
  public static final int ROWS_MAX = 10_000;

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  private static final int SOURCE_LENGTH = 190;
  private static final int DECIMALS_MAX = 10;
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /** A rate that was entered; {@code enteredBy} is empty for those who are not of the platform. */
  public record Entry(long id, CurrencyRate rate, String enteredBy, Instant enteredAt) {}

  /** What is to be entered, as it was given: "EUR", "UAH", 48.5, "2026-03-01", "NBU". */
  @Schema(name = "CurrencyRateRequest")
  public record Wish(String from, String to, BigDecimal rate, String validFrom, String source) {}

  @Inject
  public Rates(Store store, TenantTree tree, Prices prices, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Rates() {
    this(null, null, null, null, null, null);
  }

  /** The rates, the last entered first; {@code before} 0 for the first page. */
  public List<Entry> list(Scope scope, long before, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var shown = tree.isPlatform(scope.tenantId());
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM currency_rate WHERE id < :before ORDER BY id DESC LIMIT"
                            + " :limit")
                    .bind("before", before == 0 ? Long.MAX_VALUE : before)
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new Entry(
                                row.getLong("id"),
                                new CurrencyRate(
                                    row.getString("from_currency"),
                                    row.getString("to_currency"),
                                    row.getBigDecimal("rate"),
                                    row.getObject("valid_from", LocalDate.class),
                                    row.getString("source")),
                                shown ? row.getString("entered_by") : "",
                                Utc.read(row, "entered_at").orElseThrow()))
                    .list());
  }

  /** Enters one. */
  public Entry add(Scope scope, Wish wish) {
    mayEnter(scope);
    enter(scope, List.of(read("", wish)));
    return list(scope, 0, 1).get(0);
  }

  /**
   * Enters those of a file, all or none.
   *
   * @return how many
   * @throws Fault naming the first row that is not right
   */
  public int addAll(Scope scope, String file) {
    mayEnter(scope);
    var read = new ArrayList<CurrencyRate>();
    for (var wish : RateFile.read(file)) {
      read.add(read("rows[" + read.size() + "].", wish));
    }
    enter(scope, read);
    return read.size();
  }

  private void mayEnter(Scope scope) {
    Rights.mayFinance(scope);
    if (!tree.isPlatform(scope.tenantId())) {
      throw new NotAllowed();
    }
  }

  private void enter(Scope scope, List<CurrencyRate> rates) {
    store.inTransaction(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO currency_rate (id, from_currency, to_currency, rate, valid_from,"
                      + " source, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            var id = ids.next(rates.size());
            for (var rate : rates) {
              insert.setLong(1, id++);
              insert.setString(2, rate.from());
              insert.setString(3, rate.to());
              insert.setBigDecimal(4, rate.rate());
              insert.setObject(5, rate.date());
              insert.setString(6, rate.source());
              insert.setString(7, scope.actor());
              insert.setObject(8, LocalDateTime.now(clock));
              insert.addBatch();
            }
            insert.executeBatch();
          }
          for (var rate : rates) {
            audit.write(
                scope,
                "rate.enter",
                rate.from() + "/" + rate.to(),
                "%s from %s, %s"
                    .formatted(
                        rate.rate().stripTrailingZeros().toPlainString(),
                        rate.date(),
                        rate.source()));
          }
          return null;
        });
    prices.reload();
  }

  private static CurrencyRate read(String at, Wish wish) {
    var from = currency(at + "from", wish.from());
    var to = currency(at + "to", wish.to());
    if (from.equals(to)) {
      throw Fault.invalid(at + "to", "currency.fault.same", from);
    }
    if (wish.rate() == null) {
      throw Fault.invalid(at + "rate", "fault.missing", at + "rate");
    }
    if (wish.rate().precision() > 40
        || Math.abs((long) wish.rate().scale()) > 40
        || wish.rate().signum() <= 0
        || wish.rate().compareTo(MOST) > 0
        || wish.rate().stripTrailingZeros().scale() > DECIMALS_MAX) {
      throw Fault.invalid(
          at + "rate", "currency.fault.rate", Check.shown(wish.rate().toString()), DECIMALS_MAX);
    }
    var source = Check.text(at + "source", wish.source(), SOURCE_LENGTH);
    return new CurrencyRate(from, to, wish.rate(), day(at + "validFrom", wish.validFrom()), source);
  }

  private static String currency(String field, String code) {
    var text = Check.text(field, code, 3);
    try {
      return livery.billing.Money.zero(text).currency();
    } catch (BillingException.Invalid unknown) {
      throw Fault.invalid(field, "tenant.fault.currency", Check.shown(text));
    }
  }

  private static LocalDate day(String field, String text) {
    try {
      var day = LocalDate.parse(Check.text(field, text, 10));
      Check.range(field, day.getYear(), 2000, 2999);
      return day;
    } catch (DateTimeException noDay) {
      throw Fault.invalid(field, "currency.fault.day", Check.shown(text));
    }
  }
}
