/** People: who may be written to and who may not. */
package livery.contact;
