package livery.frame;

/**
 * The colours that a reseller sets over its theme, made readable: whatever colour is asked for,
 * words on it, links and marks keep the contrast of WCAG 2.2 AA on light and on dark ground.
 */
final class Palette {

  private static final int WHITE = 0xffffff;
  private static final int BLACK = 0x000000;
  private static final int DARK_GROUND = 0x1b2222;

  /** Words stand on tinted grounds too, so plain white has to leave some room. */
  private static final double FOR_WORDS = 5.8;

  private static final int STEPS = 50;

  private Palette() {}

  /**
   * Custom properties for the root element; empty without colours.
   *
   * @param colour "#0b3d91", or empty
   * @param accent the same
   * @param painted what the theme paints in the first colour besides: "bar", "menu" or nothing
   */
  static String css(String colour, String accent, String painted) {
    var css = new StringBuilder();
    if (!colour.isEmpty()) {
      var light = readable(rgb(colour), WHITE, BLACK);
      var dark = readable(rgb(colour), DARK_GROUND, WHITE);
      css.append(pair("brand", light, dark));
      css.append(pair("brand-ink", ink(light), ink(dark)));
      css.append(pair("link", light, dark));
      css.append(pair("data-1", light, dark));
      var deep = mix(light, BLACK, 0.3);
      css.append(pair("art-1", deep, mix(light, BLACK, 0.6)));
      css.append(pair("art-2", light, mix(light, BLACK, 0.45)));
      css.append(pair("art-ink", WHITE, WHITE));
      if (painted.equals("menu")) {
        css.append(pair("menu-active", dark, dark));
        css.append(pair("menu-active-ink", ink(dark), ink(dark)));
      }
      if (painted.equals("bar")) {
        css.append(pair("bar-ground", deep, mix(light, BLACK, 0.65)));
        css.append(pair("bar-ink", WHITE, WHITE));
        css.append(pair("bar-hover", light, mix(light, BLACK, 0.5)));
      }
    }
    if (!accent.isEmpty()) {
      css.append(
          pair(
              "accent",
              readable(rgb(accent), WHITE, BLACK),
              readable(rgb(accent), DARK_GROUND, WHITE)));
    }
    return css.isEmpty() ? "" : ":root:root{" + css + "}";
  }

  private static String pair(String name, int light, int dark) {
    return "--%s:light-dark(#%06x,#%06x);".formatted(name, light, dark);
  }

  private static int rgb(String colour) {
    return Integer.parseInt(colour.substring(1), 16);
  }

  /** The colour, moved towards the other end until it can be read on the ground. */
  private static int readable(int colour, int ground, int towards) {
    for (var step = 0; step < STEPS; step++) {
      var moved = mix(colour, towards, (double) step / STEPS);
      if (contrast(moved, ground) >= FOR_WORDS) {
        return moved;
      }
    }
    return towards;
  }

  private static int ink(int ground) {
    return contrast(WHITE, ground) >= contrast(0x0b1220, ground) ? WHITE : 0x0b1220;
  }

  private static int mix(int one, int other, double share) {
    var mixed = 0;
    for (var shift = 16; shift >= 0; shift -= 8) {
      var from = one >> shift & 0xff;
      var to = other >> shift & 0xff;
      mixed |= (int) Math.round(from + (to - from) * share) << shift;
    }
    return mixed;
  }

  /** WCAG 2.2, "contrast ratio": 1 to 21. */
  static double contrast(int one, int other) {
    var first = luminance(one);
    var second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * channel(colour >> 16 & 0xff)
        + 0.7152 * channel(colour >> 8 & 0xff)
        + 0.0722 * channel(colour & 0xff);
  }

  private static double channel(int value) {
    var part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
