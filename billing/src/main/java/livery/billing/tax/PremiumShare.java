package livery.billing.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * Who gets what of a premium message. The subscriber's price has the taxes inside; the shares are
 * percentages of what is left, the net. Works on the aggregate of a period: rounding every message
 * would lose coins that nobody gets.
 *
 * @param vatPercent value added tax inside the price
 * @param levyPercent the levy on mobile services inside the price; 7.5 in Ukraine (pension fund)
 * @param levyBase what the levy is a percentage of
 * @param shares adding up to 100, each party once; among equal remainders the first gets the coin
 */
public record PremiumShare(
    BigDecimal vatPercent, BigDecimal levyPercent, LevyBase levyBase, List<Share> shares) {

  /** What a levy is a percentage of. */
  public enum LevyBase {
    /** The net, beside the VAT: 20 % and 7.5 % make a price of 127.5 % of the net. */
    NET,
    /** The net with its VAT: 20 % and 7.5 % make 129 %. */
    NET_AND_VAT
  }

  /** A party and its percentage of the net. */
  public record Share(String party, BigDecimal percent) {

    public Share {
      Exact.present(party, "The party of a share");
    }

    /** The percentage as written. */
    public static Share of(String party, String percent) {
      return new Share(party, Exact.of(percent, "The share of " + party));
    }
  }

  /**
   * A gross amount taken apart: gross = vat + levy + net, net = the sum of the parts.
   *
   * @param parts by party, in the order of the shares
   */
  public record Split(Money gross, Money vat, Money levy, Money net, Map<String, Money> parts) {

    public Split {
      parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** What one party gets. */
    public Money of(String party) {
      var part = parts.get(party);
      if (part == null) {
        throw new BillingException.Unknown("No share is for " + party + ", only " + parts.keySet());
      }
      return part;
    }
  }

  public PremiumShare {
    shares = List.copyOf(Exact.rows(shares, "The list of shares"));
    Exact.present(levyBase, "What a levy is a percentage of");
    Exact.percent(vatPercent, "The VAT");
    Exact.percent(levyPercent, "The levy");
    var parties = new HashSet<String>();
    var sum = BigDecimal.ZERO;
    for (var i = 0; i < shares.size(); i++) {
      var share = shares.get(i);
      sum = sum.add(Exact.percent(share.percent(), "Row " + (i + 1) + ": a share"));
      if (!parties.add(share.party())) {
        throw new BillingException.Invalid("Row " + (i + 1) + ": a second " + share.party());
      }
    }
    if (sum.compareTo(BigDecimal.valueOf(100)) != 0) {
      throw new BillingException.Invalid("Shares add up to 100, not " + sum.toPlainString());
    }
  }

  /** Shares with Ukraine's levy beside the VAT. */
  public static PremiumShare of(String vatPercent, String levyPercent, Share... shares) {
    return new PremiumShare(
        Exact.of(vatPercent, "The VAT"),
        Exact.of(levyPercent, "The levy"),
        LevyBase.NET,
        Arrays.asList(Exact.present(shares, "The list of shares")));
  }

  /**
   * Takes the subscribers' payments of a period apart, in coins; what of them is finer than a coin
   * stays with the VAT, also where that is 0.
   *
   * @param gross all of them, taxes inside, 0 or more
   */
  public Split split(Money gross) {
    if (Exact.present(gross, "Premium income").isNegative()) {
      throw new BillingException.Invalid("Premium income is 0 or more, not " + gross);
    }
    var coins = Rounding.toCoins(gross.currency());
    var vat = vatPercent.movePointLeft(2);
    var levy = levyPercent.movePointLeft(2);
    if (levyBase == LevyBase.NET_AND_VAT) {
      levy = levy.multiply(BigDecimal.ONE.add(vat));
    }
    var whole = BigDecimal.ONE.add(vat).add(levy);
    var rounded =
        Money.of(
            gross.toBigDecimal().divide(whole, coins.decimals(), coins.mode()), gross.currency());
    var most = Rounding.toCoins(gross.currency(), RoundingMode.DOWN).round(gross);
    var net = rounded.compareTo(most) > 0 ? most : rounded;
    var taxes = gross.minus(net);
    var split =
        vat.add(levy).signum() == 0
            ? List.of(taxes, Money.zero(gross.currency()))
            : Allocation.LARGEST_REMAINDER.share(taxes, List.of(vat, levy));
    var parts = new LinkedHashMap<String, Money>();
    var amounts =
        Allocation.LARGEST_REMAINDER.share(net, shares.stream().map(Share::percent).toList());
    for (var i = 0; i < shares.size(); i++) {
      parts.put(shares.get(i).party(), amounts.get(i));
    }
    return new Split(gross, split.get(0), split.get(1), net, parts);
  }

  /**
   * What the clients behind one share get of its aggregate.
   *
   * @param share the party's part of {@link #split}
   * @param weights what each client's subscribers paid, or how many messages they sent
   */
  public List<Money> among(Money share, List<BigDecimal> weights) {
    Exact.present(share, "The share");
    Exact.rows(weights, "The list of weights");
    return new ArrayList<>(Allocation.LARGEST_REMAINDER.share(share, weights));
  }
}
