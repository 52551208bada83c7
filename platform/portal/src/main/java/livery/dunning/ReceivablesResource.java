package livery.dunning;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.paper.Sheet;
import livery.rest.Attachment;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/receivables}: who owes the tenant, and reminders. */
@Path("/receivables")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class ReceivablesResource {

  @Inject private Receivables receivables;
  @Inject private Dunning dunning;
  @Inject private CurrentScope current;

  /** What a debtor owes, by days after the last day to pay. */
  public record DebtorShape(
      long tenantId,
      String name,
      String currency,
      int invoices,
      LocalDate lateSince,
      BigDecimal notDue,
      BigDecimal upTo30,
      BigDecimal upTo60,
      BigDecimal upTo90,
      BigDecimal older,
      BigDecimal open) {

    static DebtorShape of(Receivables.Debtor one) {
      return new DebtorShape(
          one.tenantId(),
          one.name(),
          one.currency(),
          one.invoices(),
          one.since(),
          Amounts.plain(one.notDue()),
          Amounts.plain(one.to30()),
          Amounts.plain(one.to60()),
          Amounts.plain(one.to90()),
          Amounts.plain(one.older()),
          Amounts.plain(one.open()));
    }
  }

  /** When to remind. */
  @Schema(name = "ReceivableRule")
  public record RuleShape(boolean active, BigDecimal least, List<LevelShape> levels) {}

  /** So many days after the last day to pay, in this tone: FRIENDLY, FIRM or FINAL. */
  public record LevelShape(int days, String tone) {}

  /** How many letters were written. */
  public record Written(int letters) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Who owes the tenant how much since when",
      description =
          "The largest debt that is late first. Money that comes into a buyer's wallet pays its"
              + " oldest invoices first, by itself; that is counted with the first part.")
  public Listing<DebtorShape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    return Listing.of(
        receivables.list(current.get(), after, rows + 1),
        rows,
        Receivables.Debtor::place,
        DebtorShape::of);
  }

  @GET
  @Path("/export")
  @Produces("text/csv; charset=UTF-8")
  @Needs("money:read")
  @Operation(summary = "All of them as CSV")
  public Response export() {
    return Attachment.of("receivables.csv", ReceivablesCsv.of(receivables.all(current.get())));
  }

  @GET
  @Path("/rule")
  @Needs("money:read")
  @Operation(summary = "When debtors are reminded")
  public RuleShape rule() {
    var rule = dunning.rule(current.get());
    return new RuleShape(
        rule.active(),
        new BigDecimal(rule.least().toPlainString()),
        rule.levels().stream()
            .map(level -> new LevelShape(level.days(), level.tone().name()))
            .toList());
  }

  @PUT
  @Path("/rule")
  @Needs("money:write")
  @Operation(
      summary = "Say when debtors are reminded",
      description = "At most 5 levels, each later than the one before, 1 to 365 days.")
  public RuleShape rule(RuleShape wanted) {
    Check.given(wanted);
    var levels =
        (wanted.levels() == null ? List.<LevelShape>of() : wanted.levels())
            .stream()
                .map(
                    level ->
                        new DunningRule.Level(
                            level.days(), Check.oneOf("tone", level.tone(), Sheet.Tone.class)))
                .toList();
    dunning.save(current.get(), new DunningRule(wanted.active(), wanted.least(), levels));
    return rule();
  }

  @POST
  @Path("/reminders")
  @Needs("money:write")
  @Operation(
      summary = "Write the reminders that are due today",
      description = "An invoice is reminded of once at each level.")
  public Written remind() {
    return new Written(dunning.remind(current.get()));
  }
}
