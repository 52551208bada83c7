package livery.bank;

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
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import livery.frame.Texts;
import livery.rest.BodyLimit;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/bank-statements}: statements of the seller's bank account. */
@Path("/bank-statements")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class BankStatementsResource {

  @Inject private Statements statements;
  @Inject private CurrentScope current;

  /** A statement that was imported; {@code repeated} of its entries were there before. */
  @Schema(name = "BankStatement")
  public record Shape(
      long id,
      String number,
      String account,
      String currency,
      String version,
      int entries,
      int repeated,
      int bad,
      Instant importedAt,
      String importedBy) {

    static Shape of(Statements.Imported one) {
      return new Shape(
          one.id(),
          one.number(),
          one.account(),
          one.currency(),
          one.version(),
          one.entries(),
          one.repeated(),
          one.bad(),
          one.at(),
          one.by());
    }
  }

  /** An entry that did not go in. */
  public record Bad(String statement, int number, String reason) {}

  /** What an import came to, in entries. */
  @Schema(name = "BankStatementReport")
  public record Report(
      List<Shape> statements,
      int posted,
      int unmatched,
      int setAside,
      int repeated,
      List<Bad> bad) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "Imported bank statements, newest first")
  public Listing<Shape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        statements.list(current.get(), Limit.after(after, Long.MAX_VALUE), rows + 1),
        rows,
        Statements.Imported::id,
        Shape::of);
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One imported statement")
  public Shape get(@PathParam("id") long id) {
    return Shape.of(statements.get(current.get(), id));
  }

  @POST
  @Needs("money:write")
  @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @BodyLimit(Statements.FILE_MAX)
  @Operation(
      summary = "Import a bank statement, ISO 20022 camt.053.001.02 to .13",
      description =
          "The file is the body. Entries that name a demand or a wallet's reference are credited,"
              + " the others wait for a person. An entry that was there before is left alone, so a"
              + " file may be sent again. A bad entry is told with its number; the good ones go"
              + " in.")
  public Report read(InputStream file) {
    var report = statements.read(current.get(), file);
    var texts = Texts.in(Locale.ENGLISH);
    return new Report(
        report.statements().stream().map(Shape::of).toList(),
        report.posted(),
        report.unmatched(),
        report.setAside(),
        report.repeated(),
        report.bad().stream()
            .map(
                one ->
                    new Bad(
                        one.statement(),
                        one.number(),
                        texts.of(one.key(), one.arguments().toArray())))
            .toList());
  }
}
