package livery.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * Which key a request came with; put into the request by {@code livery.signin}.
 *
 * @param keyId the key's id
 * @param tenantId the tenant that the key belongs to
 */
public record Caller(long keyId, long tenantId) {

  private static final String PROPERTY = Caller.class.getName();

  /** Notes the caller of this request. */
  public void enter(ContainerRequestContext request) {
    request.setProperty(PROPERTY, this);
  }

  /** The caller of this request; empty where no key was needed. */
  static Optional<Caller> of(ContainerRequestContext request) {
    return Optional.ofNullable((Caller) request.getProperty(PROPERTY));
  }
}
