package livery.due;

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
import java.time.Instant;
import java.util.List;
import livery.billing.BillRule;
import livery.fault.Check;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/billing-rules}: when what is sold by the message is charged. */
@Path("/billing-rules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class DueResource {

  @Inject private DueRules rules;
  @Inject private CurrentScope current;

  /**
   * A rule.
   *
   * @param buyerId absent for every buyer
   * @param billOn SUBMIT, SMSC_ACCEPT or DELIVERED
   * @param onTimeout what becomes of a hold that nobody settles in time: POST or RELEASE
   * @param operatorCost whether it is how the operators charge the platform
   */
  @Schema(name = "Due")
  public record Shape(
      long id,
      Long buyerId,
      String buyer,
      String product,
      String country,
      String network,
      BillRule.On billOn,
      BillRule.OnTimeout onTimeout,
      boolean operatorCost,
      Instant since) {

    static Shape of(DueRules.Rule rule) {
      var entry = rule.entry();
      var place = entry.place();
      return new Shape(
          entry.id(),
          place.buyerId() == 0 ? null : (Long) place.buyerId(),
          rule.buyer(),
          place.product(),
          place.country(),
          place.network(),
          entry.rule().on(),
          entry.rule().onTimeout(),
          rule.operators(),
          entry.validFrom());
    }
  }

  /** A new rule; absent are every buyer, sms.mt, any country and network, RELEASE. */
  @Schema(name = "DueRequest")
  public record Wanted(
      Long buyerId,
      String product,
      String country,
      String network,
      String billOn,
      String onTimeout,
      Boolean operatorCost) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary =
          "The rules by which the tenant charges, or with side=buy is charged itself, newest first",
      description = "Where none holds, a text is charged when the operator takes it.")
  public Listing<Shape> list(
      @QueryParam("side") @DefaultValue("sell") String side,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var buying = Check.oneOf("side", side, List.of("sell", "buy")).equals("buy");
    var rows = Limit.rows(limit);
    var before = Limit.after(after, Long.MAX_VALUE);
    return Listing.of(
        buying
            ? rules.bought(current.get(), before, rows + 1)
            : rules.sold(current.get(), before, rows + 1),
        rows,
        DueRules.Rule::id,
        Shape::of);
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Let a rule hold from now on",
      description = "It takes the place of the one for the same buyer, product and place.")
  public Shape put(Wanted wanted) {
    Check.given(wanted);
    return Shape.of(
        rules.put(
            current.get(),
            new DueRules.Wish(
                wanted.buyerId() == null ? 0 : wanted.buyerId(),
                wanted.product() == null ? livery.price.Prices.MT : wanted.product(),
                wanted.country(),
                wanted.network(),
                wanted.billOn(),
                wanted.onTimeout() == null ? "RELEASE" : wanted.onTimeout(),
                Boolean.TRUE.equals(wanted.operatorCost()))));
  }

  @DELETE
  @Path("/{id}")
  @Needs("money:write")
  @Operation(summary = "End a rule now")
  public void end(@PathParam("id") long id) {
    rules.end(current.get(), id);
  }
}
