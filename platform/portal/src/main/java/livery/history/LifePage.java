package livery.history;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.fault.Fault;
import livery.tenant.CurrentScope;

/** One message's life as a page of its own: {@code /message/life.xhtml?id=…}. */
@Named
@RequestScoped
public class LifePage {

  private final MessageLife lives;
  private final CurrentScope current;
  private MessageLife.Life life;

  @Inject
  public LifePage(MessageLife lives, CurrentScope current) {
    this.lives = lives;
    this.current = current;
  }

  protected LifePage() {
    this(null, null);
  }

  public MessageLife.Life getLife() {
    if (life == null) {
      var id =
          FacesContext.getCurrentInstance()
              .getExternalContext()
              .getRequestParameterMap()
              .getOrDefault("id", "");
      if (!id.matches("\\d{1,18}")) {
        throw Fault.notFound("message", livery.fault.Check.shown(id));
      }
      life = lives.of(current.get(), Long.parseLong(id));
    }
    return life;
  }
}
