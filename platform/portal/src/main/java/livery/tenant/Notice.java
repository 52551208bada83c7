package livery.tenant;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/**
 * Tells the person on the page that something was done.
 *
 * <p>The words come through EL, because the bundle of words knows the tenant and not the other way
 * round.
 */
public final class Notice {

  private Notice() {}

  /** Shows the text of this key. */
  public static void say(String key) {
    var faces = FacesContext.getCurrentInstance();
    var text =
        faces.getApplication().evaluateExpressionGet(faces, "#{t['" + key + "']}", String.class);
    faces.addMessage(null, new FacesMessage(text));
  }
}
