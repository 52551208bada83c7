package livery.commission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import livery.billing.Money;
import livery.frame.Amounts;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.text.Csv;

/** Whose purchases brought an agent its commission: by client, product and day. Thread-safe. */
@ApplicationScoped
public class Breakdown {

  private final Outlook outlook;

  /** What the lines are about. */
  public enum By {
    CLIENT(true, false, false),
    PRODUCT(false, true, false),
    DAY(false, false, true),
    CLIENT_PRODUCT(true, true, false);

    private final boolean client;
    private final boolean product;
    private final boolean day;

    By(boolean client, boolean product, boolean day) {
      this.client = client;
      this.product = product;
      this.day = day;
    }
  }

  private record Key(
      long contract,
      long client,
      String product,
      LocalDate day,
      String currency,
      boolean carried) {}

  /**
   * A sum of one agent's month; what it is not about is empty.
   *
   * @param clientId 0 for all, and for a flat fee
   * @param day {@code null} unless the lines are days
   * @param units what was given back taken off, as from both amounts
   * @param commission accrued; the lines of a month add up to what it accrued
   * @param carried whether it is no purchase, but what was carried from month to month
   */
  public record Line(
      long contractId,
      String agent,
      long clientId,
      String client,
      String product,
      LocalDate day,
      long units,
      Money sold,
      Money commission,
      boolean carried) {

    Line plus(Line other) {
      return new Line(
          contractId,
          agent,
          clientId,
          client,
          product,
          day,
          units + other.units,
          sold.plus(other.sold),
          commission.plus(other.commission),
          carried);
    }
  }

  @Inject
  public Breakdown(Outlook outlook) {
    this.outlook = outlook;
  }

  protected Breakdown() {
    this(null);
  }

  /** Of the tenant's agents, and of itself where it is one: the most first, days in their order. */
  public List<Line> lines(Scope scope, YearMonth month, By by) {
    Rights.mayFinance(scope);
    var lines = new LinkedHashMap<Key, Line>();
    for (var one : outlook.brought(scope, month)) {
      var line = line(one, by);
      var key =
          new Key(
              line.contractId(),
              line.clientId(),
              line.product(),
              line.day(),
              line.sold().currency(),
              line.carried());
      lines.merge(key, line, Line::plus);
    }
    var order = Comparator.comparing(Line::agent);
    order =
        by == By.DAY
            ? order.thenComparing(Line::day)
            : order.thenComparing(line -> -line.commission().micros());
    return lines.values().stream().sorted(order).toList();
  }

  private Line line(Outlook.Brought one, By by) {
    var part = one.part();
    return new Line(
        one.agreement().id(),
        one.agreement().buyer(),
        by.client ? part.clientId() : 0,
        by.client && part.clientId() != 0 ? outlook.name(part.clientId()) : "",
        by.product ? part.product() : "",
        by.day ? part.day() : null,
        part.units(),
        part.sold(),
        part.commission(),
        part.carried());
  }

  static String csv(List<Line> lines) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "agent",
        "client",
        "product",
        "day",
        "quantity",
        "sold",
        "commission",
        "currency",
        "carried");
    for (var line : lines) {
      csv.row(
          line.agent(),
          line.client(),
          line.product(),
          line.day() == null ? "" : line.day().toString(),
          line.units(),
          Amounts.plain(line.sold()),
          Amounts.plain(line.commission()),
          line.sold().currency(),
          line.carried() ? "yes" : "");
    }
    return file.toString();
  }
}
