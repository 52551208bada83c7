package livery.contract;

/**
 * Who agrees with whom.
 *
 * @param sellerId the platform or a reseller
 * @param buyerId the reseller directly below it
 * @param currency the buyer's, ISO 4217
 */
public record Parties(long sellerId, long buyerId, String currency) {}
