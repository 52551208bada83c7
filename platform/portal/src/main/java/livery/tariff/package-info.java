/**
 * What a text to a number costs the subscriber, and who gets what of it: standard, free (the
 * business pays), or premium at a price that the business sets within its country's rule.
 *
 * <p>Public face: {@link livery.tariff.Tariffs} says and sets what holds from a day on, {@link
 * livery.tariff.PremiumTerms} keeps the countries' rules and the shares that each seller gives its
 * buyers. The decision worth knowing: prices change at midnight only and shares with a month, so
 * that days and months can be settled as wholes.
 */
package livery.tariff;
