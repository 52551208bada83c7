/**
 * What a seller and a buyer agreed: who sells to the client, what the agent earns, which volume is
 * discounted and how much of that is passed on. Pure: no database, no clock.
 *
 * <p>Public face: {@link livery.billing.contract.Contract} holds every parameter of one version,
 * {@link livery.billing.contract.ContractHistory} says which version holds when and prices a period
 * in which it changed. Messages are rated the same in all modes; only postings, settlements and
 * documents differ (billing.md §2).
 */
package livery.billing.contract;
