/**
 * Files that an agent attaches to its report: receipts of expenses, registries of payments
 * (billing.md §2.3 row 6).
 *
 * <p>Public face: {@link livery.evidence.Evidence}. The decision worth knowing: a file belongs to
 * the month's report from one version on, not to a document's id, because a draft is drawn up again
 * under another id; what came with a version that was sent can neither be changed nor taken away.
 */
package livery.evidence;
