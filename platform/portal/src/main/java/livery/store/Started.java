package livery.store;

/**
 * The tables are there and the portal may begin. Fired once; observers run in the order of their
 * {@code @Priority}, which is one of the constants here.
 */
public record Started() {

  /** Fills caches: tenants, brands, prices, keywords. */
  public static final int CACHES = 200;

  /** Starts plugins. */
  public static final int PLUGINS = 400;

  /** Takes up messages that an earlier run left unfinished. */
  public static final int RECOVERY = 600;

  /** Opens links to operators. */
  public static final int LINKS = 800;
}
