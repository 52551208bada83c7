package livery.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that were held together, in one row of table {@code hold}. Events of a batch have few
 * different chains of lines, so each chain is written once and the events name it.
 *
 * @param id the first of its events, as it was written; 0 before
 * @param lastEvent the last of its events, as it was written
 * @param expiresAt when what is still held may be ended
 * @param events what is still held of each event, from the lowest level up
 */
record Slip(long id, long lastEvent, Instant expiresAt, Map<Long, List<Line>> events) {

  /** Ids between the first and the last event of a slip, at most: where to look for an event. */
  static final long SPAN = 1_000;

  /** Most events on a slip: so many have room on the row's own page, and are written soon again. */
  static final int EVENTS_MAX = 200;

  /** Fields of a line, in the order of {@link HeldLines}, after the number of its chain. */
  private static final int FIELDS = 18;

  /**
   * A line that is held.
   *
   * @param spentDay the day whose limit it counts in, 0 for none
   */
  record Line(RatedLine line, int spentDay) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Line other && spentDay == other.spentDay && line.equals(other.line);
    }

    @Override
    public int hashCode() {
      var hash = line.hashCode();
      return 31 * hash + spentDay;
    }
  }

  /** The slips for these events, in the order of their ids. */
  static List<Slip> of(Map<Long, List<Line>> events, Instant expiresAt) {
    var slips = new ArrayList<Slip>();
    var begun = new LinkedHashMap<Long, List<Line>>();
    var first = 0L;
    var last = 0L;
    for (var id : events.keySet().stream().sorted().toList()) {
      if (!begun.isEmpty() && (id - first > SPAN || begun.size() == EVENTS_MAX)) {
        slips.add(new Slip(first, last, expiresAt, begun));
        begun = new LinkedHashMap<>();
      }
      first = begun.isEmpty() ? id : first;
      last = id;
      begun.put(id, events.get(id));
    }
    if (!begun.isEmpty()) {
      slips.add(new Slip(first, last, expiresAt, begun));
    }
    return slips;
  }

  /**
   * What the columns say.
   *
   * @param chains the lines of the different chains, each with the number of its chain
   * @param events each with the number of its chain
   */
  record Texts(String chains, String events) {}

  Texts texts() {
    var numbers = new HashMap<List<Line>, Integer>();
    var chains = new StringBuilder("[");
    var all = new StringBuilder("[");
    for (var event : events.entrySet()) {
      var chain = event.getValue();
      var number = numbers.get(chain);
      if (number == null) {
        number = numbers.size();
        numbers.put(chain, number);
        for (var line : chain) {
          chains.append(chains.length() > 1 ? ",[" : "[").append(number).append(',');
          append(chains, line);
          chains.append(']');
        }
      }
      all.append(all.length() > 1 ? ",[" : "[").append(event.getKey()).append(',');
      all.append(number).append(']');
    }
    return new Texts(chains.append(']').toString(), all.append(']').toString());
  }

  private static void append(StringBuilder text, Line held) {
    var line = held.line;
    text.append(line.level()).append(',').append(line.sellerId());
    text.append(',').append(line.buyerId()).append(',');
    quote(text, line.product());
    text.append(',').append(line.quantity()).append(',').append(line.priceId()).append(',');
    quote(text, line.unitPrice().toPlainString());
    text.append(',').append(line.amountMicros()).append(',');
    quote(text, line.currency());
    text.append(',').append(line.free()).append(',').append(held.spentDay).append(',');
    quote(text, line.rule().on().name());
    text.append(',');
    quote(text, line.rule().onTimeout().name());
    text.append(',').append(line.tier()).append(',').append(line.apart() ? 1 : 0).append(',');
    quote(text, line.rate() == null ? null : line.rate().toPlainString());
    text.append(',');
    quote(text, line.rateOn() == null ? null : line.rateOn().toString());
  }

  /** Codes and numbers alone are written so; what JSON would want marked is none. */
  private static void quote(StringBuilder text, String word) {
    if (word == null) {
      text.append("null");
      return;
    }
    if (word.chars().anyMatch(letter -> letter == '"' || letter == '\\' || letter < ' ')) {
      throw new BillingException.Invalid("A product or currency is a code, not '" + word + "'");
    }
    text.append('"').append(word).append('"');
  }

  /** Reads both columns. */
  static Slip read(long id, long lastEvent, Instant expiresAt, String chains, String events) {
    var byNumber = new HashMap<Object, List<Line>>();
    for (var row : new Reader(chains).rows()) {
      byNumber.computeIfAbsent(row.get(0), none -> new ArrayList<>()).add(line(row));
    }
    var held = new LinkedHashMap<Long, List<Line>>();
    for (var row : new Reader(events).rows()) {
      held.put((Long) row.get(0), byNumber.get(row.get(1)));
    }
    return new Slip(id, lastEvent, expiresAt, held);
  }

  private static Line line(List<Object> fields) {
    if (fields.size() != FIELDS) {
      throw new IllegalStateException("A held line has " + FIELDS + " fields, not " + fields);
    }
    var rate = (String) fields.get(16);
    var rateOn = (String) fields.get(17);
    var line =
        new RatedLine(
            number(fields.get(1)),
            (Long) fields.get(2),
            (Long) fields.get(3),
            (String) fields.get(4),
            number(fields.get(5)),
            (Long) fields.get(6),
            new BigDecimal((String) fields.get(7)),
            (Long) fields.get(8),
            (String) fields.get(9),
            number(fields.get(10)),
            BillRule.of((String) fields.get(12), (String) fields.get(13)),
            number(fields.get(14)),
            number(fields.get(15)) == 1,
            rate == null ? null : new BigDecimal(rate),
            rateOn == null ? null : LocalDate.parse(rateOn));
    return new Line(line, number(fields.get(11)));
  }

  private static int number(Object value) {
    return Math.toIntExact((Long) value);
  }

  /** The slip without these events, with what is left of these others. */
  Slip with(Collection<Long> gone, Map<Long, List<Line>> left) {
    var still = new LinkedHashMap<>(events);
    still.keySet().removeAll(gone);
    left.forEach((id, lines) -> still.computeIfPresent(id, (same, before) -> lines));
    return new Slip(id, lastEvent, expiresAt, still);
  }

  /** Reads rows of numbers, words and null: all the JSON that a slip has. */
  private static final class Reader {
    private final String text;
    private int at = 1;

    Reader(String text) {
      this.text = text;
    }

    List<List<Object>> rows() {
      var rows = new ArrayList<List<Object>>();
      while (text.charAt(at) != ']') {
        at++;
        rows.add(row());
        at += text.charAt(at) == ',' ? 1 : 0;
      }
      return rows;
    }

    private List<Object> row() {
      var values = new ArrayList<Object>();
      while (text.charAt(at) != ']') {
        values.add(value());
        at += text.charAt(at) == ',' ? 1 : 0;
      }
      at++;
      return values;
    }

    private Object value() {
      var from = at;
      if (text.charAt(at) == '"') {
        at = text.indexOf('"', from + 1) + 1;
        return text.substring(from + 1, at - 1);
      }
      while (text.charAt(at) != ',' && text.charAt(at) != ']') {
        at++;
      }
      return text.charAt(from) == 'n' ? null : (Object) Long.valueOf(text.substring(from, at));
    }
  }
}
