package livery.contract;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/contracts}: what sellers and resellers agreed. */
@Path("/contracts")
@Tag(name = "Contracts")
@RequestScoped
public class ContractsResource {

  @Inject private Contracts contracts;
  @Inject private Drafts drafts;
  @Inject private ProductGroups groups;
  @Inject private Progress progress;
  @Inject private Simulation simulation;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /** A version that was sent. */
  public record VersionShape(int version, Instant sentAt, String sentBy, Terms terms) {}

  /** A contract; names of the seller's side, {@code draft} and its mark are the seller's alone. */
  public record ContractShape(
      long id,
      long sellerId,
      String seller,
      long buyerId,
      String buyer,
      String number,
      String currency,
      List<VersionShape> versions,
      Terms draft,
      Integer draftMark) {

    static ContractShape of(Agreement one) {
      return new ContractShape(
          one.id(),
          one.parties().sellerId(),
          one.seller().isEmpty() ? null : one.seller(),
          one.parties().buyerId(),
          one.buyer(),
          one.number(),
          one.parties().currency(),
          one.versions().stream()
              .map(
                  version ->
                      new VersionShape(
                          version.number(),
                          version.sentAt(),
                          version.sentBy().isEmpty() ? null : version.sentBy(),
                          version.terms()))
              .toList(),
          one.draft(),
          one.draftMark() == 0 ? null : (Integer) one.draftMark());
    }
  }

  /** A new contract with a reseller directly below. */
  public record NewContract(Long buyerId, String number, Terms terms) {}

  /** The draft as it should be; {@code mark} is the {@code draftMark} that was read. */
  public record NewDraft(Terms terms, Integer mark) {}

  /** Which draft is sent. */
  public record Sending(Integer mark) {}

  /** Another share from a day on. */
  @Schema(name = "ContractShareRequest")
  public record NewShare(String group, Terms.Share share, String from) {}

  /** Product groups; they replace all that are there. */
  public record Groups(List<Group> groups) {}

  /** A product group. */
  public record Group(String name, List<String> products) {}

  /** A trial; what is absent is that of the contract, and 3 months. */
  @Schema(name = "ContractTrialRequest")
  public record Trial(String group, Terms.Table tiers, Terms.Share share, Integer months) {}

  /** How far the next tier is; the fields of it are absent in the last. */
  @Schema(name = "ContractStanding")
  public record StandingShape(
      String group,
      String currency,
      BigDecimal counted,
      int tier,
      BigDecimal missing,
      BigDecimal reachedAt,
      BigDecimal nextPrice,
      BigDecimal saving,
      BigDecimal earned,
      BigDecimal passedOn) {

    static StandingShape of(Progress.Standing one) {
      var next = one.next();
      return new StandingShape(
          one.group(),
          one.currency(),
          Amounts.plain(one.counted()),
          one.tier(),
          next == null ? null : Amounts.plain(next.missing()),
          next == null ? null : Amounts.plain(next.reachedAt()),
          next == null ? null : Amounts.plain(next.unitPrice()),
          next == null ? null : Amounts.plain(one.saving()),
          Amounts.plain(one.estimate().earned()),
          Amounts.plain(one.estimate().passedOn()));
    }
  }

  /** What was passed on to the tenant for a month, 202603. */
  public record PassedShape(int period, String group, BigDecimal amount, String currency) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Contracts with those who buy from the tenant, or with side=buy those it buys by")
  public Listing<ContractShape> list(
      @QueryParam("side") @DefaultValue("sell") String side,
      @Parameter(description = "newest, oldest, client, -client, number or -number")
          @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    if (Check.oneOf("side", side, List.of("sell", "buy")).equals("buy")) {
      return Listing.whole(
          contracts.bought(current.get()).stream().map(ContractShape::of).toList());
    }
    var rows = Limit.rows(limit);
    var place = Agreement.ORDERS.from(order, after);
    return Listing.of(
        contracts.sold(current.get(), place, rows + 1), rows, place::after, ContractShape::of);
  }

  @POST
  @Needs("money:write")
  @Operation(summary = "A new contract with a reseller directly below, as a draft")
  public Response create(NewContract wanted) {
    var wish = Check.given(wanted);
    var made =
        drafts.create(
            current.get(),
            wish.buyerId() == null ? 0 : wish.buyerId(),
            wish.number(),
            wish.terms());
    return Response.created(uri.getAbsolutePathBuilder().path("" + made.id()).build())
        .entity(ContractShape.of(made))
        .build();
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "A contract of which the tenant is one side, with all versions")
  public ContractShape get(@PathParam("id") long id) {
    return ContractShape.of(contracts.require(current.get(), id));
  }

  @PUT
  @Path("/{id}/draft")
  @Needs("money:write")
  @Operation(
      summary = "Write the draft of the next version",
      description =
          "mark is the draftMark as it was read; another one means that somebody changed it.")
  public ContractShape save(@PathParam("id") long id, NewDraft wanted) {
    var wish = Check.given(wanted);
    contracts.require(current.get(), id);
    return ContractShape.of(drafts.save(current.get(), id, wish.terms(), mark(wish.mark())));
  }

  @DELETE
  @Path("/{id}/draft")
  @Needs("money:write")
  @Operation(summary = "Throw the draft away")
  public ContractShape drop(@PathParam("id") long id, @QueryParam("mark") Integer mark) {
    contracts.require(current.get(), id);
    return ContractShape.of(drafts.drop(current.get(), id, mark(mark)));
  }

