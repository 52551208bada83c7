package livery.plugin;

import livery.fault.Fault;

/**
 * A plugin did not do what was asked. The message names the plugin and what came instead.
 *
 * <p>Who decides messages in a batch rolls the batch back and tries each message by itself; one
 * that fails by itself is parked.
 */
public class PluginFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  PluginFailure(String message) {
    super(message);
  }

  PluginFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The plugin is not there, is stopped or suspended: keep the message and try it later. */
  public static class Unavailable extends PluginFailure {

    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message);
    }
  }

  /** The plugin did not answer in time; it may another time. */
  public static class Late extends PluginFailure {

    private static final long serialVersionUID = 1;

    Late(String message) {
      super(message);
    }
  }

  /** The plugin was replaced or stopped between being found and being called: look again. */
  static class Replaced extends Unavailable {

    private static final long serialVersionUID = 1;

    Replaced(String message) {
      super(message);
    }
  }

  /** A jar that is refused, with a reason for the person who brought it. */
  public static class Refused extends PluginFailure {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    /**
     * @param reason the end of a key {@code plugin.refused.…}
     * @param values what the text names
     */
    Refused(String reason, Object... values) {
      this(Fault.invalid("file", "plugin.refused." + reason, values));
    }

    private Refused(Fault fault) {
      super(fault.getMessage());
      this.fault = fault;
    }

    /** The reason as forms and REST show it. */
    Fault fault() {
      return fault;
    }
  }
}
