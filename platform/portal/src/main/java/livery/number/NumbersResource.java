package livery.number;

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
import java.math.BigDecimal;
import java.time.Instant;
import livery.billing.Money;
import livery.billing.rent.Proration;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/numbers}: what a tenant has and what it could rent. */
@Path("/numbers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Numbers")
public class NumbersResource {

  @Inject private Numbers numbers;
  @Inject private Keywords keywords;
  @Inject private CurrentScope current;

  /**
   * A number.
   *
   * @param premiumPrice what a text costs the subscriber, taxes inside; absent where the tariff is
   *     another, or the business has not set a price yet
   * @param tenantId who rents it, {@code null} for nobody and for shared numbers
   */
  @Schema(name = "Number")
  public record Shape(
      long id,
      String country,
      String digits,
      NumberEntry.Kind kind,
      NumberEntry.Tier tier,
      NumberEntry.Tariff tariff,
      Amount premiumPrice,
      boolean shared,
      NumberEntry.State state,
      Long tenantId,
      Instant rentedAt,
      Instant quarantineUntil,
      int keywords) {

    public static Shape of(NumberRow row) {
      return new Shape(
          row.id(),
          row.country(),
          row.digits(),
          row.kind(),
          row.tier(),
          row.tariff(),
          row.moPrice() == 0 ? null : Amount.of(new Money(row.moPrice(), row.moCurrency())),
          row.shared(),
          row.state(),
          row.tenantId() == 0 ? null : (Long) row.tenantId(),
          row.rentedAt(),
          row.quarantineUntil(),
          row.keywords());
    }
  }

  /** An amount of money. */
  @Schema(name = "NumberAmount")
  public record Amount(BigDecimal amount, String currency) {

    public static Amount of(Money money) {
      return new Amount(Amounts.plain(money), money.currency());
    }
  }

  /**
   * A number in stock.
   *
   * @param setup once
   * @param rent for each calendar month
   * @param now what renting it takes today: set-up and this month's share
   * @param proration how the first month is shared out: NONE, DAILY_ACTUAL or DAILY_30
   * @param credits whether the days that are left are given back when it is released early
   */
  public record OfferShape(
      Shape number, Amount setup, Amount rent, Amount now, Proration proration, boolean credits) {}

  /** What a keyword costs; all amounts are absent where it costs nothing. */
  public record KeywordPrice(Amount setup, Amount rent, Amount now) {}

  @GET
  @Needs("numbers:read")
  @Operation(summary = "The numbers of the tenant and of those below it, and the shared ones")
  public Listing<Shape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        numbers.list(current.get(), NumberRow.Place.parse(after), rows + 1),
        rows,
        NumberRow.Place::of,
        Shape::of);
  }

  @GET
  @Path("/available")
  @Needs("numbers:read")
  @Operation(
      summary = "Numbers in stock with what they would cost",
      description = "The pattern takes digits, ? for one digit and * for any number of them.")
  public Listing<OfferShape> available(
      @QueryParam("country") String country,
      @QueryParam("kind") String kind,
      @QueryParam("tier") String tier,
      @QueryParam("pattern") String pattern,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var search = new NumberSearch(country, kind, tier, pattern);
    var rows = Limit.rows(limit);
    return Listing.of(
        numbers.available(current.get(), search, NumberRow.Place.parse(after), rows + 1),
        rows,
        offer -> NumberRow.Place.of(offer.number()),
        NumbersResource::shape);
  }

  @GET
  @Path("/{id}")
  @Needs("numbers:read")
  @Operation(summary = "One number")
  public Shape get(@PathParam("id") long id) {
    return Shape.of(numbers.find(current.get(), id));
  }

  @GET
  @Path("/{id}/reach")
  @Needs("numbers:read")
  @Operation(summary = "Whose subscribers can text to the number")
  public Reach reach(@PathParam("id") long id) {
    return numbers.reach(current.get(), id);
  }

  @GET
  @Path("/{id}/keywords")
  @Needs("numbers:read")
  @Operation(summary = "The tenant's keywords on the number, those of tenants below included")
  public Listing<Keyword> keywords(
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var scope = current.get();
    var rows = Limit.rows(limit);
    var number = numbers.find(scope, id).id();
    return Listing.of(
        keywords.ofNumber(scope, number, Limit.after(after, 0), rows + 1),
        rows,
        Keyword::id,
        keyword -> keyword);
  }

  @GET
  @Path("/{id}/keyword-price")
  @Needs("numbers:read")
  @Operation(summary = "What a keyword on a shared number costs, at once and by the month")
  public KeywordPrice keywordPrice(@PathParam("id") long id) {
    var scope = current.get();
    return keywords
        .price(scope, numbers.find(scope, id).id())
        .map(
            price ->
                new KeywordPrice(
                    Amount.of(price.setup()), Amount.of(price.rent()), Amount.of(price.now())))
        .orElseGet(() -> new KeywordPrice(null, null, null));
  }

  @POST
  @Path("/{id}/rent")
  @Needs("numbers:write")
  @Operation(
      summary = "Rent a number from the stock",
      description = "Charges set-up and the rest of the month at once; 402 without money.")
  public Shape rent(@PathParam("id") long id) {
    return Shape.of(numbers.rent(current.get(), id));
  }

  @DELETE
  @Path("/{id}")
  @Needs("numbers:write")
  @Operation(
      summary = "Give a number back",
      description = "Its keywords end at once; it goes to quarantine, then into the stock.")
  public void release(@PathParam("id") long id) {
    numbers.release(current.get(), id);
  }

  private static OfferShape shape(Numbers.Offer offer) {
    return new OfferShape(
        Shape.of(offer.number()),
        Amount.of(offer.setup()),
        Amount.of(offer.rent()),
        Amount.of(offer.now()),
        offer.proration(),
        offer.credits());
  }
}
