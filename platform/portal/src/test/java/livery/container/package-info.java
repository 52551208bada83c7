/**
 * Tests that need the container: transactions, injection, filters, pages and resources as they are
 * when the portal runs.
 *
 * <p>A test class named {@code …IT} beside its feature extends {@link livery.container.InPortal};
 * its methods run inside of the war, on a thread of a request, and may see what is package-private.
 * {@link livery.container.SharedPayara} starts one MariaDB and one Payara Micro for all of them and
 * deploys one archive, so that a further class costs what its tests cost. {@link
 * livery.container.Town} makes tenants and keys, {@link livery.container.Web} asks from outside.
 */
package livery.container;
