package livery.evidence;

import java.util.Arrays;
import java.util.Optional;

/** What may be attached, known by its first bytes. */
public enum Format {
  /** ISO 32000-1 §7.5.2. */
  PDF("application/pdf", ".pdf", '%', 'P', 'D', 'F', '-'),
  /** ISO/IEC 10918-1 §B.1: start of image, then another marker. */
  JPEG("image/jpeg", ".jpg", 0xFF, 0xD8, 0xFF),
  /** PNG (W3C) §5.2. */
  PNG("image/png", ".png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');

  private final String type;
  private final String ending;
  private final int[] first;

  Format(String type, String ending, int... first) {
    this.type = type;
    this.ending = ending;
    this.first = first;
  }

  /** The media type. */
  public String type() {
    return type;
  }

  String ending() {
    return ending;
  }

  /** What a file is, whatever it is called; empty for anything else. */
  static Optional<Format> of(byte[] content) {
    return Arrays.stream(values()).filter(one -> one.begins(content)).findFirst();
  }

  private boolean begins(byte[] content) {
    if (content.length < first.length) {
      return false;
    }
    for (var i = 0; i < first.length; i++) {
      if ((content[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
