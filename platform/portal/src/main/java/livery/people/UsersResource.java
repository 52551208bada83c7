package livery.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.tenant.Person;
import livery.tenant.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/users}: the people of a tenant. */
@Path("/users")
@RequestScoped
@Needs("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public class UsersResource {

  @Inject private People people;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /** A person. */
  @Schema(name = "User")
  public record Shape(
      long id,
      String email,
      String name,
      Role role,
      String language,
      String state,
      Instant lastSignInAt) {

    static Shape of(Person person) {
      return new Shape(
          person.id(),
          person.email(),
          person.name(),
          person.role(),
          person.language(),
          person.active() ? "ACTIVE" : "SUSPENDED",
          person.lastSignInAt());
    }
  }

  /** A person to invite. */
  public record NewUser(String email, String name, String role, String language) {}

  /** The person with the password for the first sign-in, shown this once. */
  public record Invited(Shape user, String oneTimePassword) {}

  /** What is to be different; what is absent stays. */
  @Schema(name = "UserChange")
  public record Change(String name, String role, String language, String state) {}

  @GET
  @Operation(summary = "All people of the tenant, by name")
  public Listing<Shape> list() {
    return Listing.whole(people.list(current.get()).stream().map(Shape::of).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One person")
  public Shape get(@PathParam("id") long id) {
    return Shape.of(people.get(current.get(), id));
  }

  @POST
  @Operation(
      summary = "Invite a person",
      description = "The answer holds the password for the first sign-in, once.")
  public Response invite(NewUser wanted) {
    Check.given(wanted);
    var language = wanted.language() == null ? current.getTenant().language() : wanted.language();
    var invited =
        people.invite(
            current.get(),
            wanted.email(),
            wanted.name(),
            Check.oneOf("role", wanted.role(), Role.class),
            language);
    return Response.created(uri.getAbsolutePathBuilder().path("" + invited.person().id()).build())
        .header("Cache-Control", "no-store")
        .entity(new Invited(Shape.of(invited.person()), invited.oneTimePassword()))
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Operation(summary = "Rename, give another role or language, suspend or resume")
  public Shape change(@PathParam("id") long id, Change wanted) {
    Check.given(wanted);
    var scope = current.get();
    var before = people.get(scope, id);
    var role =
        wanted.role() == null ? before.role() : Check.oneOf("role", wanted.role(), Role.class);
    var state =
        wanted.state() == null
            ? null
            : Check.oneOf("state", wanted.state(), List.of("ACTIVE", "SUSPENDED"));
    var name = wanted.name() == null ? before.name() : wanted.name();
    var after = people.change(scope, id, name, role, wanted.language());
    if (state != null && state.equals("ACTIVE") != before.active()) {
      after = people.suspend(scope, id, state.equals("SUSPENDED"));
    }
    return Shape.of(after);
  }

  @POST
  @Path("/{id}/password")
  @Operation(
      summary = "Give a new password for the next sign-in",
      description = "The answer holds it, once; the person's sessions end.")
  public Response resetPassword(@PathParam("id") long id) {
    var reset = people.resetPassword(current.get(), id);
    return Response.ok(new Invited(Shape.of(reset.person()), reset.oneTimePassword()))
        .header("Cache-Control", "no-store")
        .build();
  }
}
