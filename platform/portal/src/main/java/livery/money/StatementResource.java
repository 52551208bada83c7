package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.Transfer;
import livery.frame.Amounts;
import livery.rented.Rented;
import livery.rest.Attachment;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/statement}: what happened to a wallet. */
@Path("/statement")
@RequestScoped
@Needs("money:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class StatementResource {

  @Inject private Statements statements;
  @Inject private Rented rented;
  @Inject private CurrentScope current;

  /** A transfer and the events behind it; their amounts, all parts together, make the transfer. */
  public record Detail(
      long id,
      long postingId,
      Instant at,
      Transfer.Kind kind,
      String product,
      long quantity,
      BigDecimal amount,
      String currency,
      String reference,
      List<Shapes.EventShape> items,
      String next) {}

  /** The sum of one kind and product. */
  @Schema(name = "StatementSum")
  public record Sum(
      Transfer.Kind kind,
      String product,
      long lines,
      long quantity,
      BigDecimal change,
      String currency) {}

  @GET
  @Operation(
      summary = "Lines of a wallet's statement, newest first, with the balance after each",
      description =
          "from and to are days of the tenant's zone, both included, at most 366 in all; wallet"
              + " names one of a tenant directly below. A page may hold fewer lines than asked"
              + " for while next is there.")
  public Listing<Shapes.LineShape> lines(
      @QueryParam("wallet") long wallet,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("kind") String kind,
      @QueryParam("product") String product,
      @Parameter(description = "newest or oldest; after belongs to one of them")
          @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var query = query(wallet, from, to, kind, product);
    var place = Statements.ORDERS.from(order, "");
    var page = statements.page(current.get(), query, place, after, Limit.rows(limit));
    var things = rented.of(current.get(), page.transfers());
    return new Listing<>(
        page.lines().stream().map(line -> Shapes.LineShape.of(line, things)).toList(),
        page.next().isEmpty() ? null : page.next());
  }

  @GET
  @Path("/totals")
  @Operation(summary = "Sums of the period by kind and product")
  public Listing<Sum> totals(
      @QueryParam("wallet") long wallet,
      @QueryParam("from") String from,
      @QueryParam("to") String to) {
    var query = query(wallet, from, to, "", "");
    return Listing.whole(
        statements.totals(current.get(), query).stream()
            .map(
                total ->
                    new Sum(
                        total.kind(),
                        total.product(),
                        total.lines(),
                        total.quantity(),
                        Amounts.plain(total.change()),
                        total.change().currency()))
            .toList());
  }

  @GET
  @Path("/export")
  @Produces("text/csv; charset=UTF-8")
  @Operation(summary = "The statement as CSV, at most 100,000 lines")
  public Response export(
      @QueryParam("wallet") long wallet,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("kind") String kind,
      @QueryParam("product") String product,
      @Parameter(description = "newest or oldest") @QueryParam("order") String order) {
    var query = query(wallet, from, to, kind, product);
    var page = statements.export(current.get(), query, Statements.ORDERS.from(order, ""));
    var things = rented.of(current.get(), page.transfers());
    return Attachment.of("statement.csv", StatementCsv.of(page, things, query.period().zone()));
  }

  @GET
  @Path("/{transferId}")
  @Operation(
      summary = "One line and the events behind it",
      description = "With the prices that the wallet's owner pays, and no others.")
  public Detail detail(
      @PathParam("transferId") long transferId,
      @QueryParam("wallet") long wallet,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var detail =
        statements.detail(current.get(), wallet, transferId, Limit.after(after, 0), rows + 1);
    var transfer = detail.transfer();
    var part =
        Listing.of(
            detail.rows(), rows, livery.billing.RatedRows.Row::eventId, Shapes.EventShape::of);
    return new Detail(
        transfer.id(),
        transfer.postingId(),
        transfer.postedAt(),
        transfer.kind(),
        transfer.product(),
        transfer.quantity(),
        Amounts.plain(transfer.amount()),
        transfer.amount().currency(),
        transfer.reference(),
        part.items(),
        part.next());
  }

  private Statements.Query query(long wallet, String from, String to, String kind, String product) {
    return statements.query(current.get(), wallet, from, to, Shapes.upper(kind), product);
  }
}
