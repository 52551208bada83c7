package livery.payment;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.frame.Period;
import livery.order.Sought;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.text.Csv;

/** The seller's vouchers. New codes are shown until the page is left, and never again. */
@Named
@ViewScoped
public class VouchersPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = Vouchers.PAGE_MAX;

  private final Vouchers vouchers;
  private final CurrentScope current;
  private final Clock clock;
  private final Sought sought = new Sought();
  private String name = "";
  private String count = "";
  private String amount = "";
  private String lastDay = "";
  private List<String> codes = List.of();
  private String madeName = "";
  private String madeWorth = "";
  private String madeUntil = "";
  private long before = Long.MAX_VALUE;

  @Inject
  public VouchersPage(Vouchers vouchers, CurrentScope current, Clock clock) {
    this.vouchers = vouchers;
    this.current = current;
    this.clock = clock;
  }

  protected VouchersPage() {
    this(null, null, null);
  }

  private List<VoucherBatch> read() {
    return Answers.once(this, "read", () -> vouchers.list(current.get(), sought, before, ROWS + 1));
  }

  @Once
  public List<VoucherBatch> getRows() {
    var rows = read();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** After which batch the next page begins; 0 at the end. */
  @Once
  public long getNext() {
    var rows = read();
    return rows.size() > ROWS ? rows.get(ROWS - 1).id() : 0;
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  public boolean isGood(VoucherBatch batch) {
    return batch.isGood(clock.instant());
  }

  /** Makes a batch and shows its codes. */
  public void make() {
    var made =
        vouchers.make(
            current.get(),
            new Vouchers.Wish(
                name,
                number(),
                Amounts.typed("amount", amount),
                "",
                Period.date("lastDay", lastDay)));
    codes = made.codes();
    madeName = made.batch().name();
    madeWorth =
        Amounts.plain(made.batch().amount()).toPlainString()
            + " "
            + made.batch().amount().currency();
    madeUntil = lastDay;
    name = "";
    count = "";
    Notice.say("payment.voucher-made");
  }

  private int number() {
    var text = Check.text("count", count, 10).replace(" ", "");
    if (!text.matches("\\d{1,9}")) {
      throw Fault.invalid("count", "payment.fault.count", Check.shown(text), Vouchers.CODES_MAX);
    }
    return Integer.parseInt(text);
  }

  /** The new codes as a file. */
  public void download() {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row("code", "worth", "until", "batch");
    codes.forEach(code -> csv.row(code, madeWorth, madeUntil, madeName));
    Download.csv("vouchers.csv", file.toString());
  }

  public void stop(long id) {
    vouchers.stop(current.get(), id);
    Notice.say("payment.voucher-stopped");
  }

  public List<String> getCodes() {
    return codes;
  }

  public String getMadeWorth() {
    return madeWorth;
  }

  public String getMadeUntil() {
    return madeUntil;
  }

  public String getMadeName() {
    return madeName;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getCount() {
    return count;
  }

  public void setCount(String count) {
    this.count = count;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public String getLastDay() {
    return lastDay;
  }

  public void setLastDay(String lastDay) {
    this.lastDay = lastDay;
  }

  public long getBefore() {
    return before == Long.MAX_VALUE ? 0 : before;
  }

  public void setBefore(long before) {
    this.before = before == 0 ? Long.MAX_VALUE : before;
  }
}
