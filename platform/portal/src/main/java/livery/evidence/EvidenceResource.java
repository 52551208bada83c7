package livery.evidence;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import livery.frame.Amounts;
import livery.rest.Attachment;
import livery.rest.BodyLimit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/issue/reports/{id}/evidence}: files with an agent's report. */
@Path("/issue/reports/{id}/evidence")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class EvidenceResource {

  @Inject private Evidence evidence;
  @Inject private CurrentScope current;

  /** A file; {@code version} of the report that it first came with, {@code size} in bytes. */
  @Schema(name = "Evidence")
  public record Shape(
      long id,
      int version,
      String name,
      String type,
      String description,
      String currency,
      BigDecimal amount,
      int size,
      Instant addedAt) {

    static Shape of(Piece piece) {
      return new Shape(
          piece.id(),
          piece.version(),
          piece.name(),
          piece.format().type(),
          piece.description(),
          piece.amount().currency(),
          Amounts.plain(piece.amount()),
          piece.size(),
          piece.addedAt());
    }
  }

  @GET
  @Needs("money:read")
  @Operation(
      summary = "The files with an agent's report",
      description = "Agent and principal see them; the principal from the sending on.")
  public Listing<Shape> list(@PathParam("id") long id) {
    return Listing.whole(evidence.list(current.get(), id).stream().map(Shape::of).toList());
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Needs("money:write")
  @BodyLimit(Evidence.SIZE_MAX_BYTES)
  @Operation(
      summary = "Attach a file to the draft of the own report",
      description =
          "The body is the file: PDF, JPEG or PNG, told by its first bytes, at most 5 MB; at most"
              + " 20 for a report. description is wanted, amount and name are not. While an"
              + " objection waits for its answer the file goes with the next version. What was sent"
              + " stays as it is.")
  public Shape add(
      @PathParam("id") long id,
      @QueryParam("name") String name,
      @QueryParam("description") String description,
      @QueryParam("amount") BigDecimal amount,
      byte[] content) {
    return Shape.of(
        evidence.add(current.get(), id, new Evidence.Upload(name, description, amount, content)));
  }

  @GET
  @Path("/{evidenceId}")
  @Produces(MediaType.WILDCARD)
  @Needs("money:read")
  @Operation(summary = "One file, as it came")
  public Response file(@PathParam("id") long id, @PathParam("evidenceId") long evidenceId) {
    var piece = evidence.piece(current.get(), id, evidenceId);
    var answer = Attachment.of(piece.fileName(), evidence.content(current.get(), id, evidenceId));
    return Response.fromResponse(answer).type(piece.format().type()).build();
  }

  @DELETE
  @Path("/{evidenceId}")
  @Needs("money:write")
  @Operation(summary = "Take a file away that was not sent yet")
  public void remove(@PathParam("id") long id, @PathParam("evidenceId") long evidenceId) {
    evidence.remove(current.get(), id, evidenceId);
  }
}
