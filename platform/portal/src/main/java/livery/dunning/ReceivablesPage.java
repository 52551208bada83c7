package livery.dunning;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.frame.Parts;
import livery.order.Sought;
import livery.paper.Sheet;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** Who owes how much since when, and when it is reminded of. */
@Named
@ViewScoped
public class ReceivablesPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Receivables receivables;
  private final Dunning dunning;
  private final CurrentScope current;
  private final Sought sought = new Sought();
  private final Parts<Receivables.Debtor, String> parts =
      new Parts<>(Receivables.PART_MAX, "", this::debtors, Receivables.Debtor::place);
  private List<Level> levels;
  private boolean active;
  private String least;

  /** A level while somebody types it; empty days for none. */
  public static class Level implements Serializable {

    private static final long serialVersionUID = 1L;

    private String days;
    private String tone;

    Level(String days, String tone) {
      this.days = days;
      this.tone = tone;
    }

    public String getDays() {
      return days;
    }

    public void setDays(String days) {
      this.days = days;
    }

    public String getTone() {
      return tone;
    }

    public void setTone(String tone) {
      this.tone = tone;
    }
  }

  @Inject
  public ReceivablesPage(Receivables receivables, Dunning dunning, CurrentScope current) {
    this.receivables = receivables;
    this.dunning = dunning;
    this.current = current;
  }

  protected ReceivablesPage() {
    this(null, null, null);
  }

  /** Sends the table as a file instead of the page. */
  public void download() {
    Download.table("receivables", ReceivablesCsv.of(receivables.all(current.get(), sought)));
  }

  @Once
  public List<Receivables.Debtor> getRows() {
    return parts.getRows();
  }

  private List<Receivables.Debtor> debtors(String after, int limit) {
    return receivables.list(current.get(), sought, after, limit);
  }

  public Parts<Receivables.Debtor, String> getParts() {
    return parts;
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  /** What is open of all and what of it is late, one for each currency. */
  @Once
  public List<Receivables.Total> getTotals() {
    getRows(); // counts what has come in
    return receivables.totals(current.get());
  }

  private void read() {
    if (levels != null) {
      return;
    }
    var rule = dunning.rule(current.get());
    active = rule.active();
    least = rule.least().toPlainString();
    levels = new ArrayList<>();
    rule.levels()
        .forEach(one -> levels.add(new Level(Integer.toString(one.days()), one.tone().name())));
    while (levels.size() < DunningRule.LEVELS_MAX) {
      levels.add(new Level("", Sheet.Tone.FIRM.name()));
    }
  }

  /** Keeps when debtors are reminded. */
  public void save() {
    var wanted = new ArrayList<DunningRule.Level>();
    for (var level : levels) {
      if (level.getDays() != null && !level.getDays().isBlank()) {
        wanted.add(
            new DunningRule.Level(
                days(level.getDays().strip()),
                Check.oneOf("tone", level.getTone(), Sheet.Tone.class)));
      }
    }
    dunning.save(current.get(), new DunningRule(active, Amounts.typed("least", least), wanted));
    levels = null;
    Notice.say("dunning.done.saved");
  }

  private static int days(String text) {
    if (!text.matches("\\d{1,4}")) {
      throw Fault.invalid("days", "dunning.fault.days", Check.shown(text), 0, 365);
    }
    return Integer.parseInt(text);
  }

  /** Writes what is due today. */
  public void remind() {
    dunning.remind(current.get());
    Notice.say("dunning.done.reminded");
  }

  @Once
  public List<Level> getLevels() {
    read();
    return levels;
  }

  public Sheet.Tone[] getTones() {
    return Sheet.Tone.values();
  }

  @Once
  public boolean isActive() {
    read();
    return active;
  }

  public void setActive(boolean active) {
    this.active = active;
  }

  @Once
  public String getLeast() {
    read();
    return least;
  }

  public void setLeast(String least) {
    this.least = least;
  }
}
