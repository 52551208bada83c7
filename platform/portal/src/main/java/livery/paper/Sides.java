package livery.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.pdf.Cut;
import livery.pdf.Ink;
import livery.pdf.Leaves;
import livery.pdf.Lettering;

/** Who deals with whom, and what else the document is about: three columns below the title. */
final class Sides {

  private static final Lettering BODY = new Lettering(Cut.REGULAR, 8, Ink.BLACK);
  private static final Lettering LABEL = new Lettering(Cut.REGULAR, 7.5f, Ink.GREY);
  private static final Lettering NAME = new Lettering(Cut.STRONG, 9, Ink.BLACK);
  private static final float GAP = 18;
  private static final float SIDE = 176;

  private final Sheet sheet;
  private final Wording wording;
  private final Leaves leaves;

  Sides(Sheet sheet, Wording wording, Leaves leaves) {
    this.sheet = sheet;
    this.wording = wording;
    this.leaves = leaves;
  }

  private record Piece(String text, Lettering lettering, float before) {}

  void draw() {
    var facts = facts();
    var side = facts.isEmpty() ? (Leaves.WIDTH - GAP) / 2 : SIDE;
    var columns = List.of(party(sheet.issuer(), true), party(sheet.recipient(), false), facts);
    var widths = new float[] {side, side, Leaves.WIDTH - 2 * side - 2 * GAP};
    var rest = columns;
    var tall = 0f;
    // Long names and addresses may fill more than a page: what does not fit goes to the next.
    do {
      var next = new ArrayList<List<Piece>>();
      var top = leaves.y();
      var x = Leaves.LEFT;
      tall = top;
      for (var i = 0; i < rest.size(); i++) {
        leaves.down(top - leaves.y());
        next.add(column(x, widths[i], rest.get(i)));
        tall = Math.max(tall, leaves.y());
        x += widths[i] + GAP;
      }
      leaves.down(tall - leaves.y());
      rest = next;
      if (rest.stream().anyMatch(one -> !one.isEmpty())) {
        leaves.next();
      }
    } while (rest.stream().anyMatch(one -> !one.isEmpty()));
    leaves.down(16);
  }

  /** Draws what fits, gives back what does not. */
  private List<Piece> column(float x, float width, List<Piece> pieces) {
    for (var i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      leaves.down(piece.before());
      var lines = leaves.lines(piece.text(), piece.lettering(), width);
      for (var at = 0; at < lines.size(); at++) {
        if (piece.lettering().leading() > leaves.room()) {
          var left = String.join("", lines.subList(at, lines.size()));
          var rest = new ArrayList<Piece>(List.of(new Piece(left, piece.lettering(), 0)));
          rest.addAll(pieces.subList(i + 1, pieces.size()));
          return rest;
        }
        leaves.text(x, lines.get(at), piece.lettering());
        leaves.down(piece.lettering().leading());
      }
    }
    return List.of();
  }

  private List<Piece> party(Party party, boolean issuer) {
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece(wording.role(issuer), LABEL, 0));
    pieces.add(new Piece(party.name(), NAME, 1.5f));
    var place = Stream.of(party.postcode(), party.city());
    add(pieces, joined(", ", Stream.of(party.street(), joined(" ", place), country(party))));
    add(pieces, id("registration", party, party.registration()));
    add(pieces, id("tax", party, party.taxId()));
    var bank = party.bank();
    if (!bank.isNone() && Phrases.payee(sheet).filter(party::equals).isEmpty()) {
      add(pieces, id("account", party, bank.account()));
      add(pieces, joined(", ", Stream.of(bank.name(), id("bank-code", party, bank.code()))));
    }
    add(pieces, joined(", ", Stream.of(party.phone(), party.email())));
    return pieces;
  }

  /** A country by its name, where the two sides are not of the same. */
  private String country(Party party) {
    var same = sheet.issuer().country().equals(sheet.recipient().country());
    return same || party.country().isEmpty()
        ? ""
        : new Locale("", party.country()).getDisplayCountry(wording.locale());
  }

  private String id(String what, Party party, String number) {
    return number.isEmpty() ? "" : wording.id(what, party.country()) + "\u00A0" + number;
  }

  /** An IBAN in fours, as people read it out; another account as it is. */
  static String grouped(String account) {
    var plain = account.replace(" ", "");
    return plain.matches("[A-Z]{2}[0-9A-Z]{13,32}")
        ? plain.replaceAll("(.{4})(?!$)", "$1 ")
        : account;
  }

  private static String joined(String by, Stream<String> parts) {
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(by));
  }

  private static void add(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, BODY, 1));
    }
  }

  private List<Piece> facts() {
    var pieces = new ArrayList<Piece>();
    if (wording.hasPeriod()) {
      fact(pieces, wording.of("fact.period"), capital(wording.period()));
    }
    if (sheet.heading().due() != null) {
      fact(pieces, Phrases.due(sheet, wording), wording.date(sheet.heading().due()));
    }
    for (var reference : sheet.references()) {
      var what = reference.what().name().toLowerCase(Locale.ROOT).replace('_', '-');
      var value =
          reference.date() == null
              ? wording.of("fact.reference", reference.number())
              : wording.of(
                  "fact.reference-dated", reference.number(), wording.day(reference.date()));
      fact(pieces, wording.of("fact." + what), value);
    }
    return pieces;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void fact(List<Piece> pieces, String label, String value) {
    pieces.add(new Piece(label, LABEL, pieces.isEmpty() ? 0 : 4));
    pieces.add(new Piece(value, BODY.strong(), 0));
  }
}
