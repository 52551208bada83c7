package livery.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.billing.RatedRows;
import livery.store.Store;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * The whole life of one message: how it came, which rule took it, what it cost on each edge, what
 * was sent, what the operator said. Thread-safe.
 *
 * <p>A tenant sees what it pays and what is paid below it, never what its seller pays.
 */
@ApplicationScoped
public class MessageLife {

  private final Messages messages;
  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;

  @Inject
  public MessageLife(Messages messages, Store store, TenantSql sql, TenantTree tree) {
    this.messages = messages;
    this.store = store;
    this.sql = sql;
    this.tree = tree;
  }

  protected MessageLife() {
    this(null, null, null, null);
  }

  /**
   * All that is known.
   *
   * @param arrival how an incoming message came; {@code null} for an outgoing one
   * @param question what an outgoing message answers; {@code null} for none
   * @param replies what answers an incoming message
   * @param edges what each buyer pays, from the client up
   * @param parts what became of each part that was sent
   */
  public record Life(
      MessageLine message,
      Came arrival,
      MessageLine question,
      List<MessageLine> replies,
      List<Paid> edges,
      List<Part> parts) {
    public Life {
      replies = List.copyOf(replies);
      edges = List.copyOf(edges);
      parts = List.copyOf(parts);
    }

    /** The one that a campaign decided and noted something of: of an answer its question. */
    public MessageLine decided() {
      return question == null ? message : question;
    }
  }

  /**
   * How a message came.
   *
   * @param link the link's name; empty but for the platform's own people
   * @param operatorRef the operator's own id, empty when it sends none
   * @param partial whether parts of it never came
   * @param dataCoding SMPP 3.4 §5.2.19
   * @param octets the user data in hexadecimal digits; empty but for the platform's own people
   */
  public record Came(
      String link,
      String operatorRef,
      int parts,
      boolean partial,
      int dataCoding,
      String octets,
      Instant at) {}

  /**
   * One edge of the tenant tree.
   *
   * @param seller its name; empty for the operators
   * @param state HELD, POSTED, RELEASED or EXPIRED
   * @param quantity parts that were rated
   * @param posted parts that were charged
   * @param matched what the price is for; {@code null} where the operators' price is not known
   * @param tier the row of the discount's table whose price it is; 0 for the list price
   * @param rate units of this currency for one of the seller's own; {@code null} for none
   * @param rateOn the day from which the rate holds
   * @param billOn how far a part must have come to be charged: SUBMIT, SMSC_ACCEPT or DELIVERED
   * @param bookedAt when it was charged; {@code null} while it was not
   * @param correctsPeriod the month that a late charge belongs to, 202603; else 0
   */
  public record Paid(
      long sellerId,
      String seller,
      long buyerId,
      String buyer,
      int quantity,
      int posted,
      BigDecimal unitPrice,
      Matched matched,
      int tier,
      BigDecimal rate,
      LocalDate rateOn,
      long amountMicros,
      String currency,
      String state,
      boolean refunded,
      String billOn,
      Instant bookedAt,
      int correctsPeriod) {}

  /** The part of all messages that a price is for, by what it names; "" for any. */
  public record Matched(String country, String network, String prefix) {

