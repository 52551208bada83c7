/**
 * How a buyer's money comes without a person's hand: by voucher code and through a payment
 * provider.
 *
 * <p>Public face: {@link livery.payment.Vouchers}, {@link livery.payment.Payments}, {@link
 * livery.payment.Accounts}, and {@link livery.payment.PaymentProvider} for another provider. The
 * decision worth knowing: the state of a payment follows from the set of what the provider has
 * told, never from the order in which it came, so that callbacks may repeat, be late and overtake
 * each other. Knows {@code livery.signin} for its brake on guessing.
 */
package livery.payment;
