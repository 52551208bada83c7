/**
 * The people of a tenant: invited, given roles, renamed and removed, with their passwords.
 *
 * <p>Public face: {@link livery.people.People}. Nobody grants above their own role, and a tenant
 * keeps at least one owner. What a person may do is asked of {@code livery.tenant}; how they prove
 * who they are is {@code livery.signin}.
 */
package livery.people;
