package livery.store;

/** The portal ends. Observers run in the order of their {@code @Priority}: links first. */
public record Stopping() {

  /** Closes links to operators, so that nothing new comes in. */
  public static final int LINKS = 200;

  /** Finishes what is under way. */
  public static final int QUEUES = 400;

  /** Stops plugins. */
  public static final int PLUGINS = 600;
}
