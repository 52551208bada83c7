package livery.payment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.frame.Period;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/vouchers}: codes that a seller makes and its clients redeem. */
@Path("/vouchers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class VouchersResource {

  @Inject private Vouchers vouchers;
  @Inject private CurrentScope current;
  @Inject private Clock clock;
  @Context private HttpServletRequest request;

  /**
   * Codes to make.
   *
   * @param currency may be absent: the tenant's own
   * @param lastDay 2026-12-31, in the tenant's zone
   */
  @Schema(name = "VoucherRequest")
  public record Wanted(
      String name, int count, BigDecimal amount, String currency, String lastDay) {}

  /** A batch of codes; {@code good} while its codes can be redeemed. */
  public record Batch(
      long id,
      String name,
      int count,
      int redeemed,
      BigDecimal amount,
      String currency,
      Instant createdAt,
      Instant expiresAt,
      Instant stoppedAt,
      boolean good) {

    static Batch of(VoucherBatch batch, Instant now) {
      return new Batch(
          batch.id(),
          batch.name(),
          batch.codes(),
          batch.redeemed(),
          Amounts.plain(batch.amount()),
          batch.amount().currency(),
          batch.createdAt(),
          batch.expiresAt(),
          batch.stoppedAt(),
          batch.isGood(now));
    }
  }

  /** A batch with its codes, which are not told again. */
  public record Made(Batch batch, List<String> codes) {}

  /** A code by its last four signs. */
  public record Slip(long id, String tail, String redeemedBy, Instant redeemedAt) {}

  /** A code to redeem. */
  public record Code(String code) {}

  /** What a code has brought, and what the wallet has now. */
  public record Redeemed(BigDecimal amount, String currency, BigDecimal available) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "The batches of vouchers that the tenant has made, newest first")
  public Listing<Batch> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        vouchers.list(current.get(), Limit.after(after, Long.MAX_VALUE), rows + 1),
        rows,
        VoucherBatch::id,
        batch -> Batch.of(batch, clock.instant()));
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Make vouchers",
      description = "The codes are in this answer and never told again: only hashes are kept.")
  public Response make(Wanted body) {
    var wanted = Check.given(body);
    var made =
        vouchers.make(
            current.get(),
            new Vouchers.Wish(
                wanted.name(),
                wanted.count(),
                wanted.amount(),
                wanted.currency(),
                Period.date("lastDay", Check.text("lastDay", wanted.lastDay(), 10))));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new Made(Batch.of(made.batch(), clock.instant()), made.codes()))
        .build();
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One batch of vouchers")
  public Batch get(@PathParam("id") long id) {
    return Batch.of(vouchers.batch(current.get(), id), clock.instant());
  }

  @GET
  @Path("/{id}/codes")
  @Needs("money:read")
  @Operation(summary = "The codes of a batch by their last four signs, and who redeemed them when")
  public Listing<Slip> codes(
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        vouchers.slips(current.get(), id, Limit.after(after, 0), rows + 1),
        rows,
        Vouchers.Slip::id,
        slip -> new Slip(slip.id(), slip.tail(), slip.redeemedBy(), slip.redeemedAt()));
  }

  @DELETE
  @Path("/{id}")
  @Needs("money:write")
  @Operation(summary = "Make the codes of a batch void that nobody has redeemed yet")
  public Batch stop(@PathParam("id") long id) {
    return Batch.of(vouchers.stop(current.get(), id), clock.instant());
  }

  @POST
  @Path("/redemptions")
  @Needs("money:write")
  @Operation(
      summary = "Redeem a voucher of the tenant's seller into the own wallet",
      description = "A code counts once. After a few wrong ones the next tries have to wait: 429.")
  public Redeemed redeem(Code body) {
    var redeemed =
        vouchers.redeem(current.get(), Check.given(body).code(), request.getRemoteAddr());
    return new Redeemed(
        Amounts.plain(redeemed.amount()),
        redeemed.amount().currency(),
        Amounts.plain(redeemed.purse().wallet().available()));
  }
}
