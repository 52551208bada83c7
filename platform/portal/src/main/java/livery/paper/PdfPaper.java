package livery.paper;

import java.util.ArrayList;
import java.util.List;
import livery.pdf.Cut;
import livery.pdf.Grid;
import livery.pdf.Ink;
import livery.pdf.Leaves;
import livery.pdf.Lettering;

/** A sheet as pages: head, parties, what is said, figures, foot, bank, signatures. */
final class PdfPaper {

  private static final Lettering BODY = new Lettering(Cut.REGULAR, 8.5f, Ink.BLACK);
  private static final Lettering QUIET = new Lettering(Cut.REGULAR, 8, Ink.GREY);
  private static final Lettering LABEL = new Lettering(Cut.REGULAR, 7.5f, Ink.GREY);
  private static final float TOTALS_WIDTH = 248;
  private static final float SIGN_HEIGHT = 75;
  private static final float BOTH_SIGN = (Leaves.WIDTH - 40) / 2;
  private static final float ONE_SIGNS = 260;
  private static final int SIGN_NAME_LINES = 3;
  private static final int MOST_VALUE_LINES = 5;
  private static final float LABELS = 104;
  private static final float VALUES = Leaves.WIDTH - LABELS - 28;

  private final Sheet sheet;
  private final Wording wording;
  private final Ink brand;
  private final Ink accent;
  private final boolean round;
  private final Leaves leaves;

  private PdfPaper(Sheet sheet, Wording wording, Leaves leaves) {
    this.sheet = sheet;
    this.wording = wording;
    this.leaves = leaves;
    brand = Ink.of(sheet.letterhead().colour()).readable();
    round = sheet.letterhead().round();
    accent = Ink.of(sheet.letterhead().accent()).readable();
  }

  static byte[] of(Sheet sheet) {
    var wording = new Wording(sheet.heading());
    var title = wording.title() + " " + wording.number();
    var imprint =
        new Leaves.Imprint(
            title.replace('\u00A0', ' '),
            sheet.issuer().name(),
            wording.locale(),
            sheet.heading().date(),
            title + "  ·  " + sheet.issuer().name(),
            sheet.letterhead().footer(),
            (page, pages) -> wording.of("page", page + "", pages + ""));
    try (var leaves = new Leaves(imprint)) {
      return new PdfPaper(sheet, wording, leaves).draw();
    }
  }

  private byte[] draw() {
    new Masthead(sheet.letterhead(), leaves).draw();
    title();
    new Sides(sheet, wording, leaves).draw();
    lead();
    figures();
    foot();
    keepTail();
    payment();
    closing();
    signatures();
    return leaves.finish();
  }

  private void title() {
    var title = new Lettering(round ? Cut.STRONG : Cut.REGULAR, 21, round ? Ink.BLACK : brand);
    leaves.paragraph(Leaves.LEFT, Leaves.WIDTH, wording.title(), title);
    leaves.down(2);
    leaves.paragraph(
        Leaves.LEFT, Leaves.WIDTH, wording.number(), new Lettering(Cut.STRONG, 10.5f, Ink.BLACK));
    if (sheet.heading().selfBilled()) {
      leaves.paragraph(Leaves.LEFT, Leaves.WIDTH, wording.of("self-billed"), QUIET);
    }
    leaves.down(16);
  }

  private void lead() {
    var text = Phrases.lead(sheet, wording);
    if (!text.isEmpty()) {
      leaves.paragraph(Leaves.LEFT, Leaves.WIDTH, text, BODY);
      leaves.down(10);
    }
  }

  private void figures() {
    var figures = new Figures(wording, new Grid.Manner(brand, round ? accent : brand, round));
    if (!sheet.lines().isEmpty()) {
      figures.lines(sheet.lines()).on(leaves);
      leaves.down(8);
    }
    for (var table : sheet.tables()) {
      if (!table.title().isEmpty()) {
        leaves.keep(60);
        leaves.paragraph(
            Leaves.LEFT, Leaves.WIDTH, table.title(), new Lettering(Cut.STRONG, 10, Ink.BLACK));
        leaves.down(5);
      }
      figures.grid(table).on(leaves);
      leaves.down(10);
    }
  }

  private record Entry(String label, String amount, boolean strong) {}

