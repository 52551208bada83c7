package livery.bank;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Locale;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/bank-entries}: what came by bank transfer, and what a person decides about it. */
@Path("/bank-entries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class BankEntriesResource {

  @Inject private Entries entries;
  @Inject private Reversals reversals;
  @Inject private CurrentScope current;

  /**
   * An entry.
   *
   * @param direction CREDIT when money came, DEBIT when it went
   * @param reason why it is not posted, or how it found its buyer
   * @param originalId the entry that a reversal took back
   * @param suggestedBuyerId who has paid from this account before
   */
  @Schema(name = "BankEntry")
  public record Shape(
      long id,
      long statementId,
      int number,
      String account,
      BigDecimal amount,
      String currency,
      String direction,
      boolean reversal,
      String bookedOn,
      String bankReference,
      String endToEndId,
      String details,
      String payer,
      String payerAccount,
      Entry.State state,
      String reason,
      String note,
      Long buyerId,
      Long originalId,
      Long suggestedBuyerId) {

    static Shape of(Entry entry) {
      return new Shape(
          entry.id(),
          entry.statementId(),
          entry.number(),
          entry.account(),
          Amounts.plain(entry.amount()),
          entry.amount().currency(),
          entry.credit() ? "CREDIT" : "DEBIT",
          entry.reversal(),
          entry.bookedOn().toString(),
          entry.bankRef(),
          entry.endToEnd(),
          entry.details(),
          entry.payer(),
          entry.payerAccount(),
          entry.state(),
          entry.reason(),
          entry.note(),
          entry.buyerId() == 0 ? null : (Long) entry.buyerId(),
          entry.originalId() == 0 ? null : (Long) entry.originalId(),
          entry.suggestedId() == 0 ? null : (Long) entry.suggestedId());
    }
  }

  /** Whose money it is. */
  public record Assignment(long buyerId) {}

  /** Which entry a reversal takes back. */
  public record Original(long originalId) {}

  /** Why it concerns nobody. */
  public record Note(String note) {}

  /** How many entries were posted. */
  public record Again(int posted) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Entries of the tenant's bank statements, newest first",
      description = "`state` is POSTED, UNMATCHED or SET_ASIDE; absent for all.")
  public Listing<Shape> list(
      @QueryParam("state") String state,
      @Parameter(description = "newest, oldest, booked, -booked, amount or -amount")
          @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var wanted =
        state == null || state.isEmpty()
            ? null
            : Check.oneOf("state", state.toUpperCase(Locale.ROOT), Entry.State.class);
    var place = Entry.ORDERS.from(order, after);
    return Listing.of(
        entries.list(current.get(), wanted, place, rows + 1), rows, place::after, Shape::of);
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One entry")
  public Shape get(@PathParam("id") long id) {
    return Shape.of(entries.get(current.get(), id));
  }

  @POST
  @Path("/{id}/assignment")
  @Needs("money:write")
  @Operation(
      summary = "Say whose money it is: it is credited to that buyer, once",
      description = "The payer's account is remembered as this buyer's.")
  public Shape assign(@PathParam("id") long id, Assignment body) {
    return Shape.of(entries.assign(current.get(), id, Check.given(body).buyerId()));
  }

  @GET
  @Path("/{id}/originals")
  @Needs("money:read")
  @Operation(
      summary = "The credited entries that a reversal may take back, newest first",
      description =
          "Of the same account and payer, with as much left to go back; at most 100. None for what"
              + " is no reversal.")
  public Listing<Shape> originals(@PathParam("id") long id) {
    return Listing.whole(reversals.originals(current.get(), id).stream().map(Shape::of).toList());
  }

  @POST
  @Path("/{id}/take-back")
  @Needs("money:write")
  @Operation(
      summary = "Say which entry a reversal takes back: its top-up goes back by that much, once",
      description = "One of its originals. The same again changes nothing.")
  public Shape takeBack(@PathParam("id") long id, Original body) {
    return Shape.of(reversals.tie(current.get(), id, Check.given(body).originalId()));
  }

  @POST
  @Path("/{id}/set-aside")
  @Needs("money:write")
  @Operation(summary = "Say that it concerns no wallet, and why")
  public Shape setAside(@PathParam("id") long id, Note body) {
    return Shape.of(entries.setAside(current.get(), id, Check.given(body).note()));
  }

  @POST
  @Path("/matching")
  @Needs("money:write")
  @Operation(summary = "Look once more for the buyers of all entries that wait")
  public Again again() {
    return new Again(entries.again(current.get()));
  }
}
