package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import livery.api.Report;
import livery.bank.Entries;
import livery.bank.Entry;
import livery.bank.Statements;
import livery.fault.Check;
import livery.frame.Texts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.order.Sought;
import livery.payment.Flagged;
import livery.payment.Payment;
import livery.payment.Payments;
import livery.payment.VoucherBatch;
import livery.payment.Vouchers;
import livery.spending.Offer;
import livery.spending.Offers;
import livery.tenant.CurrentScope;

/** The lists of money: who has how much, and how it came. */
@RequestScoped
class MoneyLists {

  @Inject private Wallets wallets;
  @Inject private Payments payments;
  @Inject private Flagged flagged;
  @Inject private Vouchers vouchers;
  @Inject private Offers offers;
  @Inject private Entries entries;
  @Inject private Statements statements;
  @Inject private CurrentScope current;
  @Inject private ListRows rows;
  @Inject private Texts texts;
  @Inject private Clock clock;

  Report.Table balances(String text, boolean owing, String order) {
    var purses =
        ListRows.all(
            Purse.ORDERS.from(order, ""),
            Wallets.PAGE_MAX,
            place -> wallets.ofBuyers(current.get(), text, owing, place, Wallets.PAGE_MAX));
    return rows.table(
        List.of(
            "money.client",
            "money.state",
            "tenant.currency",
            "money.available",
            "money.balance",
            "money.held",
            "money.credit-line"),
        purses.stream()
            .map(
                row ->
                    List.of(
                        row.buyer(),
                        texts.get("money.state." + row.state()),
                        row.currency(),
                        ListRows.plain(row.wallet().available()),
                        ListRows.plain(row.wallet().balance()),
                        ListRows.plain(row.wallet().held()),
                        ListRows.plain(row.wallet().creditLimit()))));
  }

  Report.Table payments(boolean open, String order) {
    var found =
        ListRows.all(
            Payment.ORDERS.from(order, ""),
            Payments.PAGE_MAX,
            place ->
                open
                    ? flagged.list(current.get(), place, Payments.PAGE_MAX)
                    : payments.list(current.get(), true, place, Payments.PAGE_MAX));
    return rows.table(
        List.of(
            "payment.client",
            "payment.at",
            "payment.state",
            "payment.problem",
            "payment.check",
            "tenant.currency",
            "payment.sum",
            "payment.back"),
        found.stream()
            .map(
                row ->
                    List.of(
                        row.buyer(),
                        rows.time(row.createdAt()),
                        texts.get("payment.state." + row.state()),
                        row.problem().isEmpty()
                            ? ""
                            : texts.get("payment.problem." + row.problem()),
                        row.checkedAt() == null
                            ? ""
                            : texts.of(
                                "payment.checked-by", row.checkedBy(), rows.time(row.checkedAt())),
                        row.amount().currency(),
                        ListRows.plain(row.amount()),
                        ListRows.plain(row.wentBack()))));
  }

  Report.Table vouchers(Sought sought) {
    var now = clock.instant();
    var found =
        ListRows.all(
            Long.MAX_VALUE,
            Vouchers.PAGE_MAX,
            before -> vouchers.list(current.get(), sought, before, Vouchers.PAGE_MAX),
            VoucherBatch::id);
    return rows.table(
        List.of(
            "payment.voucher-name",
            "payment.state",
            "tenant.currency",
            "payment.sum",
            "payment.voucher-used",
            "payment.voucher-count",
            "payment.voucher-until"),
        found.stream()
            .map(
                row ->
                    List.of(
                        row.name(),
                        texts.get(
                            row.isGood(now) ? "payment.voucher-good" : "payment.voucher-over"),
                        row.amount().currency(),
                        ListRows.plain(row.amount()),
                        "" + row.redeemed(),
                        "" + row.codes(),
                        rows.time(row.expiresAt()))));
  }

  Report.Table bundles() {
    return rows.table(
        List.of(
            "spending.of",
            "spending.got",
            "tenant.currency",
            "spending.bought-units",
            "spending.units-left",
            "spending.until"),
        offers.lots(current.get()).stream()
            .map(
                lot -> {
                  var money = lot.product().isEmpty();
                  return List.of(
                      texts.get(money ? "spending.of-money" : "spending.product." + lot.product()),
                      rows.time(lot.openedAt()),
                      money ? lot.money().currency() : "",
                      money ? ListRows.plain(lot.money()) : "" + lot.units(),
                      money ? ListRows.plain(lot.moneyLeft()) : "" + lot.unitsLeft(),
                      rows.time(lot.expiresAt()));
                }));
  }

  Report.Table offers() {
    var all =
        ListRows.all(
            "",
            Offers.PART_MAX,
            after -> offers.offered(current.get(), after, Offers.PART_MAX),
            Offer::place);
    return rows.table(
        List.of(
            "spending.name",
            "spending.state",
            "spending.product",
            "spending.units",
            "spending.days",
            "tenant.currency",
            "spending.price"),
        all.stream()
            .map(
                offer ->
                    List.of(
                        offer.name(),
                        texts.get(offer.open() ? "spending.open" : "spending.closed"),
                        texts.get("spending.product." + offer.product()),
                        "" + offer.units(),
                        "" + offer.days(),
                        offer.price().currency(),
                        ListRows.plain(offer.price()))));
  }

  Report.Table bankEntries(String state, String order) {
    var wanted = state.isEmpty() ? null : Check.oneOf("state", state, Entry.State.class);
    var found =
        ListRows.all(
            Entry.ORDERS.from(order, ""),
            Entries.PAGE_MAX,
            place -> entries.list(current.get(), wanted, place, Entries.PAGE_MAX));
    return rows.table(
        List.of(
            "bank.payer",
            "bank.account",
            "bank.client",
            "bank.on",
            "bank.details",
            "bank.state",
            "bank.note",
            "tenant.currency",
            "bank.sum"),
        found.stream()
            .map(
                row ->
                    List.of(
                        row.payer(),
                        row.payerAccount(),
                        row.buyer(),
                        ListRows.day(row.bookedOn()),
                        row.details(),
                        texts.get("bank.state." + row.state()),
                        row.note().isEmpty()
                            ? texts.get("bank.reason." + row.reason())
                            : row.note(),
                        row.amount().currency(),
                        (row.credit() ? "" : "-") + ListRows.plain(row.amount()))));
  }

  Report.Table bankStatements() {
    var found =
        ListRows.all(
            Long.MAX_VALUE,
            Entries.PAGE_MAX,
            before -> statements.list(current.get(), before, Entries.PAGE_MAX),
            Statements.Imported::id);
    return rows.table(
        List.of("bank.number", "bank.account", "tenant.currency", "bank.count", "bank.at"),
        found.stream()
            .map(
                row ->
                    List.of(
                        row.number(),
                        row.account(),
                        row.currency(),
                        "" + row.entries(),
                        rows.time(row.at()))));
  }
}
