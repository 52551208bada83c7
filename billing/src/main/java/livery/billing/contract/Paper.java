package livery.billing.contract;

import java.util.EnumSet;
import java.util.Set;
import livery.billing.Exact;

/** The documents of a contract: who writes which to whom (billing.md §2.3). */
public enum Paper {
  /** Invoice for a prepayment, to the client. */
  PROFORMA,
  /** The month's act and invoice, to the client. */
  CLIENT_INVOICE,
  /** Platform to reseller: what it bought. */
  WHOLESALE_INVOICE,
  /** Agent to principal: clients, services, accrued, received, withheld, commission. */
  AGENT_REPORT,
  /** Agent to principal for its commission; written by the principal where self-billed. */
  COMMISSION_INVOICE,
  /** Payments and expenses behind an agent's report. */
  EVIDENCE,
  /** What is set off where the agent keeps its commission back. */
  NETTING,
  /** Agreed balance of any pair. */
  RECONCILIATION,
  /** Rebate or refund on a wholesale invoice; an agent corrects its report instead. */
  CREDIT_NOTE,
  /** The operator's statement of premium messages. */
  OPERATOR_SETTLEMENT;

  /** Who writes a document. */
  public enum Issuer {
    /** The platform, or the reseller above. */
    PRINCIPAL,
    /** The reseller. */
    RESELLER,
    /** The operator. */
    OPERATOR
  }

  /** The documents that a contract needs. */
  public static Set<Paper> of(Contract contract) {
    var papers = EnumSet.allOf(Paper.class);
    if (!Exact.present(contract, "The contract").mode().isAgent()) {
      papers.removeAll(EnumSet.of(AGENT_REPORT, COMMISSION_INVOICE, EVIDENCE, NETTING));
      return papers;
    }
    papers.removeAll(EnumSet.of(WHOLESALE_INVOICE, CREDIT_NOTE));
    if (contract.settlement() != Contract.Settlement.WITHHOLD) {
      papers.remove(NETTING);
    }
    return papers;
  }

  /** Who writes this document under a contract. */
  public Issuer issuer(Contract contract) {
    return switch (this) {
      case PROFORMA, CLIENT_INVOICE ->
          contract.mode() == Contract.Mode.AGENT_PRINCIPAL_NAME
              ? Issuer.PRINCIPAL
              : Issuer.RESELLER;
      case WHOLESALE_INVOICE, CREDIT_NOTE -> Issuer.PRINCIPAL;
      case AGENT_REPORT, EVIDENCE, NETTING -> Issuer.RESELLER;
      case COMMISSION_INVOICE ->
          contract.documents().selfBilled() ? Issuer.PRINCIPAL : Issuer.RESELLER;
      case RECONCILIATION -> Issuer.PRINCIPAL;
      case OPERATOR_SETTLEMENT -> Issuer.OPERATOR;
    };
  }
}
