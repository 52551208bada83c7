package livery.dispatch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.tenant.CurrentScope;

/** The button "Try again" on a message that waits: {@code #{retryPage.retry(id)}}. */
@Named
@RequestScoped
public class RetryPage {

  private final Retries retries;
  private final CurrentScope current;

  @Inject
  public RetryPage(Retries retries, CurrentScope current) {
    this.retries = retries;
    this.current = current;
  }

  protected RetryPage() {
    this(null, null);
  }

  /** Decides the message anew and shows its life. */
  public String retry(long id) {
    retries.retry(current.get(), id);
    return "/message/life.xhtml?faces-redirect=true&id=" + id;
  }
}
