package livery.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.NewIds;
import livery.billing.OneOff;
import livery.billing.Refusal;
import livery.billing.Transfer;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.issue.Desk;
import livery.money.Alerts;
import livery.money.PersonKey;
import livery.money.Purse;
import livery.money.Wallets;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/** Charges work that no price list has, and takes it back. Thread-safe. */
@ApplicationScoped
public class Work {

  /** Longest text of a line, in characters. */
  public static final int TEXT_MAX = Transfer.REFERENCE_MAX;

  /** Most units of one charge. */
  public static final int QUANTITY_MAX = 100_000;

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  private final Store store;
  private final Wallets wallets;
  private final WorkRows rows;
  private final Desk desk;
  private final Alerts alerts;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /**
   * What is to be charged.
   *
   * @param text what statement, act and invoice call it, up to {@value #TEXT_MAX} characters
   * @param quantity whole units, 1 to {@value #QUANTITY_MAX}; {@code null} for 1
   * @param currency of the price; empty for the wallet's
   * @param key names this charge among all of the buyer's: a repeat changes nothing
   */
  public record Order(
      long buyerId,
      String text,
      BigDecimal quantity,
      BigDecimal unitPrice,
      String currency,
      String key) {}

  /**
   * What it comes to.
   *
   * @param taxed as the invoice takes it apart, or adds to it
   * @param left what the wallet has available afterwards; below zero where it cannot pay
   */
  public record Quote(
      String text,
      int quantity,
      BigDecimal unitPrice,
      Money amount,
      TaxRule tax,
      Taxed taxed,
      Purse purse,
      Money left) {}

  /**
   * Work that was charged.
   *
   * @param repeated it had been charged before under this key; nothing was changed
   * @param purse the buyer's wallet afterwards
   */
  public record Done(Piece piece, boolean repeated, Purse purse) {}

