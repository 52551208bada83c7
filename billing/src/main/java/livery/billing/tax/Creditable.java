package livery.billing.tax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * What of an issued document can still be credited, line by line. Immutable: each credit note makes
 * a new one. Together credit notes never exceed the document, per line and in total, and the note
 * that takes the rest of a line takes the rest of its tax.
 *
 * @param issued the document's lines
 * @param left what is not credited yet
 */
public record Creditable(List<Taxed> issued, List<Taxed> left) {

  /**
   * A credit note.
   *
   * @param lines one for each of the document's, zero where nothing is credited
   */
  public record Note(List<Taxed> lines, Taxed total, Creditable after) {

    public Note {
      lines = List.copyOf(lines);
    }
  }

  public Creditable {
    issued = List.copyOf(Exact.rows(issued, "The document's lines"));
    left = List.copyOf(Exact.rows(left, "The lines that are left"));
    if (issued.isEmpty() || issued.size() != left.size()) {
      throw new BillingException.Invalid(
          "A document has a line or more and as many that are left, not %d and %d"
              .formatted(issued.size(), left.size()));
    }
  }

  /** All of a document. */
  public static Creditable of(TaxRule.Document document) {
    var lines = Exact.present(document, "The document").lines();
    return new Creditable(lines, lines);
  }

  /** What is left in total. */
  public Taxed total() {
    return left.stream().reduce(Taxed::plus).orElseThrow();
  }

  /**
   * What of each line is credited, in coins, where the ledger gave money back: together what the
   * ledger gave, so that notes whose money was whole coins say exactly that, and all notes together
   * what all of the money rounds to. What a line cannot take goes to others.
   *
   * @param ledger what of each line the ledger had not given back before
   * @param back what it gives back of each now, to the micro-unit, at most that
   * @param taxInside whether the ledger's amounts have the tax inside
   * @return gross amounts for {@link #creditGross} where they have, else nets for {@link #credit}
   */
  public List<Money> given(List<Money> ledger, List<Money> back, boolean taxInside) {
    if (Exact.rows(ledger, "What is left in the ledger").size() != left.size()
        || Exact.rows(back, "What is given back").size() != left.size()) {
      throw new BillingException.Invalid(
          "The document has %d lines, the ledger %d and %d"
              .formatted(left.size(), ledger.size(), back.size()));
    }
    for (var i = 0; i < left.size(); i++) {
      if (back.get(i).isNegative() || back.get(i).compareTo(ledger.get(i)) > 0) {
        throw new BillingException.Invalid(
            "Row %d: 0 to %s can be given back, not %s"
                .formatted(i + 1, ledger.get(i), back.get(i)));
      }
    }
    var room = new ArrayList<Money>(left.size());
    left.forEach(line -> room.add(taxInside ? line.gross() : line.net()));
    return within(room, wanted(sum(room), sum(ledger), sum(back)), back);
  }

  private static Money wanted(Money room, Money ledger, Money back) {
    var coins = Rounding.toCoins(room.currency());
    var after = ledger.minus(back);
    var wanted = after.isZero() ? room : coins.round(ledger).minus(coins.round(after));
    return back.isZero() ? back : least(wanted, room);
  }

  /** Shares by what was given back; a line's excess goes to the first lines that have room. */
  private static List<Money> within(List<Money> room, Money wanted, List<Money> back) {
    var weights = back.stream().map(Money::toBigDecimal).toList();
    var parts = new ArrayList<>(Allocation.LARGEST_REMAINDER.share(wanted, weights));
    var excess = Money.zero(wanted.currency());
    for (var i = 0; i < parts.size(); i++) {
      var part = least(parts.get(i), room.get(i));
      excess = excess.plus(parts.get(i).minus(part));
      parts.set(i, part);
    }
    for (var touched : List.of(true, false)) {
      for (var i = 0; i < parts.size() && !excess.isZero(); i++) {
        if (touched != back.get(i).isZero()) {
          var more = least(excess, room.get(i).minus(parts.get(i)));
          parts.set(i, parts.get(i).plus(more));
          excess = excess.minus(more);
        }
      }
    }
    return List.copyOf(parts);
  }

  private static Money sum(List<Money> amounts) {
    return amounts.stream().reduce(Money::plus).orElseThrow();
  }

  private static Money least(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * Credits lines.
   *
   * @param nets what is credited of each line before tax, in coins
   * @throws BillingException.Invalid naming the row that is negative or more than what is left
   */
  public Note credit(List<Money> nets) {
    return note(nets, false);
  }

  /**
   * Credits lines by what is paid for them; the tax is taken out of that.
   *
   * @param grosses what is credited of each line with its tax, in coins
   * @throws BillingException.Invalid naming the row that is negative or more than what is left
   */
  public Note creditGross(List<Money> grosses) {
    return note(grosses, true);
  }

  private Note note(List<Money> amounts, boolean gross) {
    if (Exact.rows(amounts, "The credit note's lines").size() != left.size()) {
      throw new BillingException.Invalid(
          "The document has " + left.size() + " lines, the credit note " + amounts.size());
    }
    var lines = new ArrayList<Taxed>(left.size());
    var after = new ArrayList<Taxed>(left.size());
    for (var i = 0; i < left.size(); i++) {
      var line = line(i, amounts.get(i), gross);
      lines.add(line);
      after.add(left.get(i).minus(line));
    }
    if (!gross && after.stream().allMatch(line -> line.net().isZero())) { // the last note
      for (var i = 0; i < after.size(); i++) { // the tax of a line without a net goes with it
        lines.set(i, lines.get(i).plus(after.get(i)));
        after.set(i, after.get(i).minus(after.get(i)));
      }
    }
    var total = lines.stream().reduce(Taxed::plus).orElseThrow();
    if (gross ? total.gross().isZero() : total.net().isZero()) {
      throw new BillingException.Invalid("A credit note credits something");
    }
    return new Note(lines, total, new Creditable(issued, after));
  }

  private Taxed line(int index, Money amount, boolean gross) {
    var rest = left.get(index);
    var most = gross ? rest.gross() : rest.net();
    var coins = Rounding.toCoins(amount.currency());
    if (amount.isNegative() || amount.compareTo(most) > 0 || !coins.round(amount).equals(amount)) {
      throw new BillingException.Invalid(
          "Row %d: 0 to %s can be credited, in coins, not %s".formatted(index + 1, most, amount));
    }
    if (amount.isZero()) {
      return rest.minus(rest);
    }
    if (amount.equals(most)) {
      return rest;
    }
    var whole = issued.get(index);
    var tax = least(share(whole.tax(), amount, gross ? whole.gross() : whole.net()), rest.tax());
    if (!gross) {
      return Taxed.of(amount, tax);
    }
    var net = least(amount.minus(tax), rest.net());
    return Taxed.of(net, amount.minus(net));
  }

  private static Money share(Money of, Money part, Money whole) {
    var coins = Rounding.toCoins(of.currency());
    var exact = of.toBigDecimal().multiply(part.toBigDecimal());
    return Money.of(
        exact.divide(whole.toBigDecimal(), coins.decimals(), coins.mode()), of.currency());
  }

  /** Whether nothing is left. */
  public boolean isUsedUp() {
    return left.stream().allMatch(line -> line.gross().toBigDecimal().equals(zero(line)));
  }

  private static BigDecimal zero(Taxed line) {
    return Money.zero(line.gross().currency()).toBigDecimal();
  }
}
