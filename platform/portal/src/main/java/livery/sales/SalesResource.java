package livery.sales;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.rest.Attachment;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/sales}: what was sold and earned, what was bought. */
@Path("/sales")
@RequestScoped
@Needs("money:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class SalesResource {

  private static final String HELP =
      "from and to are days of the tenant's zone, both included, at most 366 in all; by is client,"
          + " product, client_product, day or rate. Counted each few minutes: countedTo says until"
          + " when. Where the own cost is in another currency, costConverted is that cost in the"
          + " currency of the sale: what each hour cost, at the rate that stood on the message when"
          + " it was sold, rounded once, half up, to the millionth, and summed; margin is sold less"
          + " costConverted, and rates says which rates and days those were (by=rate has a line for"
          + " each). Sales without a rate are a line of their own, with both amounts and neither"
          + " costConverted nor margin: two currencies are never added. costWaiting, in costCurrency,"
          + " is what may still be added to cost, at most: the seller above charges for what arrives,"
          + " and receipts are awaited. All lines together are what was charged less what the tenant"
          + " itself was charged; by product, kind says of what: SALE, OWN (bought for itself),"
          + " SETTLEMENT (what the close of a month settled by volume, with either side, on the day"
          + " of the close; product is the group), CREDIT (credit notes). OWN and what was settled"
          + " with the tenant itself have no client; with a client they are left out, with a product"
          + " SETTLEMENT and CREDIT.";

  @Inject private Sales sales;
  @Inject private SalesQuery queries;
  @Inject private SalesCount count;
  @Inject private CurrentScope current;

  /** Units of the sale's currency for one of the cost's, and the days they were stated for. */
  public record Rates(
      BigDecimal lowest, BigDecimal highest, LocalDate firstDay, LocalDate lastDay) {

    static Rates of(RateSpan span) {
      return span == null
          ? null
          : new Rates(
              Amounts.plain(span.lowest()),
              Amounts.plain(span.highest()),
              span.first(),
              span.last());
    }
  }

  /** A sum; what it is not about is absent, and margin where no rate joins the two currencies. */
  @Schema(name = "SaleSum")
  public record Sum(
      LocalDate day,
      Long clientId,
      String client,
      String product,
      Sales.Kind kind,
      long quantity,
      BigDecimal sold,
      String currency,
      BigDecimal cost,
      String costCurrency,
      BigDecimal costWaiting,
      BigDecimal costConverted,
      Rates rates,
      BigDecimal margin) {

    static Sum of(Sales.Line line) {
      return new Sum(
          line.day(),
          line.buyerId() == 0 ? null : (Long) line.buyerId(),
          line.buyer().isEmpty() ? null : line.buyer(),
          line.product().isEmpty() ? null : line.product(),
          line.kind(),
          line.quantity(),
          Amounts.plain(line.sold()),
          line.sold().currency(),
          Amounts.plain(line.cost()),
          line.cost().currency(),
          Amounts.plain(line.waiting()),
          line.converted() == null ? null : Amounts.plain(line.converted()),
          Rates.of(line.rates()),
          line.margin().map(Amounts::plain).orElse(null));
    }
  }

  /** Sums and until when they are complete. */
  public record Sums(Instant countedTo, List<Sum> items) {}

  @GET
  @Operation(
      summary = "What the tenant sold to those directly below, what it cost and what was earned",
      description = HELP)
  public Sums sold(
      @QueryParam("by") @DefaultValue("client") String by,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("client") long client,
      @QueryParam("product") String product) {
    return new Sums(
        count.countedTo().orElse(null),
        lines(by, from, to, client, product).stream().map(Sum::of).toList());
  }

  private List<Sales.Line> lines(String by, String from, String to, long client, String product) {
    return sales.sold(current.get(), by(by), queries.of(current.get(), from, to, client, product));
  }

  private static Sales.By by(String text) {
    return Check.oneOf("by", text.toUpperCase(Locale.ROOT), Sales.By.class);
  }

  @GET
  @Path("/export")
  @Produces("text/csv; charset=UTF-8")
  @Operation(summary = "The same as CSV", description = HELP)
  public Response export(
      @QueryParam("by") @DefaultValue("client_product") String by,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("client") long client,
      @QueryParam("product") String product) {
    return Attachment.of("sales.csv", SalesCsv.of(lines(by, from, to, client, product)));
  }
}
