/** Numbers in stock, who rents them, and the keywords on them. */
package livery.number;
