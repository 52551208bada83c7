package livery.payment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.WebAddress;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/payments}: money through a payment provider. */
@Path("/payments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class PaymentsResource {

  @Inject private Payments payments;
  @Inject private Flagged flagged;
  @Inject private Accounts accounts;
  @Inject private CurrentScope current;
  @Context private HttpServletRequest request;

  /** How much to pay. */
  @Schema(name = "PaymentRequest")
  public record Wanted(BigDecimal amount) {}

  /**
   * A payment.
   *
   * @param id its name in addresses and to the provider
   * @param buyerId who pays
   * @param refunded what went back of it: refunds and chargebacks
   * @param problem a person must look: "amount" when another amount was paid than asked, "refund"
   *     when more was reported as given back than was paid, "content" when one number of news came
   *     with two contents
   * @param checkedAt when a person of the seller's said that it was looked at, absent before
   * @param checkedNote what came of it
   * @param payAddress where to pay; only in the answer that begins it
   */
  @Schema(name = "Payment")
  public record Shape(
      String id,
      long buyerId,
      String buyer,
      BigDecimal amount,
      String currency,
      PaymentState state,
      BigDecimal refunded,
      String problem,
      Instant createdAt,
      Instant expiresAt,
      Instant changedAt,
      Instant checkedAt,
      String checkedBy,
      String checkedNote,
      String payAddress) {

    static Shape of(Payment payment) {
      return of(payment, null);
    }

    static Shape of(Payment payment, String payAddress) {
      return new Shape(
          payment.reference(),
          payment.buyerId(),
          payment.buyer(),
          Amounts.plain(payment.amount()),
          payment.amount().currency(),
          payment.state(),
          Amounts.plain(payment.wentBack()),
          payment.problem().isEmpty() ? null : payment.problem(),
          payment.createdAt(),
          payment.expiresAt(),
          payment.changedAt(),
          payment.checkedAt(),
          payment.checkedAt() == null ? null : payment.checkedBy(),
          payment.checkedAt() == null ? null : payment.checkedNote(),
          payAddress);
    }
  }

  /** A seller's account with a provider; the secret is never shown. */
  public record Account(String provider, String address, String merchant, boolean active) {

    static Account of(PaymentAccount account) {
      return new Account(
          account.provider(), account.address(), account.merchant(), account.active());
    }
  }

  /** An account to set; {@code secret} may be absent to keep the one that is there. */
  public record AccountWanted(
      String provider, String address, String merchant, String secret, boolean active) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Payments through a provider, newest first",
      description =
          "The tenant's own; with `as=seller` those of the tenants directly below, with"
              + " `as=flagged` of these those that a person must still look at.")
  public Listing<Shape> list(
      @QueryParam("as") String as,
      @Parameter(description = "newest, oldest, amount or -amount") @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var scope = current.get();
    var place = Payment.ORDERS.from(order, after);
    return Listing.of(
        "flagged".equals(as)
            ? flagged.list(scope, place, rows + 1)
            : payments.list(scope, "seller".equals(as), place, rows + 1),
        rows,
        place::after,
        Shape::of);
  }

  /** That a payment was looked at: its {@code changedAt} as it was then, and what came of it. */
  public record Looked(Instant changedAt, String note) {}

  @POST
  @Path("/{id}/check")
  @Needs("money:write")
  @Operation(
      summary = "Say that a payment with a `problem` was looked at",
      description =
          "For its seller. Moves no money. `changedAt` is the payment's when you looked: news that"
              + " has come since is refused with 409, and news that comes later asks for a look"
              + " again. A second time changes nothing.")
  public Shape check(@PathParam("id") String id, Looked body) {
    var looked = Check.given(body);
    return Shape.of(flagged.check(current.get(), id, looked.changedAt(), looked.note()));
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Begin to pay the tenant's seller",
      description =
          "Send the buyer to `payAddress`. What became of it is in `state` of GET /payments/{id}.")
  public Shape begin(Wanted wanted) {
    var begun =
        payments.begin(current.get(), Check.given(wanted).amount(), WebAddress.base(request));
    return Shape.of(begun.payment(), begun.payAddress());
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One payment, of the tenant or of one directly below")
  public Shape get(@PathParam("id") String id) {
    return Shape.of(payments.get(current.get(), id));
  }

  @GET
  @Path("/account")
  @Needs("money:read")
  @Operation(summary = "The tenant's account with a payment provider, for its clients' payments")
  public Account account() {
    return Account.of(
        accounts
            .own(current.get())
            .orElseThrow(() -> Fault.notFound("payment account", current.get().tenantId())));
  }

  @PUT
  @Path("/account")
  @Needs("money:write")
  @Operation(summary = "Set the tenant's account with a payment provider")
  public Account setAccount(AccountWanted body) {
    var wanted = Check.given(body);
    return Account.of(
        accounts.set(
            current.get(),
            new Accounts.Wish(
                wanted.provider(),
                wanted.address(),
                wanted.merchant(),
                wanted.secret(),
                wanted.active())));
  }
}
