package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The payment providers that this portal speaks to, by id. Thread-safe. */
@ApplicationScoped
public class Providers {

  private final Map<String, PaymentProvider> byId = new TreeMap<>();

  @Inject
  public Providers(@Any Instance<PaymentProvider> found) {
    this(found.stream().toList());
  }

  Providers(List<PaymentProvider> all) {
    all.forEach(provider -> byId.put(provider.id(), provider));
  }

  protected Providers() {
    this(List.of());
  }

  /** Their ids, in order. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  PaymentProvider get(String id) {
    var provider = byId.get(id);
    if (provider == null) {
      throw new IllegalStateException("An account names the payment provider " + id);
    }
    return provider;
  }
}
