package livery.number;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.tenant.CurrentScope;

/** The numbers of a tenant, with their release. */
@Named
@ViewScoped
public class NumbersPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Numbers numbers;
  private final CurrentScope current;
  private long chosen;
  private String chosenLabel = "";
  private int chosenKeywords;

  @Inject
  public NumbersPage(Numbers numbers, CurrentScope current) {
    this.numbers = numbers;
    this.current = current;
  }

  protected NumbersPage() {
    this(null, null);
  }

  public List<NumberRow> getRows() {
    return numbers.list(current.get());
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

  public String getChosenLabel() {
    return chosenLabel;
  }

  public int getChosenKeywords() {
    return chosenKeywords;
  }
}
