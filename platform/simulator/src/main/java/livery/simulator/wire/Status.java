package livery.simulator.wire;

/** The values of command_status that the simulator gives or understands (SMPP 3.4 §5.1.3). */
public final class Status {

  public static final int OK = 0x00;
  public static final int BAD_MESSAGE_LENGTH = 0x01;
  public static final int BAD_COMMAND_LENGTH = 0x02;
  public static final int BAD_COMMAND = 0x03;
  public static final int WRONG_BIND_STATE = 0x04;
  public static final int ALREADY_BOUND = 0x05;
  public static final int SYSTEM_ERROR = 0x08;
  public static final int BAD_SOURCE = 0x0A;
  public static final int BAD_DESTINATION = 0x0B;
  public static final int BAD_PASSWORD = 0x0E;
  public static final int BAD_SYSTEM_ID = 0x0F;
  public static final int QUEUE_FULL = 0x14;
  public static final int BAD_ESM_CLASS = 0x43;
  public static final int THROTTLED = 0x58;
  public static final int RECEIVER_TEMPORARY = 0x64;

  private Status() {}
}