    /** In a line: "UA Kyivstar 38067…"; "" for all. */
    public String place() {
      return Stream.of(country, network, prefix.isEmpty() ? "" : prefix + "…")
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * One part that was handed to the operator.
   *
   * @param status the operator's command_status, 0 for taken; below 0 there was no answer
   * @param receipt DELIVERED, FAILED, EXPIRED, ACCEPTED; {@code null} before it came
   */
  public record Part(
      int part,
      int status,
      String operatorRef,
      Instant submittedAt,
      Instant answeredAt,
      String receipt,
      String receiptError,
      Instant receiptAt) {

    /** The status as operators write it: "0x00000058". */
    public String hex() {
      return status < 0 ? "" : "0x%08X".formatted(status);
    }

    /** "good", "warn" or "bad": how the answer reads. */
    public String answerTone() {
      return status == 0 ? "info" : status < 0 ? "warn" : "bad";
    }

    /** "good", "warn" or "bad": how the receipt reads. */
    public String receiptTone() {
      return receipt == null
          ? ""
          : switch (receipt) {
            case "DELIVERED" -> "good";
            case "ACCEPTED" -> "info";
            default -> "bad";
          };
    }
  }

  /**
   * The life of one message.
   *
   * @throws livery.fault.Fault when neither the tenant nor one below it has it
   */
  public Life of(Scope scope, long id) {
    var message = messages.find(scope, id);
    return new Life(
        message,
        message.incoming() ? came(scope, message).orElse(null) : null,
        question(scope, message),
        message.incoming() ? messages.replies(scope, id) : List.of(),
        edges(scope, message),
        message.incoming() ? List.of() : parts(scope, message));
  }

  private MessageLine question(Scope scope, MessageLine message) {
    try {
      return message.replyTo() == 0 ? null : messages.find(scope, message.replyTo());
    } catch (livery.fault.Fault gone) {
      return null;
    }
  }

  private Optional<Came> came(Scope scope, MessageLine message) {
    var manages = scope.role() == Role.OWNER || scope.role() == Role.MANAGER;
    var operates = manages && tree.isPlatform(scope.homeId());
    return sql.query(
        scope,
        "SELECT i.operator_ref, i.parts, i.partial, i.data_coding, i.raw, i.received_at, l.name"
            + " FROM inbox i JOIN message m ON m.id = i.id LEFT JOIN smpp_link l ON l.id ="
            + " i.link_id WHERE i.id = :id AND m.tenant_id IN (<subtree>)",
        query ->
            query.bind("id", message.id()).map((row, context) -> came(row, operates)).findOne());
  }

  private static Came came(ResultSet row, boolean operates) throws SQLException {
    var ref = row.getString("operator_ref");
    var link = row.getString("name");
    return new Came(
        operates && link != null ? link : "",
        ref == null ? "" : ref,
        row.getInt("parts"),
        row.getBoolean("partial"),
        row.getInt("data_coding"),
        operates ? HexFormat.ofDelimiter(" ").formatHex(row.getBytes("raw")) : "",
        MessageLine.instant(row, "received_at"));
  }

  private List<Paid> edges(Scope scope, MessageLine message) {
    return store.inTransaction(
        connection -> {
          var shown = new ArrayList<RatedRows.Row>(RatedRows.of(connection, message.id()));
          shown.removeIf(row -> !tree.isWithin(row.line().buyerId(), scope.tenantId()));
          var booked =
              RatedRows.booked(connection, shown.stream().map(RatedRows.Row::postingId).toList());
          var edges = new ArrayList<Paid>();
          for (var row : shown) {
            edges.add(
                paid(row, matched(connection, row.line().priceId()), booked.get(row.postingId())));
          }
          return edges;
        });
  }

  private static Matched matched(Connection connection, long priceId) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT country, network, prefix FROM price WHERE id = ?")) {
      statement.setLong(1, priceId);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Matched(row.getString(1), row.getString(2), row.getString(3))
            : null;
      }
    }
  }

  private Paid paid(RatedRows.Row row, Matched matched, RatedRows.Booked booked) {
    var line = row.line();
    var charged = booked != null && row.state() == RatedRows.State.POSTED;
    return new Paid(
        line.sellerId(),
        name(line.sellerId()),
        line.buyerId(),
        name(line.buyerId()),
        line.quantity(),
        row.posted(),
        line.unitPrice(),
        matched,
        line.tier(),
        line.rate(),
        line.rateOn(),
        line.amountMicros(),
        line.currency(),
        row.state().name(),
        row.isRefunded(),
        line.rule().on().name(),
        charged ? booked.at() : null,
        charged ? booked.correctsPeriod() : 0);
  }

  private String name(long tenantId) {
    return tree.find(tenantId).map(Tenant::name).orElse("");
  }

  private List<Part> parts(Scope scope, MessageLine message) {
    return sql.query(
        scope,
        "SELECT p.part, p.status, p.operator_ref, p.submitted_at, p.answered_at, p.receipt,"
            + " p.receipt_error, p.receipt_at FROM message_part p JOIN message m ON m.id ="
            + " p.message_id WHERE p.message_id = :id AND m.tenant_id IN (<subtree>)"
            + " ORDER BY p.part",
        query -> query.bind("id", message.id()).map((row, context) -> part(row)).list());
  }

  private static Part part(ResultSet row) throws SQLException {
    var ref = row.getString("operator_ref");
    return new Part(
        row.getInt("part"),
        row.getInt("status"),
        ref == null ? "" : ref,
        MessageLine.instant(row, "submitted_at"),
        MessageLine.instant(row, "answered_at"),
        row.getString("receipt"),
        row.getString("receipt_error"),
        MessageLine.instant(row, "receipt_at"));
  }
}
