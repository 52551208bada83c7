package livery.pdf;

import java.math.BigDecimal;
import java.util.List;

/**
 * How wide the columns of a table are, and how large its letters: figures and dates get what they
 * need, texts share the rest; letters shrink until figures fit and texts take two lines or so.
 */
final class Widths {

  static final float GAP = 12;

  private static final float[] SIZES = {8.5f, 8, 7.5f, 7, 6.5f, 6};

  /** From here down letters shrink for figures alone. */
  private static final float SMALL = 7;

  private static final float LEAST_TEXT = 62;
  private static final float MOST_TEXT = 290;
  private static final float HEAD_WIDTH = 58;

  private final Leaves leaves;
  private final List<Grid.Column> columns;
  private final float[] widest;
  private float size;
  private float[] widths;

  private Widths(Leaves leaves, List<Grid.Column> columns, float[] widest) {
    this.leaves = leaves;
    this.columns = columns;
    this.widest = widest;
  }

  static Widths of(
      Leaves leaves, List<Grid.Column> columns, List<Grid.Row> rows, Grid.Carry carry) {
    var widest = new float[columns.size()];
    for (var i = 0; i < widest.length; i++) {
      widest[i] = widest(leaves, rows, carry, i);
    }
    var found = new Widths(leaves, columns, widest);
    for (var candidate : SIZES) {
      found.size = candidate;
      if (found.fit()) {
        break;
      }
    }
    return found;
  }

  /** Of letters, in points. */
  float size() {
    return size;
  }

  float of(int column) {
    return widths[column];
  }

  Lettering heads() {
    return new Lettering(Cut.STRONG, Math.max(6, size - 1), Ink.GREY);
  }

  /** The widest cell of a column, in letters of one point. */
  private static float widest(Leaves leaves, List<Grid.Row> rows, Grid.Carry carry, int column) {
    var widest = 0f;
    var plain = new Lettering(Cut.REGULAR, 1, Ink.BLACK);
    BigDecimal sum = null;
    for (var row : rows) {
      var letters = row.strong() ? plain.strong() : plain;
      for (var line : row.cells().get(column).split("\n", 2)) {
        widest = Math.max(widest, leaves.width(line, letters));
      }
      var amount = row.amounts().get(column);
      if (amount != null && !row.strong()) {
        sum = sum == null ? amount : sum.add(amount);
      }
    }
    return carry == null || sum == null
        ? widest
        : Math.max(widest, leaves.width(carry.format().apply(column, sum), plain.strong()));
  }

  private boolean isText(int column) {
    return columns.get(column).weight() > 0;
  }

  private float wish(int column) {
    return Math.min(MOST_TEXT, Math.max(widest[column] * size, word(column)));
  }

  /** Gives each column its width; false when letters should be smaller. */
  private boolean fit() {
    widths = new float[columns.size()];
    var left = Leaves.WIDTH - GAP * (columns.size() - 1);
    var wished = 0f;
    var texts = 0;
    for (var i = 0; i < widths.length; i++) {
      if (isText(i)) {
        wished += wish(i);
        texts++;
      } else {
        widths[i] = Math.max(widest[i] * size, word(i));
        left -= widths[i];
      }
    }
    left = widenHeads(left, wished);
    var enough = left >= texts * LEAST_TEXT;
    if (!enough) {
      left += squeeze(texts * LEAST_TEXT - left);
    }
    share(left);
    for (var i = 0; i < widths.length && size > SMALL; i++) {
      enough &= !isText(i) || widths[i] >= wish(i) / 2;
    }
    return enough;
  }

  /** The longest word of a head. */
  private float word(int column) {
    var widestWord = 0f;
    for (var word : columns.get(column).head().split(" ")) {
      widestWord = Math.max(widestWord, leaves.width(word, heads()));
    }
    return widestWord;
  }

  /** Short heads stand on one line where texts can spare the room; gives back what is left. */
  private float widenHeads(float left, float wished) {
    var rest = left;
    for (var i = 0; i < widths.length; i++) {
      var head = Math.min(HEAD_WIDTH, leaves.width(columns.get(i).head(), heads()));
      if (!isText(i) && head > widths[i] && rest - (head - widths[i]) >= wished) {
        rest -= head - widths[i];
        widths[i] = head;
      }
    }
    return rest;
  }

  /** Takes what lacks from the columns of figures, the same share of each. */
  private float squeeze(float lacking) {
    var all = 0f;
    for (var width : widths) {
      all += width;
    }
    for (var i = 0; i < widths.length; i++) {
      widths[i] -= all == 0 ? 0 : lacking * widths[i] / all;
    }
    return all == 0 ? 0 : lacking;
  }

  /** Texts that need less than their share get what they need; the others share what is left. */
  private void share(float all) {
    var left = all;
    var settled = new boolean[widths.length];
    for (var changed = true; changed; ) {
      changed = false;
      var weights = weights(settled);
      for (var i = 0; i < widths.length && !changed; i++) {
        if (isText(i) && !settled[i] && wish(i) <= left * columns.get(i).weight() / weights) {
          widths[i] = wish(i);
          left -= widths[i];
          settled[i] = true;
          changed = true;
        }
      }
    }
    var open = weights(settled);
    if (open == 0) {
      settled = new boolean[widths.length];
      open = weights(settled);
    }
    for (var i = 0; i < widths.length; i++) {
      if (isText(i) && !settled[i]) {
        widths[i] += left * columns.get(i).weight() / open;
      }
    }
  }

  private float weights(boolean[] settled) {
    var weights = 0f;
    for (var i = 0; i < widths.length; i++) {
      weights += settled[i] ? 0 : columns.get(i).weight();
    }
    return weights;
  }
}
