package livery.pdf;

/** A weight of the one font. */
public enum Cut {
  REGULAR("Inter-Regular.ttf"),
  STRONG("Inter-SemiBold.ttf");

  private final String file;

  Cut(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }
}
