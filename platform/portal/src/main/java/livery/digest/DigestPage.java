package livery.digest;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;
import livery.faces.Once;
import livery.frame.WebAddress;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Person;

/** The regular reports of the tenant that is looked at. */
@Named
@ViewScoped
public class DigestPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Digests digests;
  private final CurrentScope current;
  private long userId;
  private String every = Every.WEEK.name();

  @Inject
  public DigestPage(Digests digests, CurrentScope current) {
    this.digests = digests;
    this.current = current;
  }

  protected DigestPage() {
    this(null, null);
  }

  @Once
  public List<Digest> getRows() {
    return digests.list(current.get());
  }

  /** Who may get one. */
  @Once
  public List<Person> getReaders() {
    return digests.readers(current.get());
  }

  public Every[] getChoices() {
    return Every.values();
  }

  public void subscribe() {
    var request = FacesContext.getCurrentInstance().getExternalContext().getRequest();
    digests.subscribe(current.get(), userId, every, WebAddress.base((HttpServletRequest) request));
    Notice.say("digest.started");
  }

  public void stop(long id) {
    digests.stop(current.get(), id);
    Notice.say("digest.stopped");
  }

  public long getUserId() {
    return userId == 0 ? current.get().userId() : userId;
  }

  public void setUserId(long userId) {
    this.userId = userId;
  }

  public String getEvery() {
    return every;
  }

  public void setEvery(String every) {
    this.every = every;
  }
}
