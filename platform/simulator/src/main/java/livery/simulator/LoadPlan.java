package livery.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What a load generator is to do.
 *
 * @param operators names; empty for all
 * @param to the number that is texted
 * @param texts what is texted, each as often as its weight says; {@code {n}} becomes the message's
 *     own number, from 0
 * @param messages how many; 0 when {@code duration} ends it
 * @param duration how long; zero when {@code messages} ends it
 * @param ratePerSecond texts a second over all operators; 0 for as fast as the windows allow
 * @param window deliver_sm without an answer per bind; sets the operators' windows; 0 leaves them
 * @param numbers how many subscribers take turns; 0 gives every message its own, which is the only
 *     way to see each loss and each repeat
 * @param firstNumber the subscriber of the first message; 0 takes a block that no load had yet
 * @param warmUp that many messages are sent and judged, but not timed
 * @param expectReply whether every message is to be answered
 * @param mostUnanswered stops sending while more wait for their reply; 0 without limit
 * @param patience how long after the last progress a missing reply counts as lost
 */
public record LoadPlan(
    List<String> operators,
    String to,
    List<Weighted> texts,
    int messages,
    Duration duration,
    double ratePerSecond,
    int window,
    int numbers,
    long firstNumber,
    int warmUp,
    boolean expectReply,
    int mostUnanswered,
    Duration patience) {

  static final int MOST_MESSAGES = 20_000_000;

  /** One choice of text and how often it comes up among the others. */
  public record Weighted(String text, int weight) {

    /**
     * @throws IllegalArgumentException when the weight is below 1 or the text not one message long
     */
    public Weighted {
      if (weight < 1 || text == null || text.isEmpty() || text.length() > 70) {
        throw new IllegalArgumentException(
            "a load's text has 1 to 70 characters and a weight of 1 or more, was \""
                + text
                + "\" × "
                + weight);
      }
    }
  }

  /**
   * @throws IllegalArgumentException naming what is missing or out of bounds
   */
  public LoadPlan {
    operators = List.copyOf(operators);
    texts = List.copyOf(texts);
    if (to == null || !to.matches("[0-9]{2,20}")) {
      throw new IllegalArgumentException("to must be 2 to 20 digits, was \"" + to + "\"");
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("texts must hold one text or more");
    }
    if (messages < 0 || messages > MOST_MESSAGES || messages == 0 && duration.isZero()) {
      throw new IllegalArgumentException(
          "messages must be 1 to " + MOST_MESSAGES + ", or a duration given; was " + messages);
    }
    if (numbers < 0 || warmUp < 0 || ratePerSecond < 0 || window < 0 || mostUnanswered < 0) {
      throw new IllegalArgumentException(
          "numbers, warmUp, ratePerSecond, window and mostUnanswered must not be negative");
    }
  }

  /** So many messages, as fast as the window allows, each from its own number. */
  public static LoadPlan of(String to, String text, int messages) {
    return new LoadPlan(
        List.of(),
        to,
        List.of(new Weighted(text, 1)),
        messages,
        Duration.ZERO,
        0,
        0,
        0,
        0,
        0,
        true,
        0,
        Duration.ofSeconds(15));
  }

  /** The same at a rate. */
  public LoadPlan paced(double newRatePerSecond) {
    return new LoadPlan(
        operators,
        to,
        texts,
        messages,
        duration,
        newRatePerSecond,
        window,
        numbers,
        firstNumber,
        warmUp,
        expectReply,
        mostUnanswered,
        patience);
  }

  /** The same with a window. */
  public LoadPlan windowed(int newWindow) {
    return new LoadPlan(
        operators,
        to,
        texts,
        messages,
        duration,
        ratePerSecond,
        newWindow,
        numbers,
        firstNumber,
        warmUp,
        expectReply,
        mostUnanswered,
        patience);
  }

  /** The same with that many messages before the clock counts. */
  public LoadPlan warmed(int newWarmUp) {
    return new LoadPlan(
        operators,
        to,
        texts,
        messages,
        duration,
        ratePerSecond,
        window,
        numbers,
        firstNumber,
        newWarmUp,
        expectReply,
        mostUnanswered,
        patience);
  }

  /** The same, given up that long after the last progress. */
  public LoadPlan patient(Duration newPatience) {
    return new LoadPlan(
        operators,
        to,
        texts,
        messages,
        duration,
        ratePerSecond,
        window,
        numbers,
        firstNumber,
        warmUp,
        expectReply,
        mostUnanswered,
        newPatience);
  }

  /** The same, stopping while so many wait for their reply; 0 without limit. */
  public LoadPlan awaiting(int newMostUnanswered) {
    return new LoadPlan(
        operators,
        to,
        texts,
        messages,
        duration,
        ratePerSecond,
        window,
        numbers,
        firstNumber,
        warmUp,
        expectReply,
        newMostUnanswered,
        patience);
  }

  /** The same for a time instead of a count. */
  public LoadPlan lasting(Duration newDuration) {
    return new LoadPlan(
        operators,
        to,
        texts,
        0,
        newDuration,
        ratePerSecond,
        window,
        numbers,
        firstNumber,
        warmUp,
        expectReply,
        mostUnanswered,
        patience);
  }
}
