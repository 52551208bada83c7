package livery.tariff;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/premium-terms}: rules of premium prices by country, and shares of the net. */
@Path("/premium-terms")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Premium numbers")
public class TermsResource {

  private static final int WHOLE_DIGITS = 9;

  @Inject private PremiumTerms terms;
  @Inject private CurrentScope current;

  /**
   * The rule of a country.
   *
   * @param least lowest price with taxes inside
   * @param levyBase what the levy is a percentage of: NET or NET_AND_VAT
   * @param operatorShare percent of the net that stays with the operator
   * @param payableDays after the operator's statement was confirmed
   * @param tolerancePermille a difference of counts up to this, or up to
   * @param toleranceMessages this many messages, is none
   */
  @Schema(name = "TermRule")
  public record RuleShape(
      String country,
      String currency,
      BigDecimal least,
      BigDecimal most,
      BigDecimal vat,
      BigDecimal levy,
      String levyBase,
      BigDecimal operatorShare,
      Integer payableDays,
      Integer tolerancePermille,
      Integer toleranceMessages) {

    static RuleShape of(PremiumRule rule) {
      return new RuleShape(
          rule.country(),
          rule.currency(),
          Amounts.plain(rule.least().toBigDecimal()),
          Amounts.plain(rule.most().toBigDecimal()),
          Amounts.plain(rule.vat()),
          Amounts.plain(rule.levy()),
          rule.levyBase().name(),
          Amounts.plain(rule.operatorShare()),
          rule.payableDays(),
          rule.tolerancePermille(),
          rule.toleranceMessages());
    }
  }

  /** A share; {@code buyerId} absent is every buyer, {@code fromPeriod} 202603. */
  public record ShareShape(
      Long buyerId, String buyer, String country, int fromPeriod, BigDecimal percent) {

    static ShareShape of(PremiumTerms.Share share) {
      return new ShareShape(
          share.buyerId() == 0 ? null : (Long) share.buyerId(),
          share.buyer(),
          share.country(),
          share.period(),
          Amounts.plain(share.percent()));
    }
  }

  /** A share that is wanted; absent are every buyer and nothing else. */
  @Schema(name = "TermShareRequest")
  public record NewShare(Long buyerId, String country, BigDecimal percent) {}

  /** What the tenant gives and what it gets; {@code next} is where what it gives goes on. */
  public record Shares(List<ShareShape> given, List<ShareShape> got, String next) {}

  @GET
  @Path("/rules")
  @Needs("numbers:read")
  @Operation(summary = "The countries that have premium numbers, with prices, taxes and terms")
  public Listing<RuleShape> rules() {
    return Listing.whole(terms.rules().stream().map(RuleShape::of).toList());
  }

  @PUT
  @Path("/rules/{country}")
  @Needs("numbers:write")
  @Operation(summary = "Put a country's rule in the place of the one before")
  public RuleShape put(@PathParam("country") String country, RuleShape wanted) {
    var rule = Check.given(wanted);
    if (rule.country() != null) {
      Check.oneOf("country", rule.country(), List.of(country));
    }
    return RuleShape.of(
        terms.put(
            current.get(),
            new PremiumRule(
                country,
                money("least", rule.least(), rule.currency()),
                money("most", rule.most(), rule.currency()),
                rule.vat(),
                rule.levy() == null ? BigDecimal.ZERO : rule.levy(),
                rule.levyBase() == null
                    ? PremiumShare.LevyBase.NET
                    : Check.oneOf("levyBase", rule.levyBase(), PremiumShare.LevyBase.class),
                rule.operatorShare(),
                or(rule.payableDays(), 45),
                or(rule.tolerancePermille(), 20),
                or(rule.toleranceMessages(), 5))));
  }

  @GET
  @Path("/shares")
  @Needs("money:read")
  @Operation(
      summary = "What the tenant gives its buyers of the net, and what it gets itself",
      description =
          "A share is for the buyer and all below it. limit, after and next are of what it gives.")
  public Shares shares(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var scope = current.get();
    var rows = Limit.rows(limit);
    var given =
        Listing.of(
            terms.given(scope, after, rows + 1), rows, PremiumTerms.Share::place, ShareShape::of);
    return new Shares(
        given.items(), terms.got(scope).stream().map(ShareShape::of).toList(), given.next());
  }

  @PUT
  @Path("/shares")
  @Needs("money:write")
  @Operation(
      summary = "Give a buyer, or every buyer, a share of the net",
      description = "From the next month on; the first one for a buyer and country at once.")
  public ShareShape give(NewShare wanted) {
    var share = Check.given(wanted);
    return ShareShape.of(
        terms.give(
            current.get(),
            share.buyerId() == null ? 0 : share.buyerId(),
            share.country(),
            share.percent()));
  }

  private static Money money(String field, BigDecimal amount, String currency) {
    var code = Check.text("currency", currency, 3);
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(one -> one.getCurrencyCode().equals(code))) {
      throw Fault.invalid("currency", "tariff.fault.currency", Check.shown(code));
    }
    if (amount == null) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    if (amount.precision() - amount.scale() > WHOLE_DIGITS || amount.scale() > Money.SCALE) {
      throw Fault.invalid(field, "tariff.fault.number", Check.shown(amount.toString()));
    }
    return Money.of(amount, code);
  }

  private static int or(Integer value, int standard) {
    return value == null ? standard : value;
  }
}
