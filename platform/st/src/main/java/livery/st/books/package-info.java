/**
 * The benchmark of the books: {@code ./livery bench billing}.
 *
 * <p>{@link livery.st.books.BooksBench} rates and posts on one hot wallet and on a thousand, beside
 * a plain transaction for each message, and closes a month of millions of rated rows. It works on
 * the module {@code billing} alone, in a durable MariaDB as the product starts it.
 */
package livery.st.books;
