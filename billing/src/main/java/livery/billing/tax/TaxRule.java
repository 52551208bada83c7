package livery.billing.tax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * How a seller taxes what it sells.
 *
 * @param percent 0 where the regime has no tax
 * @param priceIncludesTax whether prices are gross
 * @param inclusiveRounding which of the two is rounded when a gross price is taken apart
 * @param roundAt where amounts are rounded to coins
 */
public record TaxRule(
    Regime regime,
    BigDecimal percent,
    boolean priceIncludesTax,
    InclusiveRounding inclusiveRounding,
    RoundAt roundAt) {

  /** Under which rules the seller taxes. */
  public enum Regime {
    /** A VAT payer; a reduced rate is its own percentage. */
    VAT,
    /** A VAT payer selling at 0 %: export. */
    ZERO_RATED,
    /** The buyer accounts for the tax. */
    REVERSE_CHARGE,
    /** No VAT payer: simplified taxation, exemption. */
    NOT_A_PAYER
  }

  /** Zuora's question: 2.99 with 4 % inside is 2.88 + 0.11 or 2.87 + 0.12. */
  public enum InclusiveRounding {
    /** The net is rounded, the tax is the rest. */
    NET,
    /** The tax is rounded, the net is the rest. */
    TAX
  }

  /** Where amounts are rounded. */
  public enum RoundAt {
    /** Each line and its tax; the document adds them up. */
    LINE,
    /** The sum once and its tax once; lines are shares of them by largest remainder. */
    DOCUMENT
  }

  /** The lines of a document and their sum. */
  public record Document(List<Taxed> lines, Taxed total) {

    public Document {
      lines = List.copyOf(Exact.rows(lines, "The document's lines"));
      Exact.present(total, "The document's total");
    }
  }

  public TaxRule {
    Exact.present(regime, "A tax regime");
    Exact.present(inclusiveRounding, "The rounding of gross prices");
    Exact.present(roundAt, "The rounding of documents");
    Exact.percent(percent, "A tax");
    if (regime != Regime.VAT && percent.signum() != 0) {
      throw new BillingException.Invalid(
          regime + " has a tax of 0 %, not " + percent.toPlainString() + " %");
    }
  }

  /** VAT on top of prices, rounded once for the document. */
  public static TaxRule exclusive(String percent) {
    return vat(percent, false);
  }

  /** VAT inside of prices, the net rounded, once for the document. */
  public static TaxRule inclusive(String percent) {
    return vat(percent, true);
  }

  /** No tax. */
  public static TaxRule none(Regime regime) {
    return new TaxRule(regime, BigDecimal.ZERO, false, InclusiveRounding.NET, RoundAt.DOCUMENT);
  }

  private static TaxRule vat(String percent, boolean inclusive) {
    var rate = Exact.of(percent, "A tax");
    return new TaxRule(Regime.VAT, rate, inclusive, InclusiveRounding.NET, RoundAt.DOCUMENT);
  }

  /** This rounding the other part of a gross price. */
  public TaxRule withInclusiveRounding(InclusiveRounding rounding) {
    return new TaxRule(regime, percent, priceIncludesTax, rounding, roundAt);
  }

  /** This rounding elsewhere. */
  public TaxRule withRoundAt(RoundAt place) {
    return new TaxRule(regime, percent, priceIncludesTax, inclusiveRounding, place);
  }

  /** One price, rounded to coins, with its tax. */
  public Taxed tax(Money price) {
    var coins = Rounding.toCoins(Exact.present(price, "A price").currency());
    var amount = coins.round(price);
    var rate = percent.movePointLeft(2);
    if (!priceIncludesTax) {
      return Taxed.of(amount, coins.round(amount.toBigDecimal().multiply(rate), amount.currency()));
    }
    var whole = BigDecimal.ONE.add(rate);
    if (inclusiveRounding == InclusiveRounding.NET) {
      var net = part(amount, BigDecimal.ONE, whole, coins);
      return new Taxed(net, amount.minus(net), amount);
    }
    var tax = part(amount, rate, whole, coins);
    return new Taxed(amount.minus(tax), tax, amount);
  }

  private static Money part(Money of, BigDecimal share, BigDecimal whole, Rounding coins) {
    var exact = of.toBigDecimal().multiply(share);
    return Money.of(exact.divide(whole, coins.decimals(), coins.mode()), of.currency());
  }

  /**
   * The lines of one document.
   *
   * @param prices each 0 or more, as exact as they are; at least one
   * @throws BillingException.Invalid naming the row that is negative or of another currency
   */
  public Document document(List<Money> prices) {
    if (Exact.rows(prices, "The list of prices").isEmpty()) {
      throw new BillingException.Invalid("A document has at least one line");
    }
    var currency = prices.get(0).currency();
    for (var i = 0; i < prices.size(); i++) {
      var price = prices.get(i);
      if (price.isNegative() || !price.currency().equals(currency)) {
        throw new BillingException.Invalid(
            "Row %d: a line is 0 or more in %s, not %s".formatted(i + 1, currency, price));
      }
    }
    return roundAt == RoundAt.LINE ? byLine(prices) : whole(prices, currency);
  }

  private Document byLine(List<Money> prices) {
    var lines = prices.stream().map(this::tax).toList();
    return new Document(lines, lines.stream().reduce(Taxed::plus).orElseThrow());
  }

  private Document whole(List<Money> prices, String currency) {
    var total = tax(prices.stream().reduce(Money.zero(currency), Money::plus));
    var weights = prices.stream().map(Money::toBigDecimal).toList();
    var nothing = weights.stream().allMatch(weight -> weight.signum() == 0);
    var shares = nothing ? weights.stream().map(weight -> BigDecimal.ONE).toList() : weights;
    var printed = priceIncludesTax ? total.gross() : total.net();
    var amounts = Allocation.LARGEST_REMAINDER.share(printed, shares);
    var taxes = Allocation.LARGEST_REMAINDER.share(total.tax(), shares);
    if (priceIncludesTax && isAbove(taxes, amounts)) { // a coin of tax in a line of nothing
      var coins = amounts.stream().map(Money::toBigDecimal).toList();
      taxes = Allocation.LARGEST_REMAINDER.share(total.tax(), coins);
    }
    var lines = new ArrayList<Taxed>(prices.size());
    for (var i = 0; i < prices.size(); i++) {
      var tax = taxes.get(i);
      lines.add(Taxed.of(priceIncludesTax ? amounts.get(i).minus(tax) : amounts.get(i), tax));
    }
    return new Document(lines, total);
  }

  private static boolean isAbove(List<Money> taxes, List<Money> amounts) {
    return IntStream.range(0, taxes.size())
        .anyMatch(i -> taxes.get(i).compareTo(amounts.get(i)) > 0);
  }
}
