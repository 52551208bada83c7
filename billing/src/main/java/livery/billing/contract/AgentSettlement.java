package livery.billing.contract;

import livery.billing.Exact;
import livery.billing.Money;

/**
 * The figures at the foot of an agent's report.
 *
 * @param sold what clients were charged
 * @param received what they paid
 * @param receivable what they still owe, 0 where they paid ahead
 * @param accrued commission on everything sold
 * @param due commission that falls due now
 * @param left of earlier periods' commission, what was not got when this one was settled; below
 *     zero where some of this one's had been paid by then
 * @param withheld of it kept back from what the agent collected
 * @param paidOut of it to be paid by the principal
 * @param toBalance of it credited to the agent's balance
 * @param answeredBefore what earlier reports asked for beyond what was collected (del credere)
 * @param toPrincipal what the agent hands over: what it collected (with del credere, what its
 *     clients owe besides), less what was asked for before and what it withholds; below zero where
 *     clients paid the principal what it had answered for
 */
public record AgentSettlement(
    Money sold,
    Money received,
    Money receivable,
    Money accrued,
    Money due,
    Money left,
    Money withheld,
    Money paidOut,
    Money toBalance,
    Money answeredBefore,
    Money toPrincipal) {

  /** Settles a first period by a version of a contract: before it nobody owed anything. */
  public static AgentSettlement of(Contract contract, Commission.Sales sales) {
    Exact.present(contract, "The contract of a settlement");
    Exact.present(sales, "The sales of a period");
    var nothing = Money.zero(sales.sold().currency());
    var open = sales.sold().minus(sales.received());
    return of(contract, sales, open.isNegative() ? nothing : open, nothing);
  }

  /**
   * Settles a period by a version of a contract.
   *
   * @param receivable what clients owe at the end of the period
   * @param answeredBefore what of that at its beginning the agent answered for; 0 without del
   *     credere then
   */
  public static AgentSettlement of(
      Contract contract, Commission.Sales sales, Money receivable, Money answeredBefore) {
    Exact.present(contract, "The contract of a settlement");
    return of(contract, sales, contract.commission().earn(sales), receivable, answeredBefore);
  }

  /**
   * The same where what was earned is known: by several versions within the period, or as it was
   * posted.
   */
  public static AgentSettlement of(
      Contract contract,
      Commission.Sales sales,
      Commission.Earned earned,
      Money receivable,
      Money answeredBefore) {
    var nothing = Money.zero(sales.sold().currency());
    var due = earned.due();
    var answersFor = contract.commission().delCredere() ? receivable : nothing;
    var inHand = sales.collected().plus(answersFor).minus(answeredBefore);
    var withheld = nothing;
    if (contract.settlement() == Contract.Settlement.WITHHOLD && !inHand.isNegative()) {
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
        nothing,
        withheld,
        toBalance ? nothing : rest,
        toBalance ? rest : nothing,
        answeredBefore,
        inHand.minus(withheld));
  }

  /**
   * The same as it was settled by the period's close, which knows what the agent holds by then and
   * what earlier periods have left.
   *
   * @param earlier what they have left
   * @param amount that was withheld, or credited to the balance
   */
  public AgentSettlement settled(Contract contract, Money earlier, Money amount) {
    var withholds = contract.settlement() == Contract.Settlement.WITHHOLD;
    var nothing = Money.zero(amount.currency());
    return new AgentSettlement(
        sold,
        received,
        receivable,
        accrued,
        due,
        earlier,
        withholds ? amount : nothing,
        due.plus(earlier).minus(amount),
        withholds ? nothing : amount,
        answeredBefore,
        toPrincipal.plus(withheld).minus(withholds ? amount : nothing));
  }
}
