package livery.billing.month;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.Discount;
import livery.billing.month.AgentModel.Basis;
import livery.billing.month.AgentModel.Row;
import livery.billing.month.AgentModel.Terms;
import livery.billing.tax.TaxRule;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.billing.tier.TierTable.Boundary;
import livery.billing.tier.TierTable.Mode;

/** Terms of an agent for the model, and the same for the engine. */
final class RandomTerms {

  private static final int MONEY_DECIMALS = 6;
  private static final int GRAIN_DECIMALS = 10;

  private RandomTerms() {}

  /** Any basis and table; now and then the buyer is no agent for a while. */
  static Terms next(Random random, LocalDate from, boolean first) {
    var basis = Basis.values()[random.nextInt(3)];
    var rows = new ArrayList<Row>();
    var end = 0L;
    for (var count = 1 + random.nextInt(4); count > 0; count--) {
      // Bounds of whole hundreds are hit exactly now and then.
      end += 100L * (1 + random.nextInt(20)) * (basis == Basis.UNITS ? 1 : 1_000_000);
      var percent = 1 + random.nextInt(basis == Basis.MARKUP ? 10_000 : 2_500);
      var perUnit = 1 + random.nextInt(2_000_000_000);
      var flat = rows.isEmpty() || random.nextInt(3) > 0 ? 0 : 100_000_000L * random.nextInt(5_000);
      rows.add(new Row(end, basis == Basis.UNITS ? perUnit : percent, flat));
    }
    return new Terms(
        from,
        first || random.nextInt(7) > 0,
        basis,
        random.nextBoolean(),
        random.nextBoolean(),
        rows,
        random.nextBoolean(),
        random.nextInt(3) == 0);
  }

  private static Commission commission(Terms terms) {
    if (!terms.agent()) {
      return Commission.NONE;
    }
    var units = terms.basis() == Basis.UNITS;
    var tiers = new ArrayList<Tier>();
    for (var row : terms.rows()) {
      var last = row == terms.rows().get(terms.rows().size() - 1);
      var end = BigDecimal.valueOf(row.upTo(), units ? 0 : MONEY_DECIMALS);
      var price = BigDecimal.valueOf(row.grains(), units ? GRAIN_DECIMALS : 4);
      var flat = BigDecimal.valueOf(row.flat(), GRAIN_DECIMALS);
      tiers.add(new Tier(last ? Tier.NO_END : end, price, flat, BigDecimal.ZERO));
    }
    var table =
        TierTable.of(terms.graduated() ? Mode.GRADUATED : Mode.ALL_UNITS, tiers)
            .withBoundary(
                terms.boundIsAbove() ? Boundary.LOWER_INCLUSIVE : Boundary.UPPER_INCLUSIVE);
    var basis =
        switch (terms.basis()) {
          case SALES -> Commission.Basis.PCT_OF_SALES;
          case MARKUP -> Commission.Basis.MARKUP_OVER_BASE;
          case UNITS -> Commission.Basis.PER_UNIT;
        };
    var on = terms.onPayment() ? Commission.AccrueOn.CLIENT_PAYMENT : Commission.AccrueOn.CHARGE;
    return new Commission(basis, table, on, terms.answers());
  }

  /** The version of a contract with these terms. */
  static Contract version(
      Terms terms, int version, long agent, Contract.Mode mode, Contract.Settlement settlement) {
    return new Contract(
        agent,
        version,
        RandomAgentsTest.PRINCIPAL,
        agent,
        terms.agent() ? mode : Contract.Mode.RESALE,
        "UAH",
        terms.from(),
        Contract.NO_END,
        commission(terms),
        settlement,
        Discount.NONE,
        TaxRule.none(TaxRule.Regime.NOT_A_PAYER),
        Contract.DocumentTerms.USUAL);
  }
}
