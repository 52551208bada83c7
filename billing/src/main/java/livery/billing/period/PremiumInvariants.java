package livery.billing.period;

import java.util.List;
import livery.billing.Invariants.Rule;

/**
 * I16: premium income adds up, from the operator's statement to the payment. What is confirmed and
 * payable is what sellers owe by their accounts, what is paid is what has left them.
 */
final class PremiumInvariants {

  static final String NAME = "I16";

  /** The table that says whether a database has premium income. */
  static final String TABLE = "premium_income";

  static final List<Rule> RULES =
      List.of(
          new Rule(
              NAME,
              "SELECT CONCAT('posting ', posting_id), CONCAT('seller ', seller_id, ' owes buyer ',"
                  + " buyer_id, ' by its transfers ', SUM(amount), ' more than by income') FROM"
                  + " (SELECT posting_id, seller_id, buyer_id, currency, amount FROM transfer WHERE"
                  + " kind = 'PREMIUM' UNION ALL SELECT posting_id, seller_id, buyer_id, currency,"
                  + " -amount FROM premium_income) x GROUP BY posting_id, seller_id, buyer_id,"
                  + " currency HAVING SUM(amount) <> 0"),
          new Rule(
              NAME,
              "SELECT CONCAT('payment ', posting_id), CONCAT('seller ', seller_id, ' paid buyer ',"
                  + " buyer_id, ' by its transfer ', SUM(amount), ' more than income that is paid')"
                  + " FROM (SELECT posting_id, seller_id, buyer_id, currency, amount FROM transfer"
                  + " WHERE kind = 'PAYOUT' AND product = 'premium' UNION ALL SELECT payout_id,"
                  + " seller_id, buyer_id, currency, -amount FROM premium_income WHERE state ="
                  + " 'PAID') x GROUP BY posting_id, seller_id, buyer_id, currency HAVING"
                  + " SUM(amount) <> 0"),
          new Rule(
              NAME,
              "SELECT CONCAT('income ', id), CONCAT('is ', state, ' by payment ', payout_id) FROM"
                  + " premium_income WHERE (state = 'PAID') <> (payout_id <> 0)"),
          new Rule(
              NAME,
              "SELECT CONCAT('account ', account), CONCAT('owes ', SUM(amount), ' more than income"
                  + " that is confirmed and payable, ', currency) FROM (SELECT credit_account AS"
                  + " account, currency, amount FROM transfer WHERE -credit_account % 16 = 10 UNION"
                  + " ALL SELECT debit_account, currency, -amount FROM transfer WHERE"
                  + " -debit_account % 16 = 10 UNION ALL SELECT -(buyer_id * 16 + 10), currency,"
                  + " -amount FROM premium_income WHERE state <> 'PAID') x GROUP BY account,"
                  + " currency HAVING SUM(amount) <> 0"),
          new Rule(
              NAME,
              "SELECT CONCAT('statement ', s.id), CONCAT('net ', s.net, ' of gross ', s.gross, ':"
                  + " rows say ', COALESCE(r.gross, 0), ', the operator keeps ', s.operator_part, ','"
                  + ", ' income is ', COALESCE(i.amount, 0)) FROM premium_statement s LEFT JOIN"
                  + " (SELECT statement_id, SUM(gross) AS gross FROM premium_statement_row GROUP BY"
                  + " statement_id) r ON r.statement_id = s.id LEFT JOIN (SELECT statement_id,"
                  + " SUM(IF(seller_id = 0, amount, 0)) AS amount FROM premium_income GROUP BY"
                  + " statement_id) i ON i.statement_id = s.id WHERE s.gross <> COALESCE(r.gross, 0)"
                  + " OR (s.state = 'CONFIRMED' AND (s.gross <> s.net + s.vat + s.levy OR s.net <>"
                  + " s.operator_part + COALESCE(i.amount, 0))) OR (s.state <> 'CONFIRMED' AND"
                  + " i.amount IS NOT NULL)"),
          new Rule(
              NAME,
              "SELECT CONCAT('income ', d.id), CONCAT('seller ', d.seller_id, ' passes ', d.amount,"
                  + " ' on, of ', COALESCE(u.amount, 0)) FROM premium_income d LEFT JOIN"
                  + " premium_income u ON u.statement_id = d.statement_id AND u.buyer_id ="
                  + " d.seller_id AND u.number_id = d.number_id AND u.tenant_id = d.tenant_id WHERE"
                  + " d.seller_id <> 0 AND d.amount > COALESCE(u.amount, 0)"));

  private PremiumInvariants() {}
}
