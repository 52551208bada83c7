package livery.issue;

import java.math.BigDecimal;
import java.util.List;
import livery.contract.Terms;

/** What the contracts of agents say. */
final class AgentTerms {

  /** The first day on which acme is an agent. */
  static final String FROM = "2026-04-01";

  private AgentTerms() {}

  /** A tenth of what is sold, withheld, in the agent's own name. */
  static Terms usual() {
    return of(FROM, "AGENT_OWN_NAME", "WITHHOLD", false, fee("10", "CHARGE", false));
  }

  /** By another fee, or settled otherwise. */
  static Terms of(String from, String mode, String settlement, boolean selfBilled, Terms.Fee fee) {
    return Terms.agent(from, mode, fee, settlement).with(new Terms.Papers("AG", selfBilled, 30));
  }

  /** A percentage of what is sold. */
  static Terms.Fee fee(String percent, String accrueOn, boolean delCredere) {
    var row = new Terms.Row(null, new BigDecimal(percent), null, null);
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, List.of(row));
    return new Terms.Fee("PCT_OF_SALES", tiers, accrueOn, delCredere);
  }
}
