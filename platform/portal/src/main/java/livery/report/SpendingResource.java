package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.sales.Sales;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/spending}: what the tenant itself has paid. */
@Path("/spending")
@RequestScoped
@Needs("money:read")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class SpendingResource {

  @Inject private Spending spending;
  @Inject private CurrentScope current;

  /** A sum; what it is not about is absent. */
  @Schema(name = "SpendingSum")
  public record Sum(
      LocalDate day,
      Long campaignId,
      String campaign,
      String product,
      Sales.Kind kind,
      long quantity,
      BigDecimal paid,
      String currency) {

    static Sum of(Spending.Line line, boolean campaigns) {
      return new Sum(
          line.day(),
          campaigns ? (Long) line.campaignId() : null,
          campaigns ? line.name() : null,
          line.product().isEmpty() ? null : line.product(),
          line.kind(),
          line.quantity(),
          Amounts.plain(line.paid()),
          line.paid().currency());
    }
  }

  @GET
  @Operation(
      summary = "What the tenant itself has paid, by product, day or campaign",
      description =
          "from and to are days of the tenant's zone, both included, at most 366 in all."
              + " by=campaign is for tenants that have no clients; campaignId 0 is what belongs to"
              + " none. By product, kind is SALE, SETTLEMENT (what the close of a month settled by"
              + " volume, on the day of the close; product is the group) or CREDIT (credit notes).")
  public Listing<Sum> list(
      @QueryParam("by") @DefaultValue("product") String by,
      @QueryParam("from") String from,
      @QueryParam("to") String to) {
    var scope = current.get();
    var period = spending.period(scope, from, to);
    var lines =
        switch (Check.oneOf("by", by, List.of("product", "day", "campaign"))) {
          case "day" -> spending.byDay(scope, period);
          case "campaign" -> spending.byCampaign(scope, period);
          default -> spending.byProduct(scope, period);
        };
    return Listing.whole(lines.stream().map(line -> Sum.of(line, by.equals("campaign"))).toList());
  }
}
