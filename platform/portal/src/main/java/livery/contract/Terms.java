package livery.contract;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.util.List;
import livery.billing.contract.Commission;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All that a version of a contract says, as REST gives it and as it is stored. Unchecked: {@link
 * TermsRules} reads it. Absent parts mean the usual.
 *
 * @param from first day, "2026-04-01"
 * @param lastDay included; absent while it lasts
 * @param mode RESALE, AGENT_OWN_NAME or AGENT_PRINCIPAL_NAME
 * @param commission what an agent earns; absent in RESALE
 * @param settlement how an agent gets it: WITHHOLD, PAYOUT or TO_BALANCE
 * @param discounts by volume, one for each product group; RESALE only
 * @param tax how the seller taxes; absent for none
 * @param documents how papers are made; absent for the usual
 * @param buyerSetsShare whether the buyer itself may change how much of a discount it passes on
 * @param note for people
 * @param countsUpward whether what the buyer and those below it use counts for discounts above the
 *     seller; absent for yes
 * @param minimum what the buyer spends at least in a month; absent for nothing
 */
public record Terms(
    String from,
    String lastDay,
    String mode,
    Fee commission,
    String settlement,
    List<Rebate> discounts,
    Tax tax,
    Papers documents,
    Boolean buyerSetsShare,
    String note,
    Boolean countsUpward,
    Least minimum) {

  private static final Jsonb JSON = JsonbBuilder.create();

  /**
   * A table of tiers.
   *
   * @param mode GRADUATED or ALL_UNITS
   * @param boundary UPPER_INCLUSIVE ("up to 1000", the usual) or LOWER_INCLUSIVE ("from 1000")
   * @param overflow LAST_TIER (the usual), ERROR or NOT_BILLED
   */
  @Schema(name = "ContractTable")
  public record Table(
      String mode,
      String boundary,
      String overflow,
      Boolean flatAtZero,
      Boolean neverWorse,
      List<Row> rows) {

    public Table {
      rows = rows == null ? List.of() : List.copyOf(rows);
    }
  }

  /**
   * A row of a table.
   *
   * @param upTo where it ends, counted from zero; absent for the rest
   * @param price of a unit or block; a percentage where the table is one of percentages
   * @param flat fee for the tier; absent for none
   * @param block units sold together; absent for none
   */
  public record Row(BigDecimal upTo, BigDecimal price, BigDecimal flat, BigDecimal block) {}

  /** What an agent earns; see {@link livery.billing.contract.Commission}. */
  public record Fee(String basis, Table tiers, String accrueOn, Boolean delCredere) {

    /** Read; what is wrong is refused with the field, the value and the rule. */
    public Commission read() {
      return TermsRules.commission(this);
    }
  }

  /**
   * A discount by volume on a product group; see {@link livery.billing.contract.Discount}.
   *
   * @param products what the group holds; absent for what the seller's group of that name holds
   * @param committed units that the buyer committed itself to, for COMMITMENT
   */
  public record Rebate(
      String group,
      List<String> products,
      String basis,
      Integer rollingMonths,
      String counts,
      String scope,
      Table tiers,
      String grant,
      Share passThrough,
      BigDecimal committed) {

    public Rebate {
      products = products == null ? List.of() : List.copyOf(products);
    }

    Rebate of(List<String> others) {
      return new Rebate(
          group, others, basis, rollingMonths, counts, scope, tiers, grant, passThrough, committed);
    }

    Rebate passing(Share other) {
      return new Rebate(
          group, products, basis, rollingMonths, counts, scope, tiers, grant, other, committed);
    }
  }

  /** How much goes on to clients; see {@link livery.billing.contract.PassThrough}. */
  @Schema(name = "ContractShare")
  public record Share(BigDecimal percent, String allocation, List<ClientShare> clients) {

    public Share {
      clients = clients == null ? List.of() : List.copyOf(clients);
    }
  }

  /** A client's own percentage, for PER_CLIENT_LIST. */
  public record ClientShare(long client, BigDecimal percent) {}

  /** How the seller taxes; see {@link livery.billing.tax.TaxRule}. */
  public record Tax(
      String regime,
      BigDecimal percent,
      Boolean priceIncludesTax,
      String inclusiveRounding,
      String roundAt) {}

  /** How papers are made; see {@link livery.billing.contract.Contract.DocumentTerms}. */
  public record Papers(String series, Boolean selfBilled, Integer objectionDays) {}

  /**
   * What the buyer spends at least in a month, over all products, in the contract's currency.
   *
   * @param proration NONE, DAILY_ACTUAL (the usual) or DAILY_30 where it holds for a part of a
   *     month
   */
  public record Least(BigDecimal amount, String proration) {}

  public Terms {
    discounts = discounts == null ? List.of() : List.copyOf(discounts);
  }

  /** What {@link #written} wrote. */
  static Terms stored(String json) {
    return JSON.fromJson(json, Terms.class);
  }

  /** As a version is stored. */
  public String written() {
    return JSON.toJson(this);
  }

  /** RESALE from a day on, without a discount. */
  public static Terms resale(String from) {
    return new Terms(
        from, null, "RESALE", null, null, List.of(), null, null, null, null, null, null);
  }

  /** An agent from a day on. */
  public static Terms agent(String from, String mode, Fee commission, String settlement) {
    return new Terms(
        from, null, mode, commission, settlement, List.of(), null, null, null, null, null, null);
  }

  /** These with discounts. */
  public Terms with(List<Rebate> others) {
    return new Terms(
        from,
        lastDay,
        mode,
        commission,
        settlement,
        others,
        tax,
        documents,
        buyerSetsShare,
        note,
        countsUpward,
        minimum);
  }

  /** These taxed so. */
  public Terms with(Tax other) {
    return new Terms(
        from,
        lastDay,
        mode,
        commission,
        settlement,
        discounts,
        other,
        documents,
        buyerSetsShare,
        note,
        countsUpward,
        minimum);
  }

  /** These with papers made so. */
  public Terms with(Papers other) {
    return new Terms(
        from,
        lastDay,
        mode,
        commission,
        settlement,
        discounts,
        tax,
        other,
        buyerSetsShare,
        note,
        countsUpward,
        minimum);
  }

  /** These from another day on. */
  public Terms starting(String day) {
    return new Terms(
        day,
        lastDay,
        mode,
        commission,
        settlement,
        discounts,
        tax,
        documents,
        buyerSetsShare,
        note,
        countsUpward,
        minimum);
  }

  /** These with a minimum. */
  public Terms with(Least other) {
    return new Terms(
        from,
        lastDay,
        mode,
        commission,
        settlement,
        discounts,
        tax,
        documents,
        buyerSetsShare,
        note,
        countsUpward,
        other);
  }

  /** These counting for discounts above the seller, or not. */
  public Terms counting(boolean upward) {
    return new Terms(
        from,
        lastDay,
        mode,
        commission,
        settlement,
        discounts,
        tax,
        documents,
        buyerSetsShare,
        note,
        upward,
        minimum);
  }

  /** These ending with a day. */
  public Terms ending(String last) {
    return new Terms(
        from,
        last,
        mode,
        commission,
        settlement,
        discounts,
        tax,
        documents,
        buyerSetsShare,
        note,
        countsUpward,
        minimum);
  }
}
