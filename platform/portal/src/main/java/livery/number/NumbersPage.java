package livery.number;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Parts;
import livery.frame.Texts;
import livery.order.Sought;
import livery.tenant.CurrentScope;

/** The numbers of a tenant, with their release. */
@Named
@ViewScoped
public class NumbersPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = Numbers.LIST_MAX;

  private final Numbers numbers;
  private final CurrentScope current;
  private final Texts texts;
  private final Parts<NumberRow, NumberRow.Place> parts =
      new Parts<>(SHOWN_MAX, NumberRow.Place.FIRST, this::read, NumberRow.Place::of);
  private final Sought sought = new Sought();
  private long chosen;
  private String chosenLabel = "";
  private int chosenKeywords;
  private transient List<NumberRow> ticked;

  @Inject
  public NumbersPage(Numbers numbers, CurrentScope current, Texts texts) {
    this.numbers = numbers;
    this.current = current;
    this.texts = texts;
  }

  protected NumbersPage() {
    this(null, null, null);
  }

  public List<NumberRow> getRows() {
    return parts.getRows();
  }

  private List<NumberRow> read(NumberRow.Place after, int limit) {
    return numbers.list(current.get(), sought, after, limit);
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  public Parts<NumberRow, NumberRow.Place> getParts() {
    return parts;
  }

  /** Whether this person may give the number back. */
  public boolean mayRelease(NumberRow row) {
    return current.isManages() && row.state() == NumberEntry.State.RENTED && !row.shared();
  }

  /** Operators whose subscribers cannot text to it, by name; empty for none. */
  public String missing(NumberRow row) {
    return String.join(", ", numbers.reach(current.get(), row.id()).missing());
  }

  /** Begins to give a number back: the dialog asks. */
  public void choose(NumberRow row) {
    chosen = row.id();
    chosenLabel = row.label();
    chosenKeywords = row.keywords();
  }

  /** Gives the chosen number back. */
  public String release() {
    numbers.release(current.get(), chosen);
    return "/number/list?faces-redirect=true";
  }

  /** Those that are ticked and may be given back. */
  public List<NumberRow> getTicked() {
    return ticked == null ? List.of() : ticked;
  }

  public void setTicked(List<NumberRow> ticked) {
    this.ticked = ticked == null ? List.of() : ticked.stream().filter(this::mayRelease).toList();
  }

  /** "UA 3838, UA 3457": what would be gone. */
  @Once
  public String getTickedLabels() {
    return getTicked().stream().map(NumberRow::label).collect(Collectors.joining(", "));
  }

  @Once
  public int getTickedKeywords() {
    return getTicked().stream().mapToInt(NumberRow::keywords).sum();
  }

  /** Gives all of the ticked numbers back, one after the other. */
  public String releaseTicked() {
    var done = 0;
    for (var row : getTicked()) {
      try {
        numbers.release(current.get(), row.id());
        done++;
      } catch (Fault refused) {
        say(
            FacesMessage.SEVERITY_ERROR,
            row.label() + ": " + texts.of(refused.key(), refused.arguments()));
      }
    }
    if (done > 0) {
      say(FacesMessage.SEVERITY_INFO, texts.of("number.released-some", done));
    }
    ticked = List.of();
    return null;
  }

  private static void say(FacesMessage.Severity severity, String text) {
    FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
  }

  public String getChosenLabel() {
    return chosenLabel;
  }

  public int getChosenKeywords() {
    return chosenKeywords;
  }
}
