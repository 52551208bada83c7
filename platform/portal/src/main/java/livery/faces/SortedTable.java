package livery.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.model.DataModel;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.component.datatable.feature.DataTableFeatures;

/**
 * The table of all pages. PrimeFaces sorts the very list that a page gives, and only for what it
 * draws: a list that cannot be changed fails, one that is read anew stays as it was, and with the
 * next click a button means the row that stood there before. This one sorts a copy, once for each
 * time that the rows are asked for.
 *
 * <p>A button of a row says only where that stands. What was drawn is kept with the view, so that
 * the button means the row that its reader saw, whatever was added or has gone since. Rows that a
 * form may write into, and more of them than a reader sees, are read anew.
 */
public class SortedTable extends DataTable {

  /** A page of the longest lists has this many. */
  private static final int KEPT_MAX = 1_000;

  private static final String DRAWN = "livery.drawn";

  private List<?> copy;
  private boolean drawing;

  /** With the view in memory alone: of a session that is written out, lists are read anew. */
  private static final class Drawn implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient List<?> rows;

    Drawn(List<?> rows) {
      this.rows = rows;
    }
  }

  @Override
  public Object getValue() {
    if (copy != null) {
      return copy;
    }
    if (!drawing && getStateHelper().get(DRAWN) instanceof Drawn drawn && drawn.rows != null) {
      copy = drawn.rows;
      return copy;
    }
    var value = super.getValue();
    if (!(value instanceof List<?> rows) || isLazy()) {
      return value;
    }
    copy = new ArrayList<>(rows);
    if (isSortingCurrentlyActive()) {
      DataTableFeatures.sortFeature().sort(getFacesContext(), this);
    }
    return copy;
  }

  @Override
  public void setValue(Object value) {
    copy = null;
    super.setValue(value);
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared above
  protected void setDataModel(DataModel model) {
    if (model == null) {
      copy = null;
    }
    super.setDataModel(model);
  }

  @Override
  public void encodeBegin(FacesContext context) throws IOException {
    drawing = true;
    setDataModel(null);
    super.encodeBegin(context);
  }

  @Override
  public void encodeEnd(FacesContext context) throws IOException {
    super.encodeEnd(context);
    if (copy != null && copy.size() <= KEPT_MAX && isUnchangeable(copy)) {
      getStateHelper().put(DRAWN, new Drawn(copy));
    } else {
      getStateHelper().remove(DRAWN);
    }
    drawing = false;
  }

  private static boolean isUnchangeable(List<?> rows) {
    return rows.stream().allMatch(Record.class::isInstance);
  }
}
