package livery.signin;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import livery.fault.Check;
import livery.rest.Caller;
import livery.rest.Needs;
import livery.rest.Problem;
import livery.rest.ProblemType;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * Lets programs in by their key. A session does not count here, so that no page of somebody else
 * can use it.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class KeyFilter implements ContainerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final String TENANT = "Tenant-Id";
  private static final int FREE_TRIES = 20;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest servletRequest;
  @Inject private ApiKeys keys;
  @Inject private TenantTree tree;
  @Inject private CurrentScope current;
  @Inject private Tries tries;

  @Override
  public void filter(ContainerRequestContext request) {
    var needs = needs(request);
    if (needs.filter(Needs.NOBODY::equals).isPresent()) {
      return;
    }
    var key = key(request);
    if (needs.isEmpty() || !(needs.get().equals(Needs.ANYTHING) || key.may(needs.get()))) {
      throw Problem.refuse(
          ProblemType.NOT_ALLOWED, "The key needs the scope " + needs.orElse("of this method"));
    }
    new Caller(key.id(), key.tenantId()).enter(request);
    current.enter(
        new Scope(
            tenant(request, key), key.tenantId(), 0, key.name() + " " + key.prefix(), key.role()));
  }

  /** Of the method, its class, or the resource that led to it. */
  private Optional<String> needs(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    if (method != null && method.isAnnotationPresent(Needs.class)) {
      return Optional.of(method.getAnnotation(Needs.class).value());
    }
    var matched = request.getUriInfo().getMatchedResources();
    var classes =
        new java.util.ArrayList<Class<?>>(
            resource.getResourceClass() == null ? List.of() : List.of(resource.getResourceClass()));
    matched.forEach(one -> classes.add(one instanceof Class<?> type ? type : one.getClass()));
    return classes.stream()
        .map(KeyFilter::annotation)
        .flatMap(Optional::stream)
        .findFirst()
        .map(Needs::value);
  }

  /** A bean's class may be a proxy's; what it stands for is above it. */
  private static Optional<Needs> annotation(Class<?> type) {
    for (Class<?> one = type; one != null; one = one.getSuperclass()) {
      if (one.isAnnotationPresent(Needs.class)) {
        return Optional.of(one.getAnnotation(Needs.class));
      }
    }
    return Optional.empty();
  }

  private ApiKey key(ContainerRequestContext request) {
    var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw noKey("Show an API key: Authorization: Bearer …");
    }
    var place =
        List.of(
            new Tries.Key(
                "key from " + Addresses.network(servletRequest.getRemoteAddr()), FREE_TRIES));
    var key = keys.find(header.substring(SCHEME.length()).strip());
    if (key.isEmpty()) {
      var wait = tries.begin(place);
      if (!wait.isZero()) {
        throw Problem.refuse(ProblemType.TOO_MANY, "Too many wrong keys from this address");
      }
      throw noKey("The API key is unknown, revoked or expired");
    }
    if (!tree.isActive(key.get().tenantId())) {
      throw Problem.refuse(ProblemType.NOT_ALLOWED, "The account is suspended");
    }
    return key.get();
  }

  private static WebApplicationException noKey(String detail) {
    var problem = Problem.refuse(ProblemType.NO_KEY, detail).getResponse();
    return new WebApplicationException(
        Response.fromResponse(problem).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build());
  }

  /** The key's own tenant, or the one below it that the header names. */
  private long tenant(ContainerRequestContext request, ApiKey key) {
    var header = request.getHeaderString(TENANT);
    if (header == null) {
      return key.tenantId();
    }
    if (header.matches("\\d{1,18}") && tree.isWithin(Long.parseLong(header), key.tenantId())) {
      return Long.parseLong(header);
    }
    throw Problem.refuse(
        ProblemType.NOT_FOUND, "There is no tenant " + Check.shown(header) + " below yours");
  }
}
