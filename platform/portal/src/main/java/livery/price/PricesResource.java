package livery.price;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import livery.billing.Money;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Amounts;
import livery.rest.BodyLimit;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/prices}: at which the tenant sells and buys. */
@Path("/prices")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class PricesResource {

  private static final long FILE_BYTES = 20_000_000;

  @Inject private PriceLists lists;
  @Inject private PriceFiles files;
  @Inject private PriceOutlook outlooks;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /**
   * A new price.
   *
   * @param buyerId absent for every tenant directly below
   * @param country ISO 3166; absent for any
   * @param network the operator's name; absent for any
   * @param prefix how the subscriber's number begins: up to 15 digits in international form without
   *     "+"; absent for any
   * @param currency absent for the buyer's, or the own
   * @param unitPrice at most 10 decimals
   * @param validFrom ISO 8601 with offset; absent for now
   * @param validTo first moment after; absent for no end
   * @param operatorCost for the platform only: what the operators ask
   * @param belowCost that a price below what the tenant pays itself is meant; for owners only
   */
  public record NewPrice(
      Long buyerId,
      String product,
      String country,
      String network,
      String prefix,
      String currency,
      BigDecimal unitPrice,
      String validFrom,
      String validTo,
      Boolean operatorCost,
      Boolean belowCost) {

    PriceWish wish(Faults faults) {
      return new PriceWish(
          buyerId == null ? 0 : buyerId,
          product,
          country,
          network,
          prefix,
          currency,
          unitPrice,
          faults.of(() -> moment("validFrom", validFrom)),
          faults.of(() -> moment("validTo", validTo)),
          Boolean.TRUE.equals(operatorCost),
          Boolean.TRUE.equals(belowCost));
    }
  }

  /** Another amount from a moment on, or an end. */
  @Schema(name = "PriceChange")
  public record Change(BigDecimal unitPrice, String from, String validTo, Boolean belowCost) {}

  /** A row of a file that does not go in. */
  @Schema(name = "PriceRefused")
  public record Refused(int line, String reason) {}

  /**
   * What a file came to; {@code applied} says whether the good rows are in. At most 1,000 are
   * named.
   */
  @Schema(name = "PriceImported")
  public record Imported(
      boolean applied,
      int good,
      int unchanged,
      int belowCost,
      int refusedCount,
      List<Refused> refused,
      OutlookShape outlook) {}

  /**
   * What new prices would do, in JSON.
   *
   * @param ownCost what the tenant pays itself, where that is more than the new price
   * @param clients of how many something changes
   * @param losing to how many something would be sold below cost
   * @param falling of how many something would bring less
   */
  public record OutlookShape(
      BigDecimal ownCost,
      int clients,
      int losing,
      int falling,
      List<SumShape> sums,
      List<EffectShape> effects) {

    /** All of it in one currency: sold till now, sold then, and what it cost. */
    @Schema(name = "OutlookSum")
    public record SumShape(
        BigDecimal before,
        BigDecimal after,
        String currency,
        BigDecimal cost,
        String costCurrency) {}

    /**
     * One client and price; no margins where no rate joins cost and price.
     *
     * @param waiting what the tenant may still be charged for the same, at most; no margin has it,
     *     the verdict has
     */
    public record EffectShape(
        long clientId,
        String client,
        String product,
        String country,
        String network,
        String prefix,
        long quantity,
        boolean atMost,
        BigDecimal before,
        BigDecimal after,
        BigDecimal marginBefore,
        BigDecimal marginAfter,
        BigDecimal waiting,
        String currency,
        PriceOutlook.Verdict verdict) {}

    static OutlookShape of(PriceOutlook.Outlook outlook) {
      return new OutlookShape(
          outlook.ownCost() == null ? null : Amounts.plain(outlook.ownCost()),
          outlook.clients(),
          outlook.losing(),
          outlook.falling(),
          outlook.sums().stream()
              .map(
                  sum ->
                      new SumShape(
                          Amounts.plain(sum.before()),
                          Amounts.plain(sum.after()),
                          sum.before().currency(),
                          Amounts.plain(sum.cost()),
                          sum.cost().currency()))
              .toList(),
          outlook.effects().stream().map(OutlookShape::effect).toList());
    }

    private static EffectShape effect(PriceOutlook.Effect effect) {
      var price = effect.price();
      return new EffectShape(
          effect.buyerId(),
          effect.buyer(),
          price.product(),
          price.country(),
          price.network(),
          price.prefix(),
          effect.quantity(),
          effect.atMost(),
          Amounts.plain(effect.before()),
          Amounts.plain(effect.after()),
          margin(effect.margins(), 0),
          margin(effect.margins(), 1),
          effect.waiting() == null ? null : Amounts.plain(effect.waiting()),
          effect.before().currency(),
          effect.verdict());
    }

    private static BigDecimal margin(List<Money> margins, int index) {
      return margins.isEmpty() ? null : Amounts.plain(margins.get(index));
    }
  }

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Prices at which the tenant sells, or with side=buy those at which it buys",
      description =
          "ownCost is there where the tenant itself pays more than it asks. buyer, product and ended"
              + " are for what it sells.")
  public Listing<PriceShape> list(
      @QueryParam("side") @DefaultValue("sell") String side,
      @QueryParam("buyer") @DefaultValue("-1") long buyer,
      @QueryParam("product") @DefaultValue("") String product,
      @QueryParam("ended") boolean ended,
      @Parameter(description = "newest, oldest, price or -price") @QueryParam("order") String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var buying = Check.oneOf("side", side, List.of("sell", "buy")).equals("buy");
    var rows = Limit.rows(limit);
    var place = PriceRow.ORDERS.from(order, after);
    var filter = new PriceLists.Filter(buyer, product, ended);
    return Listing.of(
        buying
            ? lists.bought(current.get(), place, rows + 1)
            : lists.sold(current.get(), filter, place, rows + 1),
        rows,
        place::after,
        PriceShape::of);
  }

  @POST
  @Needs("money:write")
  @Operation(
      summary = "Add a price",
      description =
          "Below what the tenant pays itself it is refused, unless an owner says belowCost.")
  public Response add(NewPrice wanted) {
    var scope = current.get();
    var faults = new Faults();
    var wish = Check.given(wanted).wish(faults);
    faults.check(() -> Faults.named(PricesResource::ofNew, () -> lists.draft(scope, wish)));
    faults.end();
    var made = Faults.named(PricesResource::ofNew, () -> lists.add(scope, wish));
    return Response.created(uri.getAbsolutePathBuilder().path("" + made.id()).build())
        .entity(PriceShape.of(made))
        .build();
  }

  @PATCH
  @Path("/{id}")
  @Needs("money:write")
  @Operation(
      summary = "Let another amount hold from a moment on, or end a price",
      description =
          "With unitPrice: a new price begins at from (now when absent), this one ends there. With"
              + " validTo: this one ends there.")
  public PriceShape change(@PathParam("id") long id, Change wanted) {
    var change = Check.given(wanted);
    var scope = current.get();
    var amount = change.unitPrice();
    var faults = new Faults();
    if ((amount == null) == (change.validTo() == null)) {
      faults.add(Fault.invalid("unitPrice", "price.fault.one-of-two", "unitPrice", "validTo"));
    }
    var from = faults.of(() -> moment("from", change.from()));
    var to = faults.of(() -> moment("validTo", change.validTo()));
    if (amount != null) {
      faults.check(
          () -> Faults.named(PricesResource::ofChange, () -> lists.draft(scope, id, amount, from)));
    }
    faults.end();
    if (amount == null) {
      lists.end(scope, id, to);
      return PriceShape.of(lists.require(scope, id));
    }
    var belowCost = Boolean.TRUE.equals(change.belowCost());
    return PriceShape.of(
        Faults.named(
            PricesResource::ofChange, () -> lists.change(scope, id, amount, from, belowCost)));
  }

  @POST
  @Path("/outlook")
  @Needs("money:read")
  @Operation(
      summary = "What a new price would do to what is earned; nothing is written",
      description =
          "If as much is bought as in the last 30 days. ownCost is there where the tenant itself"
              + " pays more. At most 200 effects, the greatest loss first.")
  public OutlookShape outlookOfNew(NewPrice wanted) {
    var faults = new Faults();
    var wish = Check.given(wanted).wish(faults);
    var outlook =
        faults.of(
            () -> Faults.named(PricesResource::ofNew, () -> outlooks.ofNew(current.get(), wish)));
    faults.end();
    return OutlookShape.of(outlook);
  }

  @POST
  @Path("/{id}/outlook")
  @Needs("money:read")
  @Operation(summary = "What another amount would do to what is earned; nothing is written")
  public OutlookShape outlook(@PathParam("id") long id, Change wanted) {
    var change = Check.given(wanted);
    var faults = new Faults();
    if (change.validTo() != null) {
      faults.add(Fault.invalid("validTo", "price.fault.one-of-two", "unitPrice", "validTo"));
    }
    var from = faults.of(() -> moment("from", change.from()));
    var outlook =
        faults.of(
            () ->
                Faults.named(
                    PricesResource::ofChange,
                    () -> outlooks.ofChange(current.get(), id, change.unitPrice(), from)));
    faults.end();
    return OutlookShape.of(outlook);
  }

  /** What {@link NewPrice} calls a field of a wish. */
  private static String ofNew(String field) {
    return field.equals("buyer") ? "buyerId" : field;
  }

  /** What {@link Change} calls a field of a price. */
  private static String ofChange(String field) {
    return field.equals("validFrom") ? "from" : field;
  }

  @DELETE
  @Path("/{id}")
  @Needs("money:write")
  @Operation(summary = "End a price now; one that has not begun is taken back")
  public void end(@PathParam("id") long id) {
    lists.end(current.get(), id, null);
  }

  @GET
  @Path("/file")
  @Needs("money:read")
  @Produces("text/csv; charset=UTF-8")
  @Operation(summary = "The prices at which the tenant sells, as CSV")
  public String export(
      @Parameter(description = "newest, oldest, price or -price") @QueryParam("order")
          String order) {
    return files.export(current.get(), PriceLists.Filter.NONE, PriceRow.ORDERS.from(order, ""));
  }

  @POST
  @Path("/file")
  @Needs("money:write")
  @Consumes("text/csv")
  @BodyLimit(FILE_BYTES)
  @Operation(
      summary = "Check a CSV of prices, and with apply=true take it in",
      description =
          "At most 100,000 rows in the form that GET gives. All rows go in or none; the first"
              + " 1,000 bad ones are named by the check. A file with bad rows is refused whole"
              + " unless goodOnly=true leaves them out.")
  public Imported load(
      @QueryParam("apply") boolean apply, @QueryParam("goodOnly") boolean goodOnly, String file) {
    var scope = current.get();
    var ofBad = goodOnly ? PriceFiles.Bad.LEFT_OUT : PriceFiles.Bad.STOP;
    var report =
        apply
            ? files.apply(scope, Check.given(file), ofBad)
            : files.check(scope, Check.given(file));
    return new Imported(
        apply,
        report.good(),
        report.unchanged(),
        report.belowCost(),
        report.badCount(),
        report.bad().stream().map(bad -> new Refused(bad.line(), bad.reason().told())).toList(),
        OutlookShape.of(report.outlook()));
  }

  private static Instant moment(String field, String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noMoment) {
      throw Fault.invalid(field, "price.fault.no-moment", Check.shown(text));
    }
  }
}
