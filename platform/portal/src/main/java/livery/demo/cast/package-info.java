/**
 * Who plays in the demo story and on what stage: the companies and their people, the campaigns'
 * words, the operators and the days.
 *
 * <p>Values and their rows, no traffic: what happens is told by {@code livery.demo}. {@link
 * livery.demo.cast.DemoAccounts} says who may sign in.
 */
package livery.demo.cast;
