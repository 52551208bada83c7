package livery.faces;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ResponseWriter;
import jakarta.faces.context.ResponseWriterWrapper;
import java.io.IOException;
import org.primefaces.component.messages.Messages;
import org.primefaces.component.messages.MessagesRenderer;

/**
 * Messages as a list of items. PrimeFaces makes each item an alert, and a list of alerts is none
 * (WCAG 1.3.1); the box around them is read out when they come, as its {@code aria-live} says.
 */
public class ListedMessages extends MessagesRenderer {

  @Override
  protected void encodeMessage(
      ResponseWriter writer,
      Messages component,
      FacesMessage message,
      String styleClassPrefix,
      boolean escape)
      throws IOException {
    super.encodeMessage(new Item(writer), component, message, styleClassPrefix, escape);
  }

  private static final class Item extends ResponseWriterWrapper {

    Item(ResponseWriter writer) {
      super(writer);
    }

    @Override
    public void writeAttribute(String name, Object value, String property) throws IOException {
      if (!name.equals("role")) {
        super.writeAttribute(name, value, property);
      }
    }
  }
}
