package livery.frame;

/**
 * One option of a live vote.
 *
 * @param share of all votes, between 0 and 1
 */
public record Bar(String label, long value, double share) {

  /** The width of the bar. */
  public double percent() {
    return Math.round(share * 1000) / 10.0;
  }
}
