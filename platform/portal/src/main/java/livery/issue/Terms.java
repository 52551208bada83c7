package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Paper;
import livery.billing.tax.TaxRule;
import livery.books.Month;
import livery.contract.Contracts;
import livery.document.Document;
import livery.party.Requisites;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Who writes what to whom, and how it is taxed and numbered (billing.md §2.3). Thread-safe. */
@ApplicationScoped
public class Terms {

  private final TenantTree tree;
  private final Contracts contracts;

  /**
   * What holds for the invoice and act of an edge.
   *
   * @param issuerId the seller, or its principal where it sells in the principal's name
   */
  record Sale(long issuerId, TaxRule tax, String series, int objectDays) {}

  @Inject
  public Terms(TenantTree tree, Contracts contracts) {
    this.tree = tree;
    this.contracts = contracts;
  }

  protected Terms() {
    this(null, null);
  }

  /** By which contract the buyer sells the seller's services as its agent, on a day. */
  Optional<Contract> agency(long sellerId, long buyerId, LocalDate day) {
    return agreed(sellerId, buyerId, day).filter(contract -> contract.mode().isAgent());
  }

  /**
   * By which contract the buyer sold as the seller's agent in a month, the last one: who was its
   * agent for a part of the month reports on that.
   */
  Optional<Contract> agencyWithin(long sellerId, long buyerId, Month month) {
    return lastAgency(sellerId, buyerId, month.firstDay(), month.lastDay());
  }

  /** The same for the month of an agent's report. */
  Optional<Contract> agencyOf(Document report) {
    return lastAgency(report.sellerId(), report.buyerId(), report.fromDay(), report.toDay());
  }

  /** Who sold to the clients of an agent up to a day: its seller, and whose agent that was. */
  List<Long> principals(Contract agency, LocalDate to) {
    return contracts.principals(agency.sellerId(), to.plusDays(1));
  }

  /** All versions of that contract. */
  Optional<ContractHistory> history(long sellerId, long buyerId) {
    return contracts.history(sellerId, buyerId);
  }

  /**
   * Who writes the invoice of an edge, on the last day of its month: the seller, or an agent
   * between it and the buyer that sells in its own name.
   */
  long issuer(long sellerId, long buyerId, LocalDate day) {
    if (hasMoved(sellerId, buyerId)) {
      return sellerId;
    }
    for (var between : tree.chain(buyerId)) {
      if (between.id() == buyerId) {
        continue;
      }
      if (between.id() == sellerId) {
        return sellerId;
      }
      var agency = agency(between.parentId(), between.id(), day);
      if (agency.isPresent()
          && Paper.CLIENT_INVOICE.issuer(agency.get()) == Paper.Issuer.RESELLER) {
        return between.id();
      }
    }
    return sellerId;
  }

  /** Whether the buyer has another seller since: nobody stands between it and the one before. */
  private boolean hasMoved(long sellerId, long buyerId) {
    return tree.chain(buyerId).stream().noneMatch(above -> above.id() == sellerId);
  }

  /** Who sells to a tenant today: the one above it, or that one's principal. */
  long sellerOf(long buyerId) {
    return tree.sellerOf(buyerId);
  }

  /**
   * What holds for a sale.
   *
   * @param requisites of all who may issue
   */
  Sale sale(long sellerId, long buyerId, LocalDate day, Map<Long, Requisites> requisites) {
    var issuer = issuer(sellerId, buyerId, day);
    var own = agreed(sellerId, buyerId, day);
    var taxed =
        own.or(() -> agencyOf(sellerId, buyerId, day)).map(Contract::tax).filter(Terms::says);
    var tax = taxed.orElseGet(() -> requisites.get(issuer).tax());
    var papers = own.map(Contract::documents).orElse(Contract.DocumentTerms.USUAL);
    return new Sale(issuer, tax, papers.numberingSeries(), papers.objectionDays());
  }

  /** A contract without a tax leaves it to the legal details of who issues. */
  private static boolean says(TaxRule tax) {
    return tax.regime() != TaxRule.Regime.NOT_A_PAYER;
  }

  /** The contract of the agent that sold it, where one did. */
  private Optional<Contract> agencyOf(long sellerId, long buyerId, LocalDate day) {
    var above = tenant(buyerId).parentId();
    return above == sellerId || above == 0 || hasMoved(sellerId, buyerId)
        ? Optional.empty()
        : agency(tenant(above).parentId(), above, day);
  }

  /** The tenant, which is there. */
  Tenant tenant(long id) {
    return tree.find(id).orElseThrow();
  }

  /** The version of the contract that holds on a day; empty without one. */
  private Optional<Contract> agreed(long sellerId, long buyerId, LocalDate day) {
    return contracts.history(sellerId, buyerId).flatMap(history -> history.at(day));
  }

  /** The last version by which the buyer was an agent on one of these days, both included. */
  private Optional<Contract> lastAgency(long sellerId, long buyerId, LocalDate from, LocalDate to) {
    return contracts
        .agreement(sellerId, buyerId)
        .flatMap(agreement -> agreement.lastAgency(from, to.plusDays(1)));
  }
}
