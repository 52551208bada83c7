/**
 * What premium numbers earn: estimated from our own count of the texts, confirmed by the operator's
 * statement, payable after the days that the country's rule says, paid.
 *
 * <p>Public face: {@link livery.premium.Income} says what a tenant has earned and pays its buyers,
 * {@link livery.premium.OperatorStatements} takes the operators' files in, shows the differences
 * and confirms. The decision worth knowing: nothing is booked by the message; a statement is shared
 * out as one aggregate by largest remainder, so that no coin is lost or made up.
 */
package livery.premium;
