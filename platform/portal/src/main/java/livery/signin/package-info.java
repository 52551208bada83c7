/**
 * The doors: how a person or a program proves who they are.
 *
 * <p>People sign in with a password and get a session that counts at their brand's hosts only;
 * programs show an API key with every request. Public face: {@link livery.signin.ApiKeys}. Decision
 * worth knowing: guessing is slowed down for each account, browser and address apart, so that
 * nobody can lock another one out (OWASP, device cookies).
 */
package livery.signin;
