package livery.premium;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import java.time.LocalDate;
import java.util.List;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Attachment;
import livery.rest.BodyLimit;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/premium/statements}: what operators say they have collected. */
@Path("/premium/statements")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Premium numbers")
public class StatementsResource {

  private static final long FILE_BYTES = 20_000_000;

  @Inject private OperatorStatements statements;
  @Inject private CurrentScope current;

  /** A statement; taxes, net and the operator's part are there once it is confirmed. */
  @Schema(name = "PremiumStatement")
  public record Shape(
      long id,
      long linkId,
      String network,
      int period,
      String country,
      String fileName,
      Statement.State state,
      int goodRows,
      int badRows,
      String currency,
      BigDecimal gross,
      BigDecimal vat,
      BigDecimal levy,
      BigDecimal net,
      BigDecimal operatorPart,
      Instant importedAt,
      Instant confirmedAt) {

    static Shape of(Statement statement) {
      var sums = statement.sums();
      var confirmed = statement.isConfirmed();
      return new Shape(
          statement.id(),
          statement.linkId(),
          statement.network(),
          statement.period(),
          statement.country(),
          statement.fileName(),
          statement.state(),
          statement.goodRows(),
          statement.badRows(),
          sums.gross().currency(),
          Amounts.plain(sums.gross()),
          confirmed ? Amounts.plain(sums.vat()) : null,
          confirmed ? Amounts.plain(sums.levy()) : null,
          confirmed ? Amounts.plain(sums.net()) : null,
          confirmed ? Amounts.plain(sums.operatorPart()) : null,
          statement.importedAt(),
          statement.confirmedAt());
    }
  }

  /** A row that did not go in. */
  @Schema(name = "PremiumStatementRefused")
  public record Refused(int line, String content, String reason) {}

  /** A statement with its rows that did not go in. */
  public record Loaded(Shape statement, List<Refused> refused) {}

  /** Own count and the operator's of a number on a day. */
  public record DifferenceShape(
      long numberId,
      String number,
      LocalDate day,
      long own,
      long stated,
      long difference,
      BigDecimal ownGross,
      BigDecimal statedGross,
      boolean tolerated) {

    static DifferenceShape of(Difference one) {
      return new DifferenceShape(
          one.numberId(),
          one.number(),
          one.day(),
          one.own(),
          one.stated(),
          one.difference(),
          Amounts.plain(one.ownGross()),
          Amounts.plain(one.statedGross()),
          one.tolerated());
    }
  }

  /** Whether differences beyond the tolerance are accepted. */
  public record Confirmation(Boolean accept) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "The operators' statements, the newest first")
  public Listing<Shape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var before = Limit.after(after, Long.MAX_VALUE);
    return Listing.of(
        statements.list(current.get(), before, rows + 1), rows, Statement::id, Shape::of);
  }

  @POST
  @Consumes("text/csv")
  @Needs("money:write")
  @BodyLimit(FILE_BYTES)
  @Operation(
      summary = "Take an operator's file in",
      description =
          "At most 50,000 rows with headings. Good rows go in, bad ones are told. The columns are"
              + " named by the parameters, or found by usual headings. Without an amount the"
              + " number's price counts. The same file twice gives the same statement.")
  public Loaded load(
      @QueryParam("link") long link,
      @QueryParam("country") String country,
      @QueryParam("period") String period,
      @QueryParam("fileName") String fileName,
      @QueryParam("numberColumn") String numberColumn,
      @QueryParam("dayColumn") String dayColumn,
      @QueryParam("messagesColumn") String messagesColumn,
      @QueryParam("amountColumn") String amountColumn,
      String content) {
    var scope = current.get();
    var statement =
        statements.load(
            scope,
            new OperatorStatements.Upload(
                link,
                country,
                period,
                fileName,
                content,
                new Mapping(numberColumn, dayColumn, messagesColumn, amountColumn)));
    return loaded(statement);
  }

  private Loaded loaded(Statement statement) {
    return new Loaded(
        Shape.of(statement),
        statements.refused(current.get(), statement.id()).stream()
            .map(row -> new Refused(row.line(), row.content(), english(row)))
            .toList());
  }

  private static String english(Statement.Refused row) {
    return Fault.invalid("", row.reason(), row.arguments().toArray()).getMessage();
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One statement, with the rows that did not go in")
  public Loaded get(@PathParam("id") long id) {
    return loaded(statements.find(current.get(), id));
  }

  @GET
  @Path("/{id}/differences")
  @Needs("money:read")
  @Operation(summary = "Own count and the operator's, for each number and day")
  public Listing<DifferenceShape> differences(
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        statements.differences(current.get(), id, after, rows + 1),
        rows,
        Difference::place,
        DifferenceShape::of);
  }

  @GET
  @Path("/{id}/differences/export")
  @Produces("text/csv; charset=UTF-8")
  @Needs("money:read")
  @Operation(summary = "All of them as CSV")
  public Response export(@PathParam("id") long id) {
    return Attachment.of(
        "premium-differences.csv",
        PremiumCsv.differences(statements.differences(current.get(), id)));
  }

  @POST
  @Path("/{id}/confirm")
  @Needs("money:write")
  @Operation(
      summary = "Confirm a statement: it is what is paid by",
      description =
          "Books what everybody gets, once. 409 where counts differ by more than the country's rule"
              + " tolerates, unless accept is true.")
  public Shape confirm(@PathParam("id") long id, Confirmation wanted) {
    var accept = wanted != null && Boolean.TRUE.equals(wanted.accept());
    return Shape.of(statements.confirm(current.get(), id, accept));
  }

  @DELETE
  @Path("/{id}")
  @Needs("money:write")
  @Operation(summary = "Take a statement back that is not confirmed yet")
  public void drop(@PathParam("id") long id) {
    statements.drop(current.get(), id);
  }
}
