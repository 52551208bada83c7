package livery.billing;

/**
 * Keys of postings that the software makes by itself. They begin with a mark, and nobody may give a
 * key that begins with it, so a person's key never takes the place of one of these.
 */
public final class EngineKey {

  private static final String MARK = "engine:";

  private EngineKey() {}

  /** The key of something that the software does once: "commission-202611". */
  public static String of(String what) {
    return MARK + what;
  }

  /** Whether a key is one of the software's own; a person's is not. */
  public static boolean is(String key) {
    return key.startsWith(MARK);
  }
}
