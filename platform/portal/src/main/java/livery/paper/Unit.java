package livery.paper;

/** What a quantity counts; the code is of UN/ECE recommendation 20, for UBL. */
public enum Unit {
  /** A thing. */
  PIECE("C62"),
  /** A whole message, however many parts. */
  MESSAGE("C62"),
  /** A part of a message as it is billed. */
  PART("C62"),
  /** A month of rent. */
  MONTH("MON"),
  /** A day of rent. */
  DAY("DAY"),
  /** A service as a whole. */
  SERVICE("E48");

  private final String code;

  Unit(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  String key() {
    return "paper.unit." + name().toLowerCase(java.util.Locale.ROOT);
  }
}
