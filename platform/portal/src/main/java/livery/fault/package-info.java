/**
 * What goes wrong through no fault of the program: bad input, a missing right, a conflict.
 *
 * <p>Public face: {@link livery.fault.Fault} is the one exception that pages and resources show to
 * people; features throw it, or a subclass with a name of the trade. {@link livery.fault.Check}
 * holds the checks that every form and every resource needs; {@link livery.fault.Faults} tells all
 * that is wrong with a form together. Knows nobody.
 */
package livery.fault;
