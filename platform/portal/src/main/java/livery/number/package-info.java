/** Numbers, who rents them, and the keywords on them; {@code livery.stock} fills the shelf. */
package livery.number;
