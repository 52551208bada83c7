package livery.spending;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import livery.billing.Bundles;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/bundles}: free units that a seller offers and a buyer has. */
@Path("/bundles")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class BundlesResource {

  @Inject private Offers offers;
  @Inject private CurrentScope current;

  /** A bundle to offer. */
  @Schema(name = "BundleRequest")
  public record Wanted(String name, String product, int units, BigDecimal price, int days) {}

  /** A bundle that is offered; {@code open} while it can be bought. */
  @Schema(name = "Bundle")
  public record Shape(
      long id,
      String name,
      String product,
      int units,
      BigDecimal price,
      String currency,
      int days,
      boolean open) {

    static Shape of(Offer offer) {
      return new Shape(
          offer.id(),
          offer.name(),
          offer.product(),
          offer.units(),
          Amounts.plain(offer.price()),
          offer.price().currency(),
          offer.days(),
          offer.open());
    }
  }

  /** Units, or money with an empty product, that expire. */
  public record Lot(
      String product,
      long units,
      long unitsLeft,
      BigDecimal amount,
      BigDecimal amountLeft,
      String currency,
      Instant openedAt,
      Instant expiresAt) {

    static Lot of(Bundles.Open lot) {
      return new Lot(
          lot.product(),
          lot.units(),
          lot.unitsLeft(),
          Amounts.plain(lot.money()),
          Amounts.plain(lot.moneyLeft()),
          lot.money().currency(),
          lot.openedAt(),
          lot.expiresAt());
    }
  }

  /** What is available after a purchase. */
  public record Bought(BigDecimal available, String currency) {}

  @GET
  @Needs("money:read")
  @Operation(summary = "The bundles that the tenant can buy from its seller")
  public Listing<Shape> forSale() {
    return Listing.whole(offers.forSale(current.get()).stream().map(Shape::of).toList());
  }

  @GET
  @Path("/offered")
  @Needs("money:read")
  @Operation(summary = "The bundles that the tenant offers to those below, and then has offered")
  public Listing<Shape> offered(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        offers.offered(current.get(), after, rows + 1), rows, Offer::place, Shape::of);
  }

  @POST
  @Path("/offered")
  @Needs("money:write")
  @Operation(
      summary = "Offer a bundle of free units",
      description = "`product` is sms.mt or sms.mo; the price is in the tenant's currency.")
  public Shape offer(Wanted wanted) {
    Check.given(wanted);
    return Shape.of(
        offers.make(
            current.get(),
            new Offers.Wish(
                wanted.name(), wanted.product(), wanted.units(), wanted.price(), wanted.days())));
  }

  @DELETE
  @Path("/offered/{id}")
  @Needs("money:write")
  @Operation(summary = "Sell a bundle no more; what was sold stays")
  public Shape end(@PathParam("id") long id) {
    return Shape.of(offers.end(current.get(), id));
  }

  @GET
  @Path("/own")
  @Needs("money:read")
  @Operation(summary = "What the tenant has of units and money that expire, the oldest first")
  public Listing<Lot> own() {
    return Listing.whole(offers.lots(current.get()).stream().map(Lot::of).toList());
  }

  @POST
  @Path("/{id}/purchases")
  @Needs("money:write")
  @Operation(
      summary = "Buy a bundle from the tenant's seller",
      description = "Needs an Idempotency-Key, which names the purchase for ever.")
  public Bought buy(@PathParam("id") long id, @HeaderParam("Idempotency-Key") String key) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
    var purse = offers.buy(current.get(), id, key);
    return new Bought(Amounts.plain(purse.wallet().available()), purse.currency());
  }
}
