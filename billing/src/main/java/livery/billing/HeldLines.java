package livery.billing;

/**
 * What is held, line by line, as a part of statements: for checks, for tests and for people. The
 * path itself reads slips as a whole ({@link Slip}).
 *
 * <p>The LIMIT, which limits nothing, has the chains of each slip read once, not for each event.
 *
 * <p>Not a view, because MariaDB lets only those create one over JSON_TABLE who have rights over
 * all databases (MDEV-27898).
 */
public final class HeldLines {

  /** A derived table with the columns of {@code rated} that a held line has; wants an alias. */
  public static final String SQL =
      """
      (SELECT e.event_id, k.level, k.seller_id, k.buyer_id, k.product, k.quantity, k.price_id,
              k.unit_price, k.amount, k.currency, k.free, k.spent_day, k.bill_on, k.on_timeout,
              k.tier, k.apart, k.rate, k.rate_on, k.hold_id, s.last_event, s.expires_at
         FROM hold s
         JOIN JSON_TABLE(s.events, '$[*]' COLUMNS (
                event_id BIGINT PATH '$[0]',
                chain    INT    PATH '$[1]')) e
         JOIN (SELECT x.id AS hold_id, j.* FROM hold x JOIN JSON_TABLE(x.chains, '$[*]' COLUMNS (
                chain      INT            PATH '$[0]',
                level      INT            PATH '$[1]',
                seller_id  BIGINT         PATH '$[2]',
                buyer_id   BIGINT         PATH '$[3]',
                product    VARCHAR(30)    CHARACTER SET ascii COLLATE ascii_bin PATH '$[4]',
                quantity   INT            PATH '$[5]',
                price_id   BIGINT         PATH '$[6]',
                unit_price DECIMAL(20,10) PATH '$[7]',
                amount     BIGINT         PATH '$[8]',
                currency   CHAR(3)        CHARACTER SET ascii COLLATE ascii_bin PATH '$[9]',
                free       INT            PATH '$[10]',
                spent_day  INT            PATH '$[11]',
                bill_on    VARCHAR(12)    CHARACTER SET ascii COLLATE ascii_bin PATH '$[12]',
                on_timeout VARCHAR(8)     CHARACTER SET ascii COLLATE ascii_bin PATH '$[13]',
                tier       INT            PATH '$[14]',
                apart      INT            PATH '$[15]',
                rate       DECIMAL(20,10) PATH '$[16]',
                rate_on    DATE           PATH '$[17]')) j
               LIMIT 18446744073709551615) k ON k.hold_id = s.id AND k.chain = e.chain)""";

  /**
   * The same on slips that events of a stretch may be on: its first and its last event are to be
   * bound, twice. May have some events beside them.
   */
  public static final String NEAR =
      SQL.replace("LIMIT 18", near("x") + " LIMIT 18")
          .replace("k.chain = e.chain)", "k.chain = e.chain" + near("s") + ")");

  /** A slip that holds an event begins at most so many ids before it. */
  public static final long BEFORE = Slip.SPAN;

  /** How often {@link #NEAR} wants the first and the last event. */
  public static final int NEAR_STRETCHES = 2;

  private static String near(String slip) {
    return " WHERE %1$s.id >= ? - %2$d AND %1$s.id <= ?".formatted(slip, Slip.SPAN);
  }

  private HeldLines() {}
}
