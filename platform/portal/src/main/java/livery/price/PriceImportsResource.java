package livery.price;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.rest.BodyLimit;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/price-imports}: files of prices as jobs that can be left and found again. */
@Path("/price-imports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class PriceImportsResource {

  private static final long FILE_BYTES = 20_000_000;

  @Inject private PriceImports imports;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /** A job; at most 1,000 refused rows and 200 effects are named. */
  public record Job(
      long id,
      String name,
      PriceImportRow.State state,
      Instant startedAt,
      Instant endedAt,
      int total,
      int done,
      int good,
      int unchanged,
      int belowCost,
      int refusedCount,
      int clients,
      int losing,
      int falling,
      List<PricesResource.Refused> refused,
      List<PriceImportRow.Effect> effects) {

    static Job of(PriceImportRow row) {
      return new Job(
          row.id(),
          row.name(),
          row.state(),
          row.startedAt(),
          row.endedAt(),
          row.total(),
          row.done(),
          row.good(),
          row.unchanged(),
          row.belowCost(),
          row.refused(),
          row.clients(),
          row.losing(),
          row.falling(),
          row.bad().stream()
              .map(bad -> new PricesResource.Refused(bad.line(), bad.reason().told()))
              .toList(),
          row.effects());
    }
  }

  @POST
  @Needs("money:write")
  @Consumes("text/csv")
  @BodyLimit(FILE_BYTES)
  @Operation(
      summary = "Begin to check a CSV of prices; nothing is written",
      description = "At most 100,000 rows in the form that GET /prices/file gives.")
  public Response start(@QueryParam("name") @DefaultValue("") String name, String file) {
    var id = imports.start(current.get(), name, Check.given(file));
    return Response.accepted(Job.of(imports.find(current.get(), id)))
        .location(uri.getAbsolutePathBuilder().path("" + id).build())
        .build();
  }

  @GET
  @Needs("money:read")
  @Operation(summary = "The jobs, newest first", description = "At most 20 in a part.")
  public Listing<Job> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Math.min(Limit.rows(limit), PriceImports.PART_MAX);
    var before = Limit.after(after, Long.MAX_VALUE);
    return Listing.of(
        imports.list(current.get(), before, rows + 1), rows, PriceImportRow::id, Job::of);
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "How far a job is, and what it found")
  public Job get(@PathParam("id") long id) {
    return Job.of(imports.find(current.get(), id));
  }

  @POST
  @Path("/{id}/apply")
  @Needs("money:write")
  @Operation(
      summary = "Begin to take a checked file in",
      description =
          "All rows go in or none; they are checked once more. A file with refused rows goes in"
              + " with goodOnly=true alone, without them.")
  public Response apply(@PathParam("id") long id, @QueryParam("goodOnly") boolean goodOnly) {
    imports.apply(current.get(), id, goodOnly ? PriceFiles.Bad.LEFT_OUT : PriceFiles.Bad.STOP);
    return Response.accepted(Job.of(imports.find(current.get(), id))).build();
  }
}
