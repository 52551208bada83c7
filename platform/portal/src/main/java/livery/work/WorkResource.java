package livery.work;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.money.Shapes;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/wallets/…/work}: one-off charges. */
@Path("/wallets/{tenantId}/work")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class WorkResource {

  @Inject private Work work;
  @Inject private CurrentScope current;

  /**
   * Work to charge.
   *
   * @param text what statement, act and invoice call it, up to 190 characters; it stays
   * @param quantity whole units, 1 where it is absent
   * @param unitPrice above 0, at most 6 decimals
   * @param currency may be absent; when given it must be the wallet's
   */
  public record Order(String text, BigDecimal quantity, BigDecimal unitPrice, String currency) {}

  /**
   * Work that was charged; {@code invoiceId} is absent until an invoice of the seller's says it.
   *
   * @param id of its line in the statement
   */
  public record WorkShape(
      long id,
      Instant at,
      String text,
      long quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      String currency,
      boolean takenBack,
      Long invoiceId,
      String invoice) {

    static WorkShape of(Piece piece) {
      return new WorkShape(
          piece.id(),
          piece.at(),
          piece.text(),
          piece.quantity(),
          Amounts.plain(piece.unitPrice()),
          Amounts.plain(piece.amount()),
          piece.amount().currency(),
          piece.takenBack(),
          piece.isOnInvoice() ? (Long) piece.invoiceId() : null,
          piece.isOnInvoice() ? piece.invoice() : null);
    }
  }

  /** Work that was charged; {@code repeated} when the same key had charged it before. */
  public record Charged(WorkShape work, boolean repeated, Shapes.WalletShape wallet) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "Work that was charged to one tenant directly below, newest first")
  public Listing<WorkShape> list(
      @PathParam("tenantId") long tenantId,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        work.list(current.get(), tenantId, Limit.after(after, Long.MAX_VALUE), rows + 1),
        rows,
        Piece::id,
        WorkShape::of);
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Charge a tenant directly below for a piece of work",
      description =
          "Taken from its wallet at once, or from its credit line; what neither reaches is refused"
              + " (no-money). It stands under its text in the statement, and in the act and invoice"
              + " of the month. An agent's clients are charged by its principal. Needs an"
              + " Idempotency-Key, as a top-up does.")
  public Charged charge(
      @PathParam("tenantId") long tenantId,
      @HeaderParam("Idempotency-Key") String key,
      Order wanted) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
    var order = Check.given(wanted);
    var done =
        work.charge(
            current.get(),
            new Work.Order(
                tenantId,
                order.text(),
                order.quantity(),
                order.unitPrice(),
                order.currency(),
                key));
    return new Charged(
        WorkShape.of(done.piece()), done.repeated(), Shapes.WalletShape.of(done.purse()));
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One piece of work that was charged")
  public WorkShape get(@PathParam("tenantId") long tenantId, @PathParam("id") long id) {
    return WorkShape.of(work.get(current.get(), tenantId, id));
  }

  @POST
  @Path("/{id}/refund")
  @Needs("money:write")
  @Operation(
      summary = "Give back all of a piece of work, once",
      description =
          "What an invoice of yours says already is refused (conflict): credit it there, with"
              + " POST /issue/credit-notes.")
  public WorkShape refund(@PathParam("tenantId") long tenantId, @PathParam("id") long id) {
    return WorkShape.of(work.takeBack(current.get(), tenantId, id));
  }
}
