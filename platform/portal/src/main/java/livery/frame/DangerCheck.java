package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.validator.ValidatorException;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What is dangerous needs its name typed; the page's script only says so earlier. */
@Named
@RequestScoped
public class DangerCheck {

  private final Texts texts;

  @Inject
  public DangerCheck(Texts texts) {
    this.texts = texts;
  }

  protected DangerCheck() {
    this(null);
  }

  /** A validator: the value must be the attribute "danger" of its field. */
  public void check(FacesContext faces, UIComponent field, Object value) {
    var wanted = String.valueOf(field.getAttributes().get("danger")).strip();
    if (!wanted.equals(String.valueOf(value).strip())) {
      var text = texts.get("frame.danger.type") + " " + wanted;
      throw new ValidatorException(new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
    }
  }
}
