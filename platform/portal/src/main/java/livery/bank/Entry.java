package livery.bank;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import livery.billing.Money;
import livery.order.ColumnType;
import livery.order.Orders;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of a statement as it stands in the portal.
 *
 * @param number in its statement, from 1
 * @param credit whether money came
 * @param reversal whether it takes an earlier entry back
 * @param reason why it is not posted, or how it found its buyer
 * @param note why it was set aside, as a person wrote it
 * @param buyer whose wallet it went to, empty while it went to none
 * @param originalId the entry that a reversal took back, 0 for none
 * @param suggestedId a buyer that has paid from this account before, 0 for none
 */
public record Entry(
    long id,
    long statementId,
    int number,
    String account,
    Money amount,
    boolean credit,
    boolean reversal,
    LocalDate bookedOn,
    String bankRef,
    String endToEnd,
    String details,
    String payer,
    String payerAccount,
    State state,
    String reason,
    String note,
    long buyerId,
    String buyer,
    long demandId,
    long postingId,
    long originalId,
    long suggestedId) {

  /** The orders of lists of entries; money that went is below zero. */
  public static final Orders<Entry> ORDERS =
      Orders.newestFirst("e.id", Entry::id)
          .and("booked", "bank.on", ColumnType.DAY, "e.booked_on", Entry::bookedOn)
          .and(
              "amount",
              "bank.sum",
              ColumnType.NUMBER,
              "e.change_micros",
              entry -> entry.credit() ? entry.amount().micros() : -entry.amount().micros());

  static final String COLUMNS =
      "SELECT e.*, COALESCE(t.name, '') AS buyer, COALESCE(p.buyer_id, 0) AS suggested_id"
          + " FROM bank_entry e LEFT JOIN tenant t ON t.id = e.buyer_id"
          + " LEFT JOIN bank_payer p ON p.tenant_id = e.tenant_id"
          + " AND p.payer_account = e.payer_account ";

  /** What has become of it. */
  @Schema(name = "BankEntryState")
  public enum State {
    /** It moved money. */
    POSTED,
    /** A person must look. */
    UNMATCHED,
    /** It concerns no wallet. */
    SET_ASIDE
  }

  static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getLong("statement_id"),
        row.getInt("entry_no"),
        row.getString("account"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getBoolean("credit"),
        row.getBoolean("reversal"),
        row.getObject("booked_on", LocalDate.class),
        row.getString("bank_ref"),
        row.getString("end_to_end"),
        row.getString("details"),
        row.getString("payer"),
        row.getString("payer_account"),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("note"),
        row.getLong("buyer_id"),
        row.getString("buyer"),
        row.getLong("demand_id"),
        row.getLong("posting_id"),
        row.getLong("original_id"),
        row.getLong("suggested_id"));
  }
}
