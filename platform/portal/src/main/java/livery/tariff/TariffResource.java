package livery.tariff;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.number.NumberEntry;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/tariffs}: what a text to a number costs the subscriber. */
@Path("/tariffs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Numbers")
public class TariffResource {

  @Inject private Tariffs tariffs;
  @Inject private CurrentScope current;

  /** What holds from a day on; the price has the taxes inside and is there for PREMIUM alone. */
  public record Step(LocalDate from, NumberEntry.Tariff tariff, BigDecimal price, String currency) {

    static Step of(Tariffs.Step step) {
      var premium = !step.price().isZero();
      return new Step(
          step.from(),
          step.tariff(),
          premium ? Amounts.plain(step.price()) : null,
          premium ? step.price().currency() : null);
    }
  }

  /** One premium text taken apart. */
  public record Parts(
      BigDecimal gross, BigDecimal vat, BigDecimal levy, BigDecimal net, BigDecimal income) {}

  /**
   * The tariffs of a number.
   *
   * @param least lowest premium price, absent where there are none
   * @param percent of the net that the number's tenant gets
   * @param example one text at today's premium price; absent without one
   */
  @Schema(name = "Tariff")
  public record Shape(
      long numberId,
      Step now,
      List<NumberEntry.Tariff> allowed,
      BigDecimal least,
      BigDecimal most,
      String currency,
      BigDecimal percent,
      Parts example,
      List<Step> history) {}

  /** What is wanted; {@code from} absent is the first possible day. */
  @Schema(name = "TariffRequest")
  public record Wanted(String tariff, BigDecimal price, String from) {}

  @GET
  @Path("/{number}")
  @Needs("numbers:read")
  @Operation(summary = "What a text to the number costs the subscriber, now and later")
  public Shape get(@PathParam("number") long number) {
    return shape(tariffs.of(current.get(), number));
  }

  @PUT
  @Path("/{number}")
  @Needs("numbers:write")
  @Operation(
      summary = "Let another tariff hold from a day on",
      description =
          "STANDARD, FREE (the business pays) or PREMIUM at a price within the country's rule. A"
              + " long number is STANDARD only. A premium price changes at midnight.")
  public Shape set(@PathParam("number") long number, Wanted wanted) {
    Check.given(wanted);
    return shape(
        tariffs.set(current.get(), number, wanted.tariff(), wanted.price(), day(wanted.from())));
  }

  private static LocalDate day(String from) {
    try {
      return from == null || from.isEmpty() ? null : LocalDate.parse(from);
    } catch (DateTimeException wrong) {
      throw Fault.invalid("from", "tariff.fault.date", Check.shown(from));
    }
  }

  private Shape shape(Tariffs.Plan plan) {
    var rule = plan.rule();
    var price = plan.now().price();
    return new Shape(
        plan.number().id(),
        Step.of(plan.now()),
        plan.allowed(),
        rule == null ? null : Amounts.plain(rule.least()),
        rule == null ? null : Amounts.plain(rule.most()),
        rule == null ? null : rule.currency(),
        Amounts.plain(plan.percent()),
        rule == null || price.isZero() ? null : parts(tariffs.example(plan, price)),
        plan.history().stream().map(Step::of).toList());
  }

  private static Parts parts(Tariffs.Example example) {
    return new Parts(
        Amounts.plain(example.gross()),
        Amounts.plain(example.vat()),
        Amounts.plain(example.levy()),
        Amounts.plain(example.net()),
        Amounts.plain(example.income()));
  }
}
