package livery.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import livery.simulator.wire.Status;

/**
 * What is fixed for one operator while it runs.
 *
 * @param name lower case, as it stands in addresses: {@code kyiv-cell}
 * @param port SMPP; 0 takes a free one
 * @param systemId who may bind; empty lets everybody in
 * @param password of that system id
 * @param window deliver_sm without an answer, per bind; 1 to 10,000
 * @param answerTimeout after which an unanswered deliver_sm is sent again
 * @param retryPause before a temporarily refused deliver_sm is sent again
 * @param attempts after which a message is given up
 * @param retryStatuses the refusals that are temporary to this operator
 * @param enquireEvery silence after which the operator asks; it closes after twice that
 */
public record OperatorSettings(
    String name,
    int port,
    String systemId,
    String password,
    int window,
    Duration answerTimeout,
    Duration retryPause,
    int attempts,
    Set<Integer> retryStatuses,
    Duration enquireEvery) {

  static final int MOST_WINDOW = 10_000;

  /**
   * @throws IllegalArgumentException when the name or the window is not allowed
   */
  public OperatorSettings {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "an operator's name is 1 to 40 of a-z, 0-9 and -, was \"" + name + "\"");
    }
    if (window < 1 || window > MOST_WINDOW) {
      throw new IllegalArgumentException("window must be 1 to " + MOST_WINDOW + ", was " + window);
    }
    Objects.requireNonNull(systemId, "systemId");
    retryStatuses = Set.copyOf(retryStatuses);
  }

  /** Window 100, everybody may bind, the usual temporary statuses. */
  public static OperatorSettings of(String name, int port) {
    return new OperatorSettings(
        name,
        port,
        "",
        "",
        100,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        1_000,
        Set.of(Status.SYSTEM_ERROR, Status.QUEUE_FULL, Status.THROTTLED, Status.RECEIVER_TEMPORARY),
        Duration.ofSeconds(30));
  }

  /** The same for those who know the password. */
  public OperatorSettings secured(String newSystemId, String newPassword) {
    return new OperatorSettings(
        name,
        port,
        newSystemId,
        newPassword,
        window,
        answerTimeout,
        retryPause,
        attempts,
        retryStatuses,
        enquireEvery);
  }

  /** The same with other pauses. */
  public OperatorSettings timed(Duration newAnswerTimeout, Duration newRetryPause) {
    return new OperatorSettings(
        name,
        port,
        systemId,
        password,
        window,
        newAnswerTimeout,
        newRetryPause,
        attempts,
        retryStatuses,
        enquireEvery);
  }

  /** The same with another window. */
  public OperatorSettings windowed(int newWindow) {
    return new OperatorSettings(
        name,
        port,
        systemId,
        password,
        newWindow,
        answerTimeout,
        retryPause,
        attempts,
        retryStatuses,
        enquireEvery);
  }

  /** The same with another pause between enquire_links. */
  public OperatorSettings enquiring(Duration newEnquireEvery) {
    return new OperatorSettings(
        name,
        port,
        systemId,
        password,
        window,
        answerTimeout,
        retryPause,
        attempts,
        retryStatuses,
        newEnquireEvery);
  }
}
