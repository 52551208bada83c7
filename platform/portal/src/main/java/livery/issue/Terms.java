package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import livery.billing.contract.Contract;
import livery.billing.contract.Paper;
import livery.billing.tax.TaxRule;
import livery.party.Requisites;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Who writes what to whom, and how it is taxed and numbered (billing.md §2.3). Thread-safe. */
@ApplicationScoped
public class Terms {

  private final TenantTree tree;
  private final ContractBook contracts;

  /**
   * What holds for the invoice and act of an edge.
   *
   * @param issuerId the seller, or its principal where it sells in the principal's name
   */
  record Sale(long issuerId, TaxRule tax, String series, int objectDays) {}

  @Inject
  public Terms(TenantTree tree, ContractBook contracts) {
    this.tree = tree;
    this.contracts = contracts;
  }

  protected Terms() {
    this(null, null);
  }

  /** By which contract the buyer sells the seller's services as its agent, on a day. */
  Optional<Contract> agency(long sellerId, long buyerId, LocalDate day) {
    return contracts.at(sellerId, buyerId, day).filter(contract -> contract.mode().isAgent());
  }

  /** Who writes the invoice of an edge, on the last day of its month. */
  long issuer(long sellerId, LocalDate day) {
    var issuer = sellerId;
    for (var seller : tree.chain(sellerId)) {
      var agency = seller.parentId() == 0 ? null : agency(seller.parentId(), seller.id(), day);
      if (agency == null
          || agency.isEmpty()
          || Paper.CLIENT_INVOICE.issuer(agency.get()) != Paper.Issuer.PRINCIPAL) {
        return issuer;
      }
      issuer = seller.parentId();
    }
    return issuer;
  }

  /**
   * What holds for a sale.
   *
   * @param requisites of all who may issue
   */
  Sale sale(long sellerId, long buyerId, LocalDate day, Map<Long, Requisites> requisites) {
    var issuer = issuer(sellerId, day);
    var own = contracts.at(sellerId, buyerId, day);
    var taxed = own.or(() -> agencyOf(sellerId, day)).map(Contract::tax).filter(Terms::says);
    var tax = taxed.orElseGet(() -> requisites.get(issuer).tax());
    var papers = own.map(Contract::documents).orElse(Contract.DocumentTerms.USUAL);
    return new Sale(issuer, tax, papers.numberingSeries(), papers.objectionDays());
  }

  /** A contract without a tax leaves it to the legal details of who issues. */
  private static boolean says(TaxRule tax) {
    return tax.regime() != TaxRule.Regime.NOT_A_PAYER;
  }

  private Optional<Contract> agencyOf(long sellerId, LocalDate day) {
    var seller = tree.find(sellerId).orElseThrow();
    return seller.parentId() == 0 ? Optional.empty() : agency(seller.parentId(), sellerId, day);
  }

  /** The tenant, which is there. */
  Tenant tenant(long id) {
    return tree.find(id).orElseThrow();
  }
}
