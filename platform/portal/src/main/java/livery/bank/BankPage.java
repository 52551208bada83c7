package livery.bank;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import livery.billing.Money;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Fault;
import livery.money.Purse;
import livery.money.Wallets;
import livery.order.Asked;
import livery.order.Ordered;
import livery.order.Place;
import livery.task.Task;
import livery.task.Tasks;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Rights;

/** Imports statements, and lets a person decide about entries that found no buyer. */
@Named
@ViewScoped
public class BankPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 25;
  private static final int NAME_SHOWN = 100;
  private static final int CLIENTS_SHOWN = 100;

  private final Statements statements;
  private final Tasks tasks;
  private final Entries entries;
  private final Reversals reversals;
  private final Wallets wallets;
  private final CurrentScope current;
  private transient Part part;
  private String state = "UNMATCHED";
  private final Asked asked = new Asked();
  private long entryId;
  private long buyerId;
  private long originalId;
  private boolean asking;
  private String note = "";
  private String search = "";

  @Inject
  public BankPage(
      Statements statements,
      Tasks tasks,
      Entries entries,
      Reversals reversals,
      Wallets wallets,
      CurrentScope current) {
    this.statements = statements;
    this.tasks = tasks;
    this.entries = entries;
    this.reversals = reversals;
    this.wallets = wallets;
    this.current = current;
  }

  protected BankPage() {
    this(null, null, null, null, null, null);
  }

  /** Begins to import the chosen file. */
  public void read() {
    Rights.mayFinance(current.get());
    if (part == null || part.getSize() == 0) {
      throw Fault.invalid("file", "bank.fault.no-file");
    }
    if (part.getSize() > Statements.FILE_MAX) {
      throw Fault.invalid("file", "bank.fault.file-size", Statements.FILE_MAX / 1_000_000);
    }
    try (var file = part.getInputStream()) {
      tasks.begin(current.get(), Task.Kind.BANK, shortName(), file.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The file's name, as far as it can be shown. */
  private String shortName() {
    var name = part.getSubmittedFileName() == null ? "" : part.getSubmittedFileName();
    var clean = name.replaceAll("[^\\p{L}\\p{N} ._()-]", "");
    return clean.substring(0, Math.min(clean.length(), NAME_SHOWN));
  }

  private List<Entry> page() {
    var wanted = state.isEmpty() ? null : Entry.State.valueOf(state);
    return Answers.once(this, "page", () -> entries.list(current.get(), wanted, place(), ROWS + 1));
  }

  private Place<Entry> place() {
    return asked.in(Entry.ORDERS);
  }

  /** The order of the list and its filter. */
  public Ordered getOrdered() {
    return Ordered.of(place(), "state", state);
  }

  public List<Entry> getRows() {
    var rows = page();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** Behind which entry the next page begins; empty at the end. */
  public String getNext() {
    var rows = page();
    return rows.size() > ROWS ? place().after(rows.get(ROWS - 1)) : "";
  }

  @Once
  public long getWaiting() {
    return entries.waiting(current.get());
  }

  @Once
  public List<Statements.Imported> getStatements() {
    return statements.list(current.get(), Long.MAX_VALUE, ROWS);
  }

  /** Looks once more for the buyers of all that wait. */
  public void again() {
    Notice.say(entries.again(current.get()) > 0 ? "bank.again-some" : "bank.again-none");
  }

  /** Begins to decide about one entry. */
  public void begin(long id) {
    var entry = entries.get(current.get(), id);
    entryId = id;
    buyerId = entry.suggestedId();
    originalId = 0;
    asking = false;
    note = "";
    search = "";
  }

  public void assign() {
    entries.assign(current.get(), entryId, buyerId);
    entryId = 0;
    Notice.say("bank.assigned");
  }

  /** The entries that the chosen reversal may take back. */
  @Once
  public List<Entry> getOriginals() {
    return entryId == 0 ? List.of() : reversals.originals(current.get(), entryId);
  }

  /** Asks whether it is meant that the reversal takes back the chosen entry. */
  public void ask() {
    if (getOriginal() == null) {
      throw Fault.invalid("originalId", "bank.fault.no-original", getEntry().amount());
    }
    asking = true;
  }

  public void back() {
    asking = false;
  }

  /** The entry that is to be taken back; {@code null} before one is chosen. */
  @Once
  public Entry getOriginal() {
    return getOriginals().stream().filter(one -> one.id() == originalId).findFirst().orElse(null);
  }

  /** What the wallet will have then. */
  @Once
  public Money getAfter() {
    var purse = wallets.ofBuyer(current.get(), getOriginal().buyerId());
    return purse.wallet().balance().minus(getEntry().amount());
  }

  /** Takes back, once however often it is sent. */
  public void tie() {
    reversals.tie(current.get(), entryId, originalId);
    entryId = 0;
    asking = false;
    Notice.say("bank.tied");
  }

  public void putAside() {
    entries.setAside(current.get(), entryId, note);
    entryId = 0;
    Notice.say("bank.put-aside");
  }

  /** The entry that is decided about; {@code null} before one is chosen. */
  @Once
  public Entry getEntry() {
    return entryId == 0 ? null : entries.get(current.get(), entryId);
  }

  /** The clients to choose from. */
  @Once
  public List<Purse> getClients() {
    return wallets.ofBuyers(current.get(), search, 0, CLIENTS_SHOWN);
  }

  public Part getPart() {
    return part;
  }

  public void setPart(Part part) {
    this.part = part;
  }

  public String getState() {
    return state;
  }

  /** One of the states, or empty for all. */
  public void setState(String state) {
    this.state =
        List.of("UNMATCHED", "POSTED", "SET_ASIDE", "").contains(state == null ? "" : state)
            ? (state == null ? "" : state)
            : "UNMATCHED";
  }

  public Asked getAsked() {
    return asked;
  }

  public long getBuyerId() {
    return buyerId;
  }

  public void setBuyerId(long buyerId) {
    this.buyerId = buyerId;
  }

  public long getOriginalId() {
    return originalId;
  }

  public void setOriginalId(long originalId) {
    this.originalId = originalId;
  }

  public boolean isAsking() {
    return asking;
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(String search) {
    this.search = search == null ? "" : search;
  }
}
