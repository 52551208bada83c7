package livery.move;

import java.time.LocalDate;
import java.util.Optional;
import livery.billing.Money;
import livery.tenant.Tenant;

/**
 * What a move would do.
 *
 * @param from who is above the tenant now
 * @param to who will be
 * @param below how many tenants move along
 * @param balance what the tenant has at its old seller; below zero what it owes
 * @param held of it for messages under way, which are settled there
 * @param free what can be taken along: never below zero
 * @param creditLine at the old seller; it ends
 * @param proformas of the old seller that nobody has paid yet
 * @param priceNow of one part of a text to the tenant's country
 * @param priceThen the same at the new seller
 * @param contractEnds last day of the contract with the old seller
 * @param ending what else ends, to be set anew
 */
public record MovePlan(
    Tenant tenant,
    Tenant from,
    Tenant to,
    int below,
    Money balance,
    Money held,
    Money free,
    Money creditLine,
    long proformas,
    Optional<Money> priceNow,
    Optional<Money> priceThen,
    Optional<LocalDate> contractEnds,
    Ending ending) {}
