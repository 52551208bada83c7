/**
 * The demo story: two resellers, six clients of different trades and a month of their traffic, so
 * that a newcomer sees every page with something on it.
 *
 * <p>Loaded once, at the start, when the environment has {@code LIVERY_DEMO=true}: all of it or
 * nothing. It is written by batches, but under the product's own rules: its money goes through the
 * ledger, its texts are matched, priced and refused as real ones are, and {@code
 * livery.billing.Invariants} finds nothing wrong with it. Nobody calls this package; {@link
 * livery.demo.cast.DemoAccounts} says who may sign in.
 */
package livery.demo;
