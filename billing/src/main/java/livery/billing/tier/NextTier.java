package livery.billing.tier;

import java.math.BigDecimal;

/**
 * How far the next tier is: "12,430 more this month reach the next tier and save 1,890.00".
 *
 * @param tier its row, from 1
 * @param reachedAt the smallest quantity that is in it
 * @param missing how much more that is
 * @param unitPrice its price
 * @param saving what {@code reachedAt} costs less than it would if the tier of today went on;
 *     negative where the next tier is dearer
 * @param savingPerUnit what each further unit costs less
 */
public record NextTier(
    int tier,
    BigDecimal reachedAt,
    BigDecimal missing,
    BigDecimal unitPrice,
    BigDecimal saving,
    BigDecimal savingPerUnit) {}
