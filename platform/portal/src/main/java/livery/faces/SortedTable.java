package livery.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.model.DataModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.component.datatable.feature.DataTableFeatures;

/**
 * The table of all pages. PrimeFaces sorts the very list that a page gives, and only for what it
 * draws: a list that cannot be changed fails, one that is read anew stays as it was, and with the
 * next click a button means the row that stood there before. This one sorts a copy, once for each
 * time that the rows are asked for, before a click as before drawing.
 */
public class SortedTable extends DataTable {

  private List<?> copy;

  @Override
  public Object getValue() {
    if (copy != null) {
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
    setDataModel(null);
    super.encodeBegin(context);
  }
}
