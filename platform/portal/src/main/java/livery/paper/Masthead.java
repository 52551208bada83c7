package livery.paper;

import livery.pdf.Cut;
import livery.pdf.Ink;
import livery.pdf.Leaves;
import livery.pdf.Lettering;

/** The top of the first page: mark and name of the brand; lines for some, a ground for others. */
final class Masthead {

  private static final float MARK = 30;
  private static final float MOST_MARK_WIDTH = 150;
  private static final float BAR = 7;
  private static final float SLAB = 62;

  private final Letterhead letterhead;
  private final Leaves leaves;

  Masthead(Letterhead letterhead, Leaves leaves) {
    this.letterhead = letterhead;
    this.leaves = leaves;
  }

  void draw() {
    if (letterhead.round()) {
      slab();
    } else {
      bar();
    }
  }

  /** A line of the brand's colour along the edge, then everything quiet. */
  private void bar() {
    var brand = Ink.of(letterhead.colour()).readable();
    leaves.box(0, 0, Leaves.pageWidth(), BAR, brand, 0);
    leaves.down(-4);
    name(Leaves.LEFT, Ink.BLACK, Ink.GREY);
    leaves.down(MARK + 12);
    leaves.rule(Leaves.LEFT, Leaves.RIGHT, Ink.LINE, 0.6f);
    leaves.down(16);
  }

  /** A round slab of the brand's colour, the mark on white. */
  private void slab() {
    var brand = Ink.of(letterhead.colour()).readable();
    var writing = brand.writing();
    leaves.down(20 - leaves.y());
    var top = leaves.y();
    leaves.box(24, top, Leaves.pageWidth() - 48, SLAB, brand, 18);
    leaves.down((SLAB - MARK) / 2);
    name(Leaves.LEFT, writing, writing);
    leaves.down(top + SLAB + 20 - leaves.y());
  }

  private void name(float left, Ink ink, Ink quiet) {
    var x = left;
    var logo = letterhead.logo();
    if (logo != null) {
      var mark = leaves.mark(logo, letterhead.logoType());
      if (mark.isPresent()) {
        var width = mark.get().width(MARK, MOST_MARK_WIDTH);
        if (letterhead.round()) {
          leaves.box(x - 5, leaves.y() - 5, width + 10, MARK + 10, Ink.WHITE, 9);
        }
        leaves.mark(x, mark.get(), MARK, MOST_MARK_WIDTH);
        x += width + 12;
      }
    }
    var right = new Lettering(Cut.REGULAR, 8, quiet);
    var support = leaves.shortened(letterhead.support(), right, 190);
    var letters = new Lettering(Cut.STRONG, letterhead.round() ? 17 : 15, ink);
    var room = Leaves.RIGHT - x - leaves.width(support, right) - 16;
    var y = leaves.y();
    leaves.down((MARK - letters.size()) / 2 - 2);
    leaves.text(x, leaves.shortened(letterhead.name(), letters, room), letters);
    leaves.down(y + (MARK - right.size()) / 2 - leaves.y());
    leaves.textBefore(Leaves.RIGHT, support, right);
    leaves.down(y - leaves.y());
  }
}
