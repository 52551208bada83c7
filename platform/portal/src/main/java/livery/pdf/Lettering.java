package livery.pdf;

/**
 * How letters look.
 *
 * @param size in points
 */
public record Lettering(Cut cut, float size, Ink ink) {

  private static final float LEADING = 1.36f;

  /** From one line to the next, in points. */
  public float leading() {
    return size * LEADING;
  }

  /** The same in another colour. */
  public Lettering in(Ink other) {
    return new Lettering(cut, size, other);
  }

  /** The same, stronger. */
  public Lettering strong() {
    return new Lettering(Cut.STRONG, size, ink);
  }
}
