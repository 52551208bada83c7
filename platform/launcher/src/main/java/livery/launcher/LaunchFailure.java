package livery.launcher;

/** Why nothing was started, or what was started has been stopped; the message is for people. */
public class LaunchFailure extends RuntimeException {

  public LaunchFailure(String message) {
    super(message);
  }

  public LaunchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
