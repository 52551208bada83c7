package livery.client;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import livery.fault.Check;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/tenants}: the caller's tenant and those below it. */
@Path("/tenants")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants")
public class TenantsResource {

  @Inject private Tenants tenants;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /**
   * A tenant as others may see it.
   *
   * @param parentId {@code null} for the caller's own, because what is above is not its business
   */
  @Schema(name = "Tenant")
  public record Shape(
      long id,
      Long parentId,
      Tenant.Kind kind,
      String name,
      String state,
      String currency,
      String timeZone,
      String language,
      String country) {

    static Shape of(Tenant tenant, Scope scope) {
      return new Shape(
          tenant.id(),
          tenant.id() == scope.homeId() ? null : (Long) tenant.parentId(),
          tenant.kind(),
          tenant.name(),
          tenant.active() ? "ACTIVE" : "SUSPENDED",
          tenant.currency(),
          tenant.zone().getId(),
          tenant.language(),
          tenant.country());
    }
  }

  /** A new tenant; what is absent is taken from the tenant above. */
  public record NewTenant(
      String kind,
      String name,
      String currency,
      String timeZone,
      String language,
      String country) {}

  /** What is to be different; what is absent stays. */
  @Schema(name = "TenantChange")
  public record Change(
      String name, String timeZone, String language, String country, String state) {}

  @GET
  @Needs("tenants:read")
  @Operation(summary = "The tenant and all below it, by id")
  public Listing<Shape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var scope = current.get();
    var rows = Limit.rows(limit);
    var start = Limit.after(after, 0);
    var found =
        tenants.subtree(scope).stream()
            .filter(tenant -> tenant.id() > start)
            .limit(rows + 1L)
            .toList();
    return Listing.of(found, rows, Tenant::id, tenant -> Shape.of(tenant, scope));
  }

  @GET
  @Path("/{id}")
  @Needs("tenants:read")
  @Operation(summary = "One tenant")
  public Shape get(@PathParam("id") long id) {
    return Shape.of(tenants.get(current.get(), id), current.get());
  }

  @POST
  @Needs("tenants:write")
  @Operation(summary = "Add a reseller or a client below the tenant")
  public Response create(NewTenant wanted) {
    Check.given(wanted);
    var above = current.getTenant();
    var made =
        tenants.create(
            current.get(),
            new Tenants.Details(
                Check.oneOf("kind", wanted.kind(), Tenant.Kind.class),
                wanted.name(),
                or(wanted.currency(), above.currency()),
                or(wanted.timeZone(), above.zone().getId()),
                or(wanted.language(), above.language()),
                or(wanted.country(), above.country())));
    return Response.created(uri.getAbsolutePathBuilder().path("" + made.id()).build())
        .entity(Shape.of(made, current.get()))
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Needs("tenants:write")
  @Operation(
      summary = "Change, suspend or resume a tenant; suspending needs the scope admin",
      description =
          "Kind and currency stay. So does the platform's timeZone once a close was begun, or"
              + " documents or commissions were made: its midnights cut everybody's months. 409 then,"
              + " and nothing is changed.")
  public Shape change(@PathParam("id") long id, Change wanted) {
    Check.given(wanted);
    var scope = current.get();
    var before = tenants.get(scope, id);
    var state =
        wanted.state() == null
            ? null
            : Check.oneOf("state", wanted.state(), java.util.List.of("ACTIVE", "SUSPENDED"));
    var after =
        tenants.change(
            scope,
            id,
            or(wanted.name(), before.name()),
            or(wanted.timeZone(), before.zone().getId()),
            or(wanted.language(), before.language()),
            or(wanted.country(), before.country()));
    if (state != null && state.equals("ACTIVE") != before.active()) {
      after = tenants.suspend(scope, id, state.equals("SUSPENDED"));
    }
    return Shape.of(after, scope);
  }

  private static String or(String wanted, String otherwise) {
    return wanted == null ? otherwise : wanted;
  }
}
