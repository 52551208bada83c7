package livery.currency;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/currency-rates}: rates between currencies. */
@Path("/currency-rates")
@Tag(name = "Money")
@RequestScoped
public class RatesResource {

  @Inject private Rates rates;
  @Inject private CurrentScope current;

  /** A rate: units of {@code to} for one of {@code from}, from a day on. */
  @Schema(name = "CurrencyRate")
  public record RateShape(
      long id,
      String from,
      String to,
      BigDecimal rate,
      LocalDate validFrom,
      String source,
      String enteredBy,
      Instant enteredAt) {

    static RateShape of(Rates.Entry one) {
      return new RateShape(
          one.id(),
          one.rate().from(),
          one.rate().to(),
          Amounts.plain(one.rate().rate()),
          one.rate().date(),
          one.rate().source(),
          one.enteredBy().isEmpty() ? null : one.enteredBy(),
          one.enteredAt());
    }
  }

  /** How many rows were entered. */
  public record Entered(int rows) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Rates between currencies, the last entered first",
      description = "Of one day the last that was entered holds, until a later day has one.")
  public Listing<RateShape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        rates.list(current.get(), Limit.after(after, 0), rows + 1),
        rows,
        Rates.Entry::id,
        RateShape::of);
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Enter a rate; for the platform's finance",
      description = "It is never changed: another one for the same day takes its place.")
  public RateShape add(Rates.Wish wanted) {
    return RateShape.of(rates.add(current.get(), Check.given(wanted)));
  }

  @POST
  @Path("/import")
  @Needs("money:write")
  @Consumes("text/csv")
  @Operation(
      summary = "Enter the rates of a CSV, all or none; for the platform's finance",
      description = "Columns: from, to, rate, valid_from, source. The first bad row is named.")
  public Entered addAll(String file) {
    return new Entered(rates.addAll(current.get(), file));
  }

  @GET
  @Path("/export")
  @Needs("money:read")
  @Produces("text/csv; charset=UTF-8")
  @Operation(summary = "The last 200 rates as CSV")
  public String export() {
    return RateFile.write(rates.list(current.get(), 0, Rates.PAGE_MAX));
  }
}
