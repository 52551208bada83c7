package livery.smpp;

/** A field of a link that breaks its rule. */
public final class Bad extends IllegalArgumentException {

  private final String field;
  private final String rule;

  Bad(String field, Object value, String rule) {
    super(field + " must be " + rule + ", not \"" + value + "\"");
    this.field = field;
    this.rule = rule;
  }

  /** The field as REST names it. */
  public String field() {
    return field;
  }

  /** What the field must be, in English. */
  public String rule() {
    return rule;
  }

  static void unless(boolean right, String field, Object value, String rule) {
    if (!right) {
      throw new Bad(field, value, rule);
    }
  }

  static void unlessIn(String field, int value, int least, int most) {
    unless(value >= least && value <= most, field, value, least + " to " + most);
  }

  static void unlessAscii(String field, String value, int least, int most) {
    unless(
        value != null
            && value.length() >= least
            && value.length() <= most
            && value.chars().allMatch(c -> c > 0x1F && c < 0x7F),
        field,
        value,
        least + " to " + most + " printable ASCII characters");
  }
}