  private List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    var taxed = sheet.taxes().isEmpty();
    for (var total : sheet.totals()) {
      if (!taxed && total.what().strong()) {
        taxes(entries);
        taxed = true;
      }
      entries.add(
          new Entry(
              wording.total(total.what()),
              wording.amount(total.amount().toBigDecimal()),
              total.what().strong()));
    }
    if (!taxed) {
      taxes(entries);
    }
    return entries;
  }

  private void taxes(List<Entry> entries) {
    for (var tax : sheet.taxes()) {
      entries.add(new Entry(wording.tax(tax), wording.amount(tax.tax().toBigDecimal()), false));
    }
  }

  /** The foot: right, under the column of amounts; the last strong one stands on a ground. */
  private void foot() {
    var entries = entries();
    if (entries.isEmpty()) {
      return;
    }
    leaves.keep(Math.min(entries.size() * 15f + 40, Leaves.fullRoom()));
    var left = Leaves.RIGHT - TOTALS_WIDTH;
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var last = entry.strong() && i == entries.size() - 1;
      entry(left, entry, last);
    }
    leaves.down(8);
    inWords();
  }

  private void entry(float left, Entry entry, boolean result) {
    var size = result ? 10.5f : 8.5f;
    var ink = result ? (round ? accent.writing() : brand) : entry.strong() ? Ink.BLACK : Ink.GREY;
    var letters = new Lettering(entry.strong() ? Cut.STRONG : Cut.REGULAR, size, ink);
    var amount = result ? entry.amount() + "\u00A0" + wording.currency() : entry.amount();
    var room = TOTALS_WIDTH - leaves.width(amount, letters) - 14;
    var label = leaves.lines(entry.label(), letters, room);
    var pad = result ? 6 : 2;
    var height = label.size() * letters.leading() + 2 * pad;
    leaves.keep(height);
    if (result) {
      leaves.down(3);
      var ground = round ? accent : brand.tint(0.08);
      leaves.box(left - 10, leaves.y(), TOTALS_WIDTH + 10, height, ground, round ? 9 : 0);
    }
    leaves.down(pad);
    var inset = result && round ? 8 : result ? 6 : 0;
    leaves.textBefore(
        Leaves.RIGHT - inset, amount, entry.strong() || result ? letters : letters.in(Ink.BLACK));
    for (var line : label) {
      leaves.text(left, line, letters);
      leaves.down(letters.leading());
    }
    leaves.down(pad);
  }

  private void inWords() {
    if (!sheet.kind().inWords()) {
      return;
    }
    Phrases.result(sheet)
        .ifPresent(
            amount -> {
              leaves.down(4);
              leaves.paragraph(
                  Leaves.LEFT,
                  Leaves.WIDTH,
                  wording.of("words") + ": " + wording.words(amount),
                  BODY.strong());
            });
    leaves.down(6);
  }

  /** No signature stands alone on a page: what is said before it goes with it. */
  private void keepTail() {
    var box = boxHeight(accountRows());
    var height = signHeight() + 12 + (box == 0 ? 0 : box + 16);
    for (var text : said()) {
      height += 4 + leaves.lines(text, BODY, Leaves.WIDTH).size() * BODY.leading();
    }
    leaves.keep(height);
  }

  private List<String> said() {
    var said = new ArrayList<>(Phrases.closing(sheet, wording));
    said.addAll(sheet.notes());
    return said;
  }

  /** Where to pay: the supplier's account, in a box that is not torn apart. */
  private void payment() {
    var rows = accountRows();
    if (!rows.isEmpty()) {
      box(wording.of("pay.title"), rows);
    }
  }

  private List<String[]> accountRows() {
    var rows = new ArrayList<String[]>();
    var to = Phrases.payee(sheet).filter(party -> !party.bank().isNone());
    if (to.isEmpty()) {
      return rows;
    }
    var country = to.get().country();
    var bank = to.get().bank();
    var code =
        bank.code().isEmpty()
            ? ""
            : ", " + wording.id("bank-code", country) + "\u00A0" + bank.code();
    rows.add(new String[] {wording.of("pay.to"), to.get().name()});
    rows.add(new String[] {wording.id("account", country), Sides.grouped(bank.account())});
    rows.add(new String[] {wording.of("pay.bank"), bank.name() + code});
    rows.add(new String[] {wording.of("pay.purpose"), Phrases.purpose(sheet, wording)});
    Phrases.result(sheet)
        .ifPresent(due -> rows.add(new String[] {wording.of("pay.amount"), wording.money(due)}));
    return rows;
  }

  /** Of a name that fills pages the first lines; it stands in full among the parties. */
  private List<String> value(String[] row) {
    var lines = leaves.lines(row[1], BODY, VALUES);
    return lines.subList(0, Math.min(lines.size(), MOST_VALUE_LINES));
  }

  private float boxHeight(List<String[]> rows) {
    var height = rows.isEmpty() ? 0f : 32f;
    for (var row : rows) {
      height += value(row).size() * BODY.leading() + 2;
    }
    return height;
  }

  private void box(String title, List<String[]> rows) {
    var height = boxHeight(rows);
    leaves.down(6);
    leaves.keep(height);
    var top = leaves.y();
    if (round) {
      leaves.box(Leaves.LEFT - 8, top, Leaves.WIDTH + 16, height, accent.tint(0.08), 10);
    } else {
      leaves.box(Leaves.LEFT, top, Leaves.WIDTH, height, brand.tint(0.05), 0);
      leaves.box(Leaves.LEFT, top, 2.5f, height, accent, 0);
    }
    leaves.down(9);
    leaves.text(Leaves.LEFT + 12, title, new Lettering(Cut.STRONG, 9, round ? accent : brand));
    leaves.down(15);
    for (var row : rows) {
      leaves.text(Leaves.LEFT + 12, row[0], QUIET);
      for (var line : value(row)) {
        leaves.text(Leaves.LEFT + 12 + LABELS, line, BODY);
        leaves.down(BODY.leading());
      }
      leaves.down(2);
    }
    leaves.down(top + height + 10 - leaves.y());
  }

  private void closing() {
    for (var text : Phrases.closing(sheet, wording)) {
      leaves.down(4);
      leaves.paragraph(Leaves.LEFT, Leaves.WIDTH, text, BODY);
    }
    for (var note : sheet.notes()) {
      leaves.down(4);
      leaves.paragraph(Leaves.LEFT, Leaves.WIDTH, note, QUIET);
    }
    leaves.down(12);
  }

  /** What the names take above and below the line to be signed on. */
  private float signHeight() {
    var width = sheet.kind().bothSign() ? BOTH_SIGN : ONE_SIGNS;
    var lines = leaves.lines(sheet.issuer().name(), BODY.strong(), width).size();
    if (sheet.kind().bothSign()) {
      lines = Math.max(lines, leaves.lines(sheet.recipient().name(), BODY.strong(), width).size());
    }
    return SIGN_HEIGHT + Math.min(lines, SIGN_NAME_LINES) * BODY.leading();
  }

  private void signatures() {
    leaves.keep(signHeight());
    var both = sheet.kind().bothSign();
    var width = both ? BOTH_SIGN : ONE_SIGNS;
    var top = leaves.y();
    var low = sign(Leaves.LEFT, width, sheet.issuer(), true);
    if (both) {
      leaves.down(top - leaves.y());
      low = Math.max(low, sign(Leaves.LEFT + width + 40, width, sheet.recipient(), false));
    }
    leaves.down(low - leaves.y());
  }

  private float sign(float x, float width, Party party, boolean issuer) {
    var letters = BODY.strong();
    leaves.text(x, leaves.shortened(wording.role(issuer), LABEL, width), LABEL);
    leaves.down(LABEL.leading());
    var name = leaves.lines(party.name(), letters, width);
    for (var line : name.subList(0, Math.min(name.size(), SIGN_NAME_LINES))) {
      leaves.text(x, line, letters);
      leaves.down(letters.leading());
    }
    leaves.text(x, leaves.shortened(party.signatory().title(), QUIET, width), QUIET);
    leaves.down(28);
    leaves.rule(x, x + width * 0.52f, Ink.GREY, 0.6f);
    var person = party.signatory().name();
    if (person.isEmpty()) {
      leaves.rule(x + width * 0.56f, x + width, Ink.GREY, 0.6f);
    } else {
      leaves.down(-BODY.leading());
      leaves.text(x + width * 0.56f, leaves.shortened(person, BODY, width * 0.44f), BODY);
      leaves.down(BODY.leading());
    }
    leaves.down(3);
    leaves.text(x, wording.of("sign.line"), LABEL);
    leaves.down(LABEL.leading() + 2);
    if (wording.hasSeal()) {
      leaves.text(x, wording.of("sign.seal"), LABEL);
      leaves.down(LABEL.leading());
    }
    return leaves.y();
  }
}
