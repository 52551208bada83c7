/**
 * An operator's SMSC to talk to: for the demo, for tests and for benchmarks.
 *
 * <p>Public face: {@link livery.simulator.Smsc} in the same process, the pages and the JSON of
 * {@link livery.simulator.web.Web} from outside, {@link livery.simulator.Main} as a process. An
 * {@link livery.simulator.Operator} is one link with its port, its {@link livery.simulator.Faults}
 * and its queue: as a real SMSC it keeps what was not acknowledged and sends it again. The decision
 * worth knowing: every session's writer pulls what it may send (answers first, then messages within
 * the window), so nothing is buffered that a lost bind could take with it.
 */
package livery.simulator;
