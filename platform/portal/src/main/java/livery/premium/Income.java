package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.billing.BillingException;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.PremiumPosting;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.store.Ids;
import livery.store.Store;
import livery.tariff.PremiumTerms;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a tenant earns with premium numbers: what it gets from its seller, what it passes on to its
 * buyers, and the payments to them. Thread-safe.
 */
@ApplicationScoped
public class Income {

  /** Most months of a chart. */
  public static final int MONTHS_MAX = 24;

  /** Most rows of a part of a list. */
  public static final int PART_MAX = 200;

  private static final int REFERENCE_LENGTH = 150;

  private final Store store;
  private final IncomeRows rows;
  private final TenantTree tree;
  private final PremiumTerms terms;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Income(
      Store store,
      IncomeRows rows,
      TenantTree tree,
      PremiumTerms terms,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.rows = rows;
    this.tree = tree;
    this.terms = terms;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Income() {
    this(null, null, null, null, null, null, null);
  }

  /** How far income has come. */
  @Schema(name = "PremiumIncomeState")
  public enum State {
    /** Our own count; final after the operator's statement. */
    ESTIMATED,
    /** By the operator's statement. */
    CONFIRMED,
    /** The days of the country's rule are over. */
    PAYABLE,
    PAID
  }

  /**
   * What one number brought for the texts of one tenant in a month.
   *
   * @param id of what an operator's statement brought; 0 for an estimate
   * @param tenantId who received the texts
   * @param gross what subscribers paid, taxes inside
   * @param income what the asking tenant gets from its seller
   * @param passedOn what it passes on of it
   */
  public record Line(
      long id,
      int period,
      long numberId,
      String number,
      long tenantId,
      String tenant,
      State state,
      long messages,
      Money gross,
      Money income,
      Money passedOn,
      LocalDate payableOn) {

    private static final KeyOrder<Line> ORDER =
        KeyOrder.<Line>up()
            .and(ColumnType.NUMBER, "-period", line -> -line.period())
            .and(ColumnType.NUMBER, "number_id", Line::numberId)
            .and(ColumnType.NUMBER, "tenant_id", Line::tenantId)
            .and(ColumnType.NUMBER, "state", line -> line.state().ordinal())
            .and(ColumnType.TEXT, "currency", line -> line.income().currency())
            .and(ColumnType.NUMBER, "id", Line::id);

    /** Where a list of lines goes on behind this one. */
    public String place() {
      return ORDER.after(this);
    }

    /** What stays. */
    public Money own() {
      return income.minus(passedOn);
    }
  }

  /** Sums of a currency, by state. */
  public record Sums(
      String currency, Money estimated, Money confirmed, Money payable, Money paid) {}

  /** What is payable to a buyer. */
  public record Due(long buyerId, String buyer, Money amount, long messages) {

    private static final KeyOrder<Due> ORDER =
        KeyOrder.<Due>up()
            .and(ColumnType.NUMBER, "buyer_id", Due::buyerId)
            .and(ColumnType.TEXT, "currency", due -> due.amount().currency());

    /** Where the list goes on behind this one. */
    public String place() {
      return ORDER.after(this);
    }
  }

  /**
   * What the tenant gets in the months from one to another, both included, the newest first: all of
   * it, as sums are made of it; one for each number, month, state and tenant that received texts.
   */
  public List<Line> lines(Scope scope, YearMonth from, YearMonth to) {
    Check.range("months", from.until(to, java.time.temporal.ChronoUnit.MONTHS) + 1, 1, MONTHS_MAX);
    var lines = new ArrayList<Line>(rows.confirmed(scope, from, to));
    lines.addAll(rows.estimated(scope, from, to));
    lines.sort(
        java.util.Comparator.comparingInt(Line::period)
            .reversed()
            .thenComparing(Line::number)
            .thenComparing(Line::tenant)
            .thenComparing(Line::state));
    return lines;
  }

  /**
   * A part of the lines, the newest month first, and of each month by number.
   *
   * @param after what {@link Line#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Line> part(List<Line> lines, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    return Line.ORDER.from(after).of(lines).stream().limit(limit).toList();
  }

  /** The sums of lines by currency and state, of what the tenant gets from its seller. */
  public List<Sums> sums(List<Line> lines) {
    Map<String, Sums> sums = new TreeMap<>();
    for (var line : lines) {
      var currency = line.income().currency();
      var zero = Money.zero(currency);
      var one =
          new Sums(
              currency,
              line.state() == State.ESTIMATED ? line.income() : zero,
              line.state() == State.CONFIRMED ? line.income() : zero,
              line.state() == State.PAYABLE ? line.income() : zero,
              line.state() == State.PAID ? line.income() : zero);
      sums.merge(currency, one, Income::plus);
    }
    return List.copyOf(sums.values());
  }

  private static Sums plus(Sums one, Sums other) {
    return new Sums(
        one.currency(),
        one.estimated().plus(other.estimated()),
        one.confirmed().plus(other.confirmed()),
        one.payable().plus(other.payable()),
        one.paid().plus(other.paid()));
  }

  /**
   * What is payable now, to the tenant's buyers; for the platform also by the operators.
   *
   * @param after what {@link Due#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Due> due(Scope scope, String after, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PART_MAX + 1L);
    return rows.due(scope, tree.isPlatform(scope.tenantId()), Due.ORDER.from(after), limit);
  }

  /**
   * Pays a buyer all that is payable to it, once. For the platform itself as buyer: notes that the
   * operators have paid.
   *
   * @param way into the buyer's balance, or out of the house
   * @param reference the payment's number, as both statements show it
   * @throws Fault when nothing is payable
   */
  public Due pay(Scope scope, long buyerId, String currency, String way, String reference) {
    Rights.mayFinance(scope);
    var how = Check.oneOf("way", way, PremiumPosting.Way.class);
    var seller = seller(scope, buyerId, how);
    if (seller == Edge.OPERATORS && how == PremiumPosting.Way.TO_BALANCE) {
      throw Fault.invalid("way", "premium.fault.operators-way");
    }
    var unit = currency(currency);
    var note = Check.optionalText("reference", reference, REFERENCE_LENGTH);
    var now = clock.instant();
    return store.inTransaction(
        connection -> {
          var payable = rows.lockPayable(connection, seller, buyerId, unit);
          if (payable.amount().isZero()) {
            throw Fault.conflict("buyerId", "premium.fault.nothing-payable", buyerId);
          }
          long posting;
          try {
            posting =
                PremiumPosting.pay(
                    connection,
                    ids::next,
                    new PremiumPosting.Part(seller, buyerId, payable.messages(), payable.amount()),
                    how,
                    note,
                    now);
          } catch (BillingException.Unknown none) {
            throw Fault.conflict("way", "premium.fault.no-wallet", unit);
          }
          rows.paid(connection, payable.ids(), posting, now);
          audit.write(
              scope, "premium.pay", "tenant " + buyerId, payable.amount() + " " + how + " " + note);
          return new Due(buyerId, name(buyerId), payable.amount(), payable.messages());
        });
  }

  private static String currency(String currency) {
    var code = Check.text("currency", currency, 3);
    try {
      return Money.requireCurrency(code);
    } catch (BillingException.Invalid unknown) {
      throw Fault.invalid("currency", "price.fault.currency-unknown", code);
    }
  }

  /** Who has left is still owed what it earned before; its balance is at another seller now. */
  private long seller(Scope scope, long buyerId, PremiumPosting.Way how) {
    var seller = scope.tenantId();
    if (buyerId == seller && tree.isPlatform(buyerId)) {
      return Edge.OPERATORS;
    }
    var buyer = tree.find(buyerId).orElseThrow(NotAllowed::new);
    if (buyer.parentId() == seller) {
      return seller;
    }
    if (!rows.hasBought(scope, buyerId)) {
      throw new NotAllowed();
    }
    if (how == PremiumPosting.Way.TO_BALANCE && tree.sellerOf(buyerId) != seller) {
      throw Fault.conflict("way", "premium.fault.left", buyer.name());
    }
    return seller;
  }

  private String name(long tenantId) {
    return tree.find(tenantId).map(Tenant::name).orElse("");
  }

  /** Lets what was confirmed long enough ago be payable; says how many rows that were. */
  int ripen() {
    return rows.ripen(today());
  }

  /** Today where premium texts are counted. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), terms.zone());
  }
}
