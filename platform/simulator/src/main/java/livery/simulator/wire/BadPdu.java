package livery.simulator.wire;

/**
 * What came is not a PDU that can be read. The session answers with {@link #status()}; where the
 * stream itself is out of step ({@link #fatal()}) it closes the connection after that.
 */
public final class BadPdu extends RuntimeException {

  private final int status;
  private final int sequence;
  private final boolean fatal;

  private BadPdu(String message, int status, int sequence, boolean fatal) {
    super(message);
    this.status = status;
    this.sequence = sequence;
    this.fatal = fatal;
  }

  static BadPdu length(int length, int limit, int sequence) {
    var message = "command_length must be 16 to " + limit + ", was " + (length & 0xFFFFFFFFL);
    return new BadPdu(message, Status.BAD_COMMAND_LENGTH, sequence, true);
  }

  static BadPdu body(String message) {
    return new BadPdu(message, Status.BAD_MESSAGE_LENGTH, 0, false);
  }

  public int status() {
    return status;
  }

  public int sequence() {
    return sequence;
  }

  public boolean fatal() {
    return fatal;
  }
}
