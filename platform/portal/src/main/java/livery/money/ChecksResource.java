package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import livery.billing.Invariants;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/checks}: whether the books add up; for the platform's own keys. */
@Path("/checks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class ChecksResource {

  @Inject private LedgerChecks checks;
  @Inject private CurrentScope current;

  /** One check; {@code startedBy} is empty for the night's run. */
  @Schema(name = "Check")
  public record Shape(
      long id,
      Instant startedAt,
      Instant endedAt,
      String startedBy,
      boolean right,
      List<LedgerChecks.Rule> rules,
      List<Invariants.Violation> violations) {

    static Shape of(LedgerChecks.Result result) {
      return new Shape(
          result.id(),
          result.startedAt(),
          result.endedAt(),
          result.startedBy(),
          result.right(),
          result.rules(),
          result.violations());
    }
  }

  @GET
  @Needs("money:read")
  @Operation(summary = "The last checks of the ledger, newest first, at most 100")
  public Listing<Shape> list(@QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit) {
    return Listing.whole(
        checks.list(current.get(), Limit.rows(limit)).stream().map(Shape::of).toList());
  }

  @POST
  @Needs("money:write")
  @Operation(summary = "Check the ledger now")
  public Shape run() {
    return Shape.of(checks.run(current.get()));
  }
}
