package livery.stock;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import livery.fault.Check;
import livery.number.NewNumber;
import livery.number.NumberRow;
import livery.number.NumberSearch;
import livery.number.NumbersResource;
import livery.number.RentPolicies;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/stock}: all numbers, for the platform's own people. */
@Path("/stock")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Stock")
public class StockResource {

  @Inject private Stock stock;
  @Inject private Shares shares;
  @Inject private RentPolicies policies;
  @Inject private CurrentScope current;

  /** What became of an import. */
  @Schema(name = "StockImported")
  public record Imported(int added, List<Refused> refused) {}

  /** A line that did not go in. */
  @Schema(name = "StockRefused")
  public record Refused(int line, String text, String reason) {}

  /** What is to be different; what is absent stays. */
  @Schema(name = "StockChange")
  public record Change(String tier, String tariff, Boolean shared) {}

  /** How a product is rented; {@code proration} and {@code onRelease} as in the answer. */
  public record PolicyChange(String proration, String onRelease) {}

  /** The links that serve a number. */
  public record Links(List<Long> links) {}

  /** All operators of a country that are known. */
  public record CountryShares(List<Shares.Share> shares) {}

  @GET
  @Needs("numbers:read")
  @Operation(summary = "Numbers in any state")
  public Listing<NumbersResource.Shape> list(
      @QueryParam("country") String country,
      @QueryParam("kind") String kind,
      @QueryParam("tier") String tier,
      @QueryParam("pattern") String pattern,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var search = new NumberSearch(country, kind, tier, pattern);
    var rows = Limit.rows(limit);
    return Listing.of(
        stock.list(current.get(), search, NumberRow.Place.parse(after), rows + 1),
        rows,
        NumberRow.Place::of,
        NumbersResource.Shape::of);
  }

  @POST
  @Needs("numbers:write")
  @Operation(summary = "Add a number")
  public NumbersResource.Shape add(NewNumber wanted) {
    return NumbersResource.Shape.of(stock.add(current.get(), Check.given(wanted).orStandards()));
  }

  @POST
  @Path("/import")
  @Consumes(MediaType.TEXT_PLAIN)
  @Needs("numbers:write")
  @Operation(
      summary = "Add many numbers",
      description = "One a line: country;digits;kind;tier;tariff, the last three optional.")
  public Imported addAll(String lines) {
    var result = stock.addAll(current.get(), Check.given(lines).lines().toList());
    return new Imported(
        result.added(),
        result.refused().stream()
            .map(line -> new Refused(line.line(), line.text(), line.reason().told()))
            .toList());
  }

  @GET
  @Path("/shares/{country}")
  @Needs("numbers:read")
  @Operation(
      summary = "The operators of a country with their shares of its subscribers",
      description = "In permille. The reach of a short code is told by them.")
  public Listing<Shares.Share> shares(@PathParam("country") String country) {
    return Listing.whole(shares.of(current.get(), country));
  }

  @PUT
  @Path("/shares/{country}")
  @Needs("numbers:write")
  @Operation(summary = "Put other shares in the place of a country's")
  public Listing<Shares.Share> putShares(
      @PathParam("country") String country, CountryShares wanted) {
    return Listing.whole(
        shares.put(current.get(), country, Check.given(Check.given(wanted).shares())));
  }

  @GET
  @Path("/rent-policies")
  @Needs("numbers:read")
  @Operation(
      summary = "How each product that is rented is shared out over a month",
      description =
          "NONE: any part costs the whole; DAILY_ACTUAL: by the days of the month; DAILY_30: by 30"
              + " days. CREDIT gives back the days that are left.")
  public Listing<RentPolicies.Policy> policies() {
    return Listing.whole(policies.all());
  }

  @PUT
  @Path("/rent-policies/{product}")
  @Needs("numbers:write")
  @Operation(summary = "Put another policy in the place of a product's")
  public RentPolicies.Policy putPolicy(@PathParam("product") String product, PolicyChange wanted) {
    return policies.put(
        current.get(), product, Check.given(wanted).proration(), wanted.onRelease());
  }

  @PATCH
  @Path("/{id}")
  @Needs("numbers:write")
  @Operation(summary = "Change what a number is sold as")
  public NumbersResource.Shape change(@PathParam("id") long id, Change wanted) {
    return NumbersResource.Shape.of(
        stock.change(
            current.get(), id, Check.given(wanted).tier(), wanted.tariff(), wanted.shared()));
  }

  @GET
  @Path("/{id}/links")
  @Needs("numbers:read")
  @Operation(summary = "The operators' links that serve a number")
  public Links links(@PathParam("id") long id) {
    return new Links(stock.links(current.get(), id));
  }

  @PUT
  @Path("/{id}/links")
  @Needs("numbers:write")
  @Operation(summary = "Say which operators' links serve a number")
  public Links serve(@PathParam("id") long id, Links wanted) {
    stock.serve(current.get(), id, Check.given(Check.given(wanted).links()));
    return new Links(stock.links(current.get(), id));
  }

  @DELETE
  @Path("/{id}")
  @Needs("numbers:write")
  @Operation(summary = "Take a number out that nobody ever rented")
  public void withdraw(@PathParam("id") long id) {
    stock.withdraw(current.get(), id);
  }
}