  @Inject
  public Work(
      Store store,
      Wallets wallets,
      WorkRows rows,
      Desk desk,
      Alerts alerts,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.wallets = wallets;
    this.rows = rows;
    this.desk = desk;
    this.alerts = alerts;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Work() {
    this(null, null, null, null, null, null, null, null);
  }

  /** What would be charged, checked; for the question before the act. */
  public Quote check(Scope scope, Order order) {
    var sale = sale(scope, order);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    var amount = amount(sale);
    var tax =
        desk.tax(
            scope.tenantId(), order.buyerId(), LocalDate.ofInstant(clock.instant(), rows.zone()));
    var left = purse.wallet().available().minus(amount);
    if (left.isNegative()) {
      throw noMoney(purse, amount, purse.wallet().available());
    }
    return new Quote(
        sale.text(),
        sale.quantity(),
        sale.unitPrice(),
        amount,
        tax,
        tax.document(List.of(amount)).total(),
        purse,
        left);
  }

  /**
   * Charges it now.
   *
   * @throws Fault when the tenant is not the buyer's direct seller, a value breaks a rule, the
   *     wallet has too little, the month is closed, or the key was used for something else
   */
  public Done charge(Scope scope, Order order) {
    var sale = sale(scope, order);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    record Posted(long id, boolean isNew) {}
    try {
      var posted =
          store.repeating(
              connection -> {
                var given = new NewIds(ids::next);
                var id = new OneOff(given).charge(connection, sale, clock.instant());
                if (given.gave(id)) {
                  audit.write(
                      scope,
                      "work.charge",
                      "tenant " + order.buyerId(),
                      purse.buyer() + ": " + amount(sale) + ", " + sale.text());
                }
                return new Posted(id, given.gave(id));
              });
      alerts.watch();
      return new Done(
          rows.posted(purse.wallet(), posted.id()),
          !posted.isNew(),
          wallets.ofBuyer(scope, order.buyerId()));
    } catch (BillingException.Refused refused) {
      throw refused(purse, refused.refusal());
    } catch (BillingException.Closed closed) {
      throw Fault.conflict("", "work.fault.closed");
    } catch (BillingException.Conflict used) {
      throw Fault.conflict("key", "work.fault.key-used");
    }
  }

  private static Fault refused(Purse purse, Refusal refusal) {
    return refusal.reason() == Refusal.Reason.DAY_LIMIT
        ? new Fault(
            Fault.Kind.NO_MONEY,
            "unitPrice",
            "work.fault.day-limit",
            purse.buyer(),
            refusal.available(),
            refusal.needed())
        : noMoney(purse, refusal.needed(), refusal.available());
  }

  private static Fault noMoney(Purse purse, Money needed, Money available) {
    return new Fault(
        Fault.Kind.NO_MONEY, "unitPrice", "work.fault.no-money", purse.buyer(), available, needed);
  }

  private static Money amount(OneOff.Sale sale) {
    return Money.of(
        sale.unitPrice().multiply(BigDecimal.valueOf(sale.quantity())), sale.currency());
  }

  private OneOff.Sale sale(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    requireSeller(scope, purse);
    if (wallets.hasLeft(scope, order.buyerId())) {
      throw Fault.conflict("", "work.fault.left", purse.buyer());
    }
    var currency = purse.currency();
    if (order.currency() != null
        && !order.currency().isEmpty()
        && !order.currency().equals(currency)) {
      throw Fault.invalid(
          "currency", "work.fault.currency", currency, Check.shown(order.currency()));
    }
    var text = Check.text("text", order.text(), TEXT_MAX);
    var quantity = quantity(order.quantity());
    var price = Amounts.aboveZero("unitPrice", order.unitPrice(), currency).toBigDecimal();
    Amounts.aboveZero("unitPrice", price.multiply(BigDecimal.valueOf(quantity)), currency);
    return new OneOff.Sale(
        order.buyerId(),
        scope.tenantId(),
        quantity,
        price,
        currency,
        text,
        PersonKey.of(order.key()));
  }

  /** An agent's clients buy from its principal, which alone charges them. */
  private static void requireSeller(Scope scope, Purse purse) {
    if (purse.wallet().sellerId() != scope.tenantId()) {
      throw Fault.conflict("", "work.fault.agent", purse.buyer());
    }
  }

  private static int quantity(BigDecimal wanted) {
    if (wanted == null) {
      return 1;
    }
    if (wanted.compareTo(BigDecimal.ONE) < 0
        || wanted.compareTo(BigDecimal.valueOf(QUANTITY_MAX)) > 0
        || wanted.stripTrailingZeros().scale() > 0) {
      throw Fault.invalid("quantity", "work.fault.quantity", QUANTITY_MAX);
    }
    return wanted.intValueExact();
  }

  /**
   * What the tenant, or its principal, has charged a buyer, newest first.
   *
   * @param before the last id of the page before, {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<Piece> list(Scope scope, long buyerId, long before, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return rows.list(wallets.ofBuyer(scope, buyerId).wallet(), before, limit);
  }

  /**
   * One of them.
   *
   * @param id of its line in the statement
   */
  public Piece get(Scope scope, long buyerId, long id) {
    return rows.find(wallets.ofBuyer(scope, buyerId).wallet(), id)
        .orElseThrow(() -> Fault.notFound("work", id));
  }

  /**
   * Gives back all of what was charged, once, before an invoice has said it.
   *
   * @throws Fault when it is on an invoice, where a credit note takes it back; and when it was
   *     given back before
   */
  public Piece takeBack(Scope scope, long buyerId, long id) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, buyerId);
    var piece = get(scope, buyerId, id);
    requireSeller(scope, purse);
    if (piece.isOnInvoice()) {
      throw Fault.conflict("", "work.fault.on-invoice", piece.invoice());
    }
    store.repeating(
        connection -> {
          var refused =
              new Ledger(ids::next)
                  .refund(connection, List.of(piece.eventId()), piece.text(), clock.instant());
          if (!refused.isEmpty()) {
            throw Fault.conflict("", "work.fault.taken-back");
          }
          audit.write(
              scope,
              "work.take-back",
              "tenant " + buyerId,
              purse.buyer() + ": " + piece.amount() + ", " + piece.text());
          return null;
        });
    alerts.watch();
    return get(scope, buyerId, id);
  }
}
