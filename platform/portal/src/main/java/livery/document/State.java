package livery.document;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a document stands. */
@Schema(name = "DocumentState")
public enum State {
  /** It has no number yet and may change. */
  DRAFT,
  /** It has its number. */
  ISSUED,
  /** The recipient was told. */
  SENT,
  /** The recipient says that it is wrong. */
  OBJECTED,
  /** A later version stands in its place. */
  CORRECTED,
  /** The recipient agrees. */
  ACCEPTED,
  /** The recipient said nothing in time. */
  DEEMED_ACCEPTED,
  /** Nothing is left to pay or to hand over. */
  SETTLED;

  /** What the chip of a list looks like. */
  public String tone() {
    return switch (this) {
      case DRAFT, CORRECTED -> "quiet";
      case ISSUED, SENT -> "info";
      case OBJECTED -> "bad";
      case ACCEPTED, DEEMED_ACCEPTED, SETTLED -> "good";
    };
  }
}
