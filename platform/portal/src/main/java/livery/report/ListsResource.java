package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.fault.Check;
import livery.plugin.Sheet;
import livery.rest.Attachment;
import livery.rest.Needs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api/v1/reports}: the lists of the pages as files, {@code ?format=csv|xlsx}, in the
 * language that {@code Accept-Language} asks for. Each asks for what its list asks for.
 */
@Path("/reports")
@RequestScoped
@Produces({"text/csv", ListExport.XLSX})
@Tag(name = "Lists as files")
public class ListsResource {

  private static final List<String> FORMATS = List.of("csv", "xlsx");

  @Inject private Lists lists;

  @GET
  @Path("/campaigns/export")
  @Needs("campaigns:read")
  @Operation(summary = "Campaigns with their counts, as a file")
  public Response campaigns(
      @QueryParam("status") String status,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("campaigns", format, given("status", status));
  }

  @GET
  @Path("/numbers/export")
  @Needs("numbers:read")
  @Operation(summary = "The numbers of the tenant and of those below it, as a file")
  public Response numbers(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("numbers", format, given("text", text));
  }

  @GET
  @Path("/stock/export")
  @Needs("numbers:read")
  @Operation(summary = "The numbers of the platform in any state, as a file")
  public Response stock(
      @QueryParam("pattern") String pattern,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("stock", format, given("pattern", pattern));
  }

  @GET
  @Path("/clients/export")
  @Needs("tenants:read")
  @Operation(summary = "The tenants directly below, as a file")
  public Response clients(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("clients", format, given("text", text));
  }

  @GET
  @Path("/people/export")
  @Needs("admin")
  @Operation(summary = "Who signs in, as a file")
  public Response people(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("people", format, given("text", text));
  }

  @GET
  @Path("/balances/export")
  @Needs("money:read")
  @Operation(summary = "The wallets of the tenants directly below, as a file")
  public Response balances(
      @QueryParam("text") String text,
      @QueryParam("owing") String owing,
      @QueryParam("order") String order,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("balances", format, given("text", text, "owing", owing, "order", order));
  }

  @GET
  @Path("/payments/export")
  @Needs("money:read")
  @Operation(summary = "What buyers have paid through a provider, as a file")
  public Response payments(
      @QueryParam("open") String open,
      @QueryParam("order") String order,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("payments", format, given("open", open, "order", order));
  }

  @GET
  @Path("/vouchers/export")
  @Needs("money:read")
  @Operation(summary = "Vouchers by the batch, as a file")
  public Response vouchers(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("vouchers", format, given("text", text));
  }

  @GET
  @Path("/audit/export")
  @Needs("audit:read")
  @Operation(summary = "Who changed what, as a file")
  public Response audit(
      @QueryParam("text") String text,
      @QueryParam("order") String order,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("audit", format, given("text", text, "order", order));
  }

  @GET
  @Path("/links/export")
  @Needs("links:read")
  @Operation(summary = "The links to operators and how they stand, as a file")
  public Response links(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("links", format, Map.of());
  }

  @GET
  @Path("/plugins/export")
  @Needs("plugins:read")
  @Operation(summary = "The installed plugins and how they do, as a file")
  public Response plugins(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("plugins", format, Map.of());
  }

  @GET
  @Path("/keys/export")
  @Needs("admin")
  @Operation(summary = "The keys of the API, without their secrets, as a file")
  public Response keys(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("keys", format, given("text", text));
  }

  @GET
  @Path("/products/export")
  @Needs("money:read")
  @Operation(summary = "What can be sold, as a file")
  public Response products(
      @QueryParam("text") String text, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("products", format, given("text", text));
  }

  @GET
  @Path("/bundles/export")
  @Needs("money:read")
  @Operation(summary = "What the tenant has bought beforehand, as a file")
  public Response bundles(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("bundles", format, Map.of());
  }

  @GET
  @Path("/offers/export")
  @Needs("money:read")
  @Operation(summary = "What the tenant offers beforehand, as a file")
  public Response offers(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("offers", format, Map.of());
  }

  @GET
  @Path("/bank-entries/export")
  @Needs("money:read")
  @Operation(summary = "Entries of bank statements, as a file")
  public Response bankEntries(
      @QueryParam("state") String state,
      @QueryParam("order") String order,
      @QueryParam("format") @DefaultValue("csv") String format) {
    return file("bank-entries", format, given("state", state, "order", order));
  }

  @GET
  @Path("/bank-statements/export")
  @Needs("money:read")
  @Operation(summary = "Bank statements that were imported, as a file")
  public Response bankStatements(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("bank-statements", format, Map.of());
  }

  @GET
  @Path("/contracts/export")
  @Needs("money:read")
  @Operation(summary = "Contracts by which the tenant buys and sells, as a file")
  public Response contracts(
      @QueryParam("order") String order, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("contracts", format, given("order", order));
  }

  @GET
  @Path("/agents/export")
  @Needs("money:read")
  @Operation(summary = "Agents and what they hold, as a file")
  public Response agents(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("agents", format, Map.of());
  }

  @GET
  @Path("/agent-fees/export")
  @Needs("money:read")
  @Operation(summary = "What agents charged their clients on top, as a file")
  public Response agentFees(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("agent-fees", format, Map.of());
  }

  @GET
  @Path("/commissions/export")
  @Needs("money:read")
  @Operation(summary = "What was posted of commissions, as a file")
  public Response commissions(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("commissions", format, Map.of());
  }

  @GET
  @Path("/months/export")
  @Needs("money:read")
  @Operation(summary = "The months of the books, as a file")
  public Response months(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("months", format, Map.of());
  }

  @GET
  @Path("/settlements/export")
  @Needs("money:read")
  @Operation(summary = "What one month was settled with, as a file")
  public Response settlements(
      @QueryParam("month") String month, @QueryParam("format") @DefaultValue("csv") String format) {
    return file("settlements", format, given("month", month));
  }

  @GET
  @Path("/premium-statements/export")
  @Needs("money:read")
  @Operation(summary = "Operators' statements of premium income, as a file")
  public Response premiumStatements(@QueryParam("format") @DefaultValue("csv") String format) {
    return file("premium-statements", format, Map.of());
  }

  private Response file(String name, String format, Map<String, String> given) {
    var workbook = Check.oneOf("format", format, FORMATS).equals("xlsx");
    var table = lists.table(name, one -> given.getOrDefault(one, ""));
    var file = Attachment.of(name + "." + format, workbook ? Sheet.xlsx(table) : Sheet.csv(table));
    file.getHeaders().putSingle("Content-Type", workbook ? ListExport.XLSX : ListExport.CSV);
    return file;
  }

  private static Map<String, String> given(String... pairs) {
    var given = new HashMap<String, String>();
    for (var pair = 0; pair < pairs.length; pair += 2) {
      if (pairs[pair + 1] != null) {
        given.put(pairs[pair], pairs[pair + 1]);
      }
    }
    return given;
  }
}
