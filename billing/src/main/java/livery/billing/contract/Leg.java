package livery.billing.contract;

import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/**
 * One transfer that a delivered message causes, between accounts named by their part in the deal.
 *
 * @param amount above zero
 */
public record Leg(Side debit, Side credit, Money amount) {

  /** Whose account it is. */
  public enum Side {
    /** The client's wallet at whoever sells to it. */
    CLIENT_WALLET,
    /** The reseller's wallet at the platform. */
    RESELLER_WALLET,
    /** What the reseller earned. */
    RESELLER_INCOME,
    /** What the platform earned: the principal in an agent's contract. */
    PLATFORM_INCOME,
    /** What an agent collected and has not handed over. */
    AGENT_CLEARING,
    /** What commissions cost the principal. */
    COMMISSION_COST,
    /** What the principal owes the agent. */
    AGENT_PAYABLE
  }

  /**
   * The legs of one message (billing.md §2.4). In an agent's contract the reseller's wallet is not
   * touched; what limits the agent is what it has collected and not handed over.
   *
   * @param retail what the client pays
   * @param wholesale what the reseller pays; of no meaning for an agent
   * @param commission that falls due with the charge, 0 where it does with the client's payment
   * @param agentHolds whether the agent holds the client's money
   */
  public static List<Leg> of(
      Contract.Mode mode, Money retail, Money wholesale, Money commission, boolean agentHolds) {
    var legs = new ArrayList<Leg>();
    if (!Exact.present(mode, "The mode of a contract").isAgent()) {
      add(legs, Side.CLIENT_WALLET, Side.RESELLER_INCOME, retail);
      add(legs, Side.RESELLER_WALLET, Side.PLATFORM_INCOME, wholesale);
      return legs;
    }
    if (agentHolds) {
      add(legs, Side.CLIENT_WALLET, Side.AGENT_CLEARING, retail);
      add(legs, Side.AGENT_CLEARING, Side.PLATFORM_INCOME, retail);
    } else {
      add(legs, Side.CLIENT_WALLET, Side.PLATFORM_INCOME, retail);
    }
    add(legs, Side.COMMISSION_COST, Side.AGENT_PAYABLE, commission);
    return legs;
  }

  private static void add(List<Leg> legs, Side debit, Side credit, Money amount) {
    if (Exact.present(amount, "The amount of a leg").isNegative()) {
      throw new BillingException.Invalid("A leg moves 0 or more, not " + amount);
    }
    if (!amount.isZero()) {
      legs.add(new Leg(debit, credit, amount));
    }
  }
}