  @POST
  @Path("/{id}/versions")
  @Needs("money:write")
  @Operation(summary = "Send the draft as the next version, which stays as it is from then on")
  public ContractShape send(@PathParam("id") long id, Sending wanted) {
    contracts.require(current.get(), id);
    return ContractShape.of(drafts.send(current.get(), id, mark(Check.given(wanted).mark())));
  }

  @POST
  @Path("/{id}/share")
  @Needs("money:write")
  @Operation(
      summary = "For the buyer: pass on another share from a day on",
      description = "Where the terms say buyerSetsShare. It makes a version of its own.")
  public ContractShape passOn(@PathParam("id") long id, NewShare wanted) {
    var wish = Check.given(wanted);
    contracts.require(current.get(), id);
    return ContractShape.of(
        drafts.passOn(
            current.get(),
            id,
            wish.group() == null ? "" : wish.group(),
            wish.share(),
            wish.from()));
  }

  @POST
  @Path("/{id}/trial")
  @Needs("money:read")
  @Operation(
      summary = "What if: other tiers and another share on the volume of the last months",
      description = "Changes nothing. 1 to 12 months, the one that runs included.")
  public Simulation.TrialShape run(@PathParam("id") long id, Trial wanted) {
    var wish = Check.given(wanted);
    return Simulation.TrialShape.of(
        simulation.run(
            current.get(),
            id,
            wish.group(),
            wish.tiers(),
            wish.share(),
            wish.months() == null ? 3 : wish.months()));
  }

  @GET
  @Path("/{id}/tiers")
  @Needs("money:read")
  @Produces("text/csv; charset=UTF-8")
  @Operation(summary = "The tiers of the last version as CSV: of a product group, or commission")
  public String tiers(@PathParam("id") long id, @QueryParam("group") String group) {
    var terms =
        contracts
            .require(current.get(), id)
            .last()
            .map(Agreement.Version::terms)
            .orElseThrow(() -> Fault.notFound("version", 1));
    if (terms.commission() != null) {
      return TierFile.write(terms.commission().tiers());
    }
    return terms.discounts().stream()
        .filter(one -> group == null || group.isEmpty() || one.group().equals(group))
        .findFirst()
        .map(one -> TierFile.write(one.tiers()))
        .orElseThrow(() -> Fault.notFound("group", Check.shown(group == null ? "" : group)));
  }

  @POST
  @Path("/tiers")
  @Needs("money:read")
  @Consumes("text/csv")
  @Operation(
      summary = "Read a CSV of tiers and check it",
      description =
          "Columns: upTo (empty for the rest), price, flat, block. The first bad row is named.")
  public Terms.Table read(
      @QueryParam("mode") @DefaultValue("GRADUATED") String mode,
      @QueryParam("percent") boolean percent,
      String file) {
    var table = new Terms.Table(mode, null, null, null, null, TierFile.rows(Check.given(file)));
    TierRules.table("tiers", table, percent);
    return table;
  }

  @GET
  @Path("/standing")
  @Needs("money:read")
  @Operation(summary = "How far the tenant is from its next tiers this month; an estimate")
  public Listing<StandingShape> standing() {
    return Listing.whole(progress.of(current.get()).stream().map(StandingShape::of).toList());
  }

  /** What the tenant agreed to spend this month, and what is missing to it. */
  public record MinimumShape(
      String currency, BigDecimal minimum, BigDecimal spent, BigDecimal missing) {}

  @GET
  @Path("/minimums")
  @Needs("money:read")
  @Operation(
      summary = "What the tenant agreed to spend this month and what is missing; an estimate")
  public Listing<MinimumShape> minimums() {
    return Listing.whole(
        progress.minimums(current.get()).stream()
            .map(
                one ->
                    new MinimumShape(
                        one.minimum().currency(),
                        Amounts.plain(one.minimum()),
                        Amounts.plain(one.spent()),
                        Amounts.plain(one.missing())))
            .toList());
  }

  @GET
  @Path("/passed-on")
  @Needs("money:read")
  @Operation(summary = "What sellers passed on to the tenant in closed months, latest first")
  public Listing<PassedShape> passedOn() {
    return Listing.whole(
        progress.passedOn(current.get()).stream()
            .map(
                one ->
                    new PassedShape(
                        one.period(),
                        one.group(),
                        Amounts.plain(one.amount()),
                        one.amount().currency()))
            .toList());
  }

  @GET
  @Path("/groups")
  @Needs("money:read")
  @Operation(summary = "The tenant's product groups")
  public Groups groups() {
    return new Groups(
        groups.of(current.get()).entrySet().stream()
            .map(one -> new Group(one.getKey(), List.copyOf(one.getValue())))
            .toList());
  }

  @PUT
  @Path("/groups")
  @Needs("money:write")
  @Operation(summary = "Replace the product groups; versions that were sent keep theirs")
  public Groups setGroups(Groups wanted) {
    var wish = Check.given(wanted);
    var all = new LinkedHashMap<String, List<String>>();
    for (var one : wish.groups() == null ? List.<Group>of() : wish.groups()) {
      var name = Check.text("groups", one.name(), 30);
      if (all.put(name, one.products() == null ? List.of() : one.products()) != null) {
        throw Fault.invalid("groups", "contract.fault.group-twice", name);
      }
    }
    groups.set(current.get(), all);
    return groups();
  }

  private static int mark(Integer mark) {
    if (mark == null) {
      throw Fault.invalid("mark", "fault.missing", "mark");
    }
    return mark;
  }
}
