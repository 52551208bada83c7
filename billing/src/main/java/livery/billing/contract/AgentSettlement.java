package livery.billing.contract;

import livery.billing.Money;

/**
 * The figures at the foot of an agent's report.
 *
 * @param sold what clients were charged
 * @param received what they paid
 * @param receivable what they still owe, 0 where they paid ahead
 * @param accrued commission on everything sold
 * @param due commission that falls due now
 * @param withheld of it kept back from what the agent collected
 * @param paidOut of it to be paid by the principal
 * @param toBalance of it credited to the agent's balance
 * @param toPrincipal what the agent hands over: what it collected (with del credere, what its
 *     clients owe besides), less what it withholds
 */
public record AgentSettlement(
    Money sold,
    Money received,
    Money receivable,
    Money accrued,
    Money due,
    Money withheld,
    Money paidOut,
    Money toBalance,
    Money toPrincipal) {

  /** Settles a period by a version of a contract. */
  public static AgentSettlement of(Contract contract, Commission.Sales sales) {
    var nothing = Money.zero(sales.sold().currency());
    var earned = contract.commission().earn(sales);
    var due = earned.due();
    var open = sales.sold().minus(sales.received());
    var receivable = open.isNegative() ? nothing : open;
    var inHand =
        contract.commission().delCredere() ? sales.collected().plus(receivable) : sales.collected();
    var withheld = nothing;
    if (contract.settlement() == Contract.Settlement.WITHHOLD) {
      withheld = due.compareTo(inHand) <= 0 ? due : inHand;
    }
    var rest = due.minus(withheld);
    var toBalance = contract.settlement() == Contract.Settlement.TO_BALANCE;
    return new AgentSettlement(
        sales.sold(),
        sales.received(),
        receivable,
        earned.accrued(),
        due,
        withheld,
        toBalance ? nothing : rest,
        toBalance ? rest : nothing,
        inHand.minus(withheld));
  }
}
