package livery.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import livery.store.Store;

/** The operators' names by link, for prices and reports. Thread-safe. */
@ApplicationScoped
public class Networks {

  private final Store store;
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  @Inject
  public Networks(Store store) {
    this.store = store;
  }

  protected Networks() {
    this(null);
  }

  /** The operator's name, or "" for a link that does not exist. */
  public String name(long linkId) {
    return names.computeIfAbsent(linkId, this::read);
  }

  /** Forgets a name; called when a link was changed. */
  public void forget(long linkId) {
    names.remove(linkId);
  }

  private String read(long linkId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT network FROM smpp_link WHERE id = :id")
                    .bind("id", linkId)
                    .mapTo(String.class)
                    .findOne()
                    .orElse(""));
  }
}
