package livery.billing.rent;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.billing.BillingException;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Refusal;
import livery.billing.Sql;
import livery.billing.price.NoPrice;
import livery.billing.price.PriceBook;

/** Charges rents, each day of each thing once. Stateless and thread-safe. */
public final class Rents {

  private final Ledger ledger;

  public Rents(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Charges the first days of new rents. Without money nothing is charged, and nothing should be
   * handed over.
   *
   * @return the rents that were refused
   */
  public Set<Refusal> begin(
      Connection connection, PriceBook book, Collection<Rent> rents, Instant now)
      throws SQLException {
    return charge(connection, book, rents, now, false);
  }

  /**
   * Charges running rents in advance. A wallet may end below its line, as the thing is rented
   * already and the seller pays for it. Days that were charged before are refused, so that a job
   * may be run again.
   *
   * @return the rents that were refused: ALREADY_CHARGED, NO_PRICE or NO_WALLET
   */
  public Set<Refusal> renew(
      Connection connection, PriceBook book, Collection<Rent> rents, Instant now)
      throws SQLException {
    return charge(connection, book, rents, now, true);
  }

  private Set<Refusal> charge(
      Connection connection,
      PriceBook book,
      Collection<Rent> rents,
      Instant now,
      boolean belowTheLine)
      throws SQLException {
    var refusals = new LinkedHashSet<Refusal>();
    var charged = charged(connection, rents);
    var events = new ArrayList<RatedEvent>();
    var accepted = new HashMap<Long, Rent>();
    for (var rent : rents) {
      try {
        if (overlaps(charged.getOrDefault(rent.subjectId(), List.of()), rent)) {
          refusals.add(alreadyCharged(rent));
        } else {
          events.add(rent.rate(book, now));
          accepted.put(rent.eventId(), rent);
          charged.computeIfAbsent(rent.subjectId(), none -> new ArrayList<>()).add(Span.of(rent));
        }
      } catch (NoPrice none) {
        refusals.add(none.refusal());
      }
    }
    var refused =
        belowTheLine
            ? ledger.chargeAnyway(connection, events, now)
            : ledger.charge(connection, events, now);
    refused.forEach(refusal -> accepted.remove(refusal.eventId()));
    insert(connection, accepted.values());
    refusals.addAll(refused);
    return refusals;
  }

  private record Span(LocalDate from, LocalDate to) {
    static Span of(Rent rent) {
      return new Span(rent.from(), rent.to());
    }
  }

  private static boolean overlaps(List<Span> charged, Rent rent) {
    return charged.stream()
        .anyMatch(span -> span.from().isBefore(rent.to()) && rent.from().isBefore(span.to()));
  }

  private static Refusal alreadyCharged(Rent rent) {
    var edge = rent.edges().get(0);
    var nothing = Money.zero(edge.currency());
    return new Refusal(
        rent.eventId(), edge.buyerId(), Refusal.Reason.ALREADY_CHARGED, nothing, nothing);
  }

  /** What was charged of these things in or after the first month asked for. */
  private static Map<Long, List<Span>> charged(Connection connection, Collection<Rent> rents)
      throws SQLException {
    var spans = new HashMap<Long, List<Span>>();
    var subjects = new HashSet<Long>();
    rents.forEach(rent -> subjects.add(rent.subjectId()));
    var earliest = rents.stream().map(Rent::from).min(LocalDate::compareTo).orElse(LocalDate.MAX);
    for (var chunk : Sql.chunks(subjects)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT subject_id, from_day, to_day FROM rent WHERE subject_id IN "
                  + Sql.in(chunk.size())
                  + " AND to_day > ?")) {
        statement.setObject(Sql.bind(statement, 1, chunk), earliest);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            spans
                .computeIfAbsent(rows.getLong("subject_id"), none -> new ArrayList<>())
                .add(
                    new Span(
                        rows.getObject("from_day", LocalDate.class),
                        rows.getObject("to_day", LocalDate.class)));
          }
        }
      }
    }
    return spans;
  }

  /** The unique key refuses what another transaction has charged since we looked. */
  private static void insert(Connection connection, Collection<Rent> rents) throws SQLException {
    if (rents.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO rent (subject_id, from_day, to_day, event_id) VALUES (?, ?, ?, ?)")) {
      for (var rent : rents) {
        statement.setLong(1, rent.subjectId());
        statement.setObject(2, rent.from());
        statement.setObject(3, rent.to());
        statement.setLong(4, rent.eventId());
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict(
            "A rent of this batch is being charged elsewhere: " + failure.getMessage());
      }
      throw failure;
    }
  }
}
