package livery.pdf;

/**
 * A colour.
 *
 * @param red 0 to 255, as the others
 */
public record Ink(int red, int green, int blue) {

  public static final Ink BLACK = new Ink(22, 27, 38);
  public static final Ink GREY = new Ink(92, 101, 117);
  public static final Ink LINE = new Ink(214, 219, 227);
  public static final Ink WHITE = new Ink(255, 255, 255);

  /** Text on white, WCAG 2.2 §1.4.3. */
  private static final double READABLE = 4.5;

  private static final int SHADES = 40;

  /** From "#0b3d91". */
  public static Ink of(String hex) {
    var all = Integer.parseInt(hex.substring(1), 16);
    return new Ink(all >> 16, all >> 8 & 0xFF, all & 0xFF);
  }

  /** This, or as much darker as it must be to be read on white. */
  public Ink readable() {
    var ink = this;
    for (var shade = SHADES; ink.contrast(WHITE) < READABLE; shade--) {
      ink = mixed(new Ink(0, 0, 0), (double) shade / SHADES);
    }
    return ink;
  }

  /** A share of this, the rest white. */
  public Ink tint(double share) {
    return mixed(WHITE, share);
  }

  private Ink mixed(Ink other, double share) {
    return new Ink(
        mixed(red, other.red, share),
        mixed(green, other.green, share),
        mixed(blue, other.blue, share));
  }

  private static int mixed(int one, int other, double share) {
    return (int) Math.round(one * share + other * (1 - share));
  }

  /** The one of black and white that is easier to read on this. */
  public Ink writing() {
    return contrast(WHITE) >= READABLE ? WHITE : BLACK;
  }

  double contrast(Ink other) {
    var one = luminance();
    var two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    var share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
