package livery.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import livery.billing.Money;

/**
 * A document as a value: everything that is on it, nothing about where it stands. Immutable.
 *
 * <p>What each kind is made of: proforma, invoice, act, credit note and commission invoice have
 * {@code lines}, {@code taxes} and {@code totals}; agent's report, netting, reconciliation,
 * operator settlement and dunning letter have {@code tables} and {@code totals}. Any may have both.
 *
 * @param issuer who writes it, on whose letterhead it stands
 * @param references contracts and documents that it speaks of, in order
 * @param totals the foot, in order; taxes are shown before the first strong total
 * @param notes what the issuer adds in its own words; one paragraph each
 */
public record Sheet(
    Letterhead letterhead,
    Heading heading,
    Party issuer,
    Party recipient,
    List<Reference> references,
    List<Line> lines,
    List<Table> tables,
    List<TaxLine> taxes,
    List<Total> totals,
    List<String> notes) {

  /** The most lines of one document. */
  public static final int MOST_LINES = 20_000;

  /** The most characters of one text. */
  public static final int MOST_TEXT = 4_000;

  private static final int MOST_TABLES = 20;
  private static final int MOST_NOTES = 20;
  private static final Set<String> LANGUAGES = Set.of("en", "uk", "ru");

  /** How a reminder speaks. */
  public enum Tone {
    /** It may have slipped your attention. */
    FRIENDLY,
    /** Please pay by a date. */
    FIRM,
    /** The last one before services stop. */
    FINAL
  }

  /**
   * What stands at the top.
   *
   * @param language "en", "uk" or "ru"
   * @param version from 1; shown from 2 on: an agent's report that was corrected
   * @param from first day of the period; {@code null} where the document has none
   * @param to last day of the period; {@code null} where the document has none
   * @param due last day to pay or to object; {@code null} for none
   * @param currency ISO 4217, of every amount
   * @param selfBilled whether the buyer writes it for the seller
   * @param tone of a dunning letter; of no meaning elsewhere
   */
  public record Heading(
      Kind kind,
      String language,
      String number,
      int version,
      LocalDate date,
      LocalDate from,
      LocalDate to,
      LocalDate due,
      String currency,
      boolean selfBilled,
      Tone tone) {

    public Heading {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(date, "date");
      Objects.requireNonNull(tone, "tone");
      Money.requireCurrency(currency);
      number = Party.text(number);
      if (number.isEmpty() || version < 1) {
        throw new PaperException(
            "A document has a number and a version from 1, not '%s', %d"
                .formatted(number, version));
      }
      if (!LANGUAGES.contains(language)) {
        throw new PaperException("A document is in en, uk or ru, not " + language);
      }
      if ((from == null) != (to == null) || (from != null && from.isAfter(to))) {
        throw new PaperException("A period is from a day to a later one, not " + from + "/" + to);
      }
    }

    /** A first version without period and due date. */
    public static Heading of(
        Kind kind, String language, String number, LocalDate date, String currency) {
      return new Heading(
          kind, language, number, 1, date, null, null, null, currency, false, Tone.FRIENDLY);
    }

    /** The same for a period, both days included. */
    public Heading withPeriod(LocalDate from, LocalDate to) {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, selfBilled, tone);
    }

    /** The same with a last day to pay or to object. */
    public Heading withDue(LocalDate due) {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, selfBilled, tone);
    }

    /** The same as a later version. */
    public Heading withVersion(int version) {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, selfBilled, tone);
    }

    /** The same, written by the buyer. */
    public Heading asSelfBilled() {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, true, tone);
    }

    /** The same in another tone. */
    public Heading withTone(Tone tone) {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, selfBilled, tone);
    }

    /** The same in another language. */
    public Heading withLanguage(String language) {
      return new Heading(
          kind, language, number, version, date, from, to, due, currency, selfBilled, tone);
    }

    Locale locale() {
      // Plain English has the American order of day and month; Europe is where this is sold.
      return language.equals("en") ? Locale.UK : new Locale(language);
    }
  }

  public Sheet {
    Objects.requireNonNull(letterhead, "letterhead");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(recipient, "recipient");
    references = List.copyOf(references);
    lines = List.copyOf(lines);
    tables = List.copyOf(tables);
    taxes = List.copyOf(taxes);
    totals = List.copyOf(totals);
    notes = notes.stream().map(Party::text).filter(note -> !note.isEmpty()).toList();
    if (lines.size() > MOST_LINES || tables.size() > MOST_TABLES || notes.size() > MOST_NOTES) {
      throw new PaperException(
          "A document has at most %d lines, %d tables and %d notes, not %d, %d and %d"
              .formatted(
                  MOST_LINES, MOST_TABLES, MOST_NOTES, lines.size(), tables.size(), notes.size()));
    }
    var currency = heading.currency();
    Stream.of(
            lines.stream().map(Line::net),
            taxes.stream().map(TaxLine::tax),
            totals.stream().map(Total::amount))
        .flatMap(amounts -> amounts)
        .filter(amount -> !amount.currency().equals(currency))
        .findFirst()
        .ifPresent(
            other -> {
              throw new PaperException("A document in " + currency + " cannot hold " + other);
            });
  }

  /** A document with nothing on it but its heading and parties. */
  public static Sheet of(Letterhead letterhead, Heading heading, Party issuer, Party recipient) {
    return new Sheet(
        letterhead,
        heading,
        issuer,
        recipient,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same with references. */
  public Sheet withReferences(List<Reference> references) {
    return new Sheet(
        letterhead, heading, issuer, recipient, references, lines, tables, taxes, totals, notes);
  }

  /** The same with lines and their taxes. */
  public Sheet withLines(List<Line> lines, List<TaxLine> taxes) {
    return new Sheet(
        letterhead, heading, issuer, recipient, references, lines, tables, taxes, totals, notes);
  }

  /** The same with tables. */
  public Sheet withTables(List<Table> tables) {
    return new Sheet(
        letterhead, heading, issuer, recipient, references, lines, tables, taxes, totals, notes);
  }

  /** The same with a foot. */
  public Sheet withTotals(List<Total> totals) {
    return new Sheet(
        letterhead, heading, issuer, recipient, references, lines, tables, taxes, totals, notes);
  }

  /** The same with notes. */
  public Sheet withNotes(List<String> notes) {
    return new Sheet(
        letterhead, heading, issuer, recipient, references, lines, tables, taxes, totals, notes);
  }

  Kind kind() {
    return heading.kind();
  }
}
