package livery.faces;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import livery.order.Ordered;
import org.primefaces.component.api.UIColumn;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.component.datatable.DataTableRenderer;

/**
 * The heads of a table that is read part by part. Where the table has the attribute {@code ordered}
 * and a column {@code order}, the head is a link to the same list along that column. It looks as a
 * head that sorts at once does, and says so by {@code aria-sort} too.
 */
public class LinkedHeads extends DataTableRenderer {

  @Override
  public void encodeColumnHeader(FacesContext context, DataTable table, UIColumn column)
      throws IOException {
    var ordered = (Ordered) table.getAttributes().get("ordered");
    var order =
        ordered != null && column instanceof UIComponent component
            ? (String) component.getAttributes().get("order")
            : null;
    if (order == null) {
      super.encodeColumnHeader(context, table, column);
    } else if (column.isRendered()) {
      write(context, column, ordered.along(order), ordered.sort(order));
    }
  }

  private static void write(FacesContext context, UIColumn column, String address, String sort)
      throws IOException {
    var writer = context.getResponseWriter();
    var active = !sort.equals("none");
    writer.startElement("th", null);
    writer.writeAttribute("id", column.getContainerClientId(context), null);
    writer.writeAttribute(
        "class",
        "ui-state-default ui-sortable-column is-linked "
            + (active ? "ui-state-active " : "")
            + (column.getStyleClass() == null ? "" : column.getStyleClass()),
        null);
    writer.writeAttribute("scope", "col", null);
    writer.writeAttribute("aria-sort", sort, null);
    writer.startElement("a", null);
    writer.writeAttribute("href", address, null);
    writer.startElement("span", null);
    writer.writeAttribute("class", "ui-column-title", null);
    writer.writeText(column.getHeaderText(), null);
    writer.endElement("span");
    writer.startElement("span", null);
    writer.writeAttribute(
        "class",
        "ui-sortable-column-icon ui-icon ui-icon-carat-2-n-s"
            + (!active
                ? ""
                : sort.equals("ascending") ? " ui-icon-triangle-1-n" : " ui-icon-triangle-1-s"),
        null);
    writer.writeAttribute("aria-hidden", "true", null);
    writer.endElement("span");
    writer.endElement("a");
    writer.endElement("th");
  }
}
