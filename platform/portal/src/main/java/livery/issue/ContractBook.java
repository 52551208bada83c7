package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;
import livery.billing.contract.Contract;
import livery.contract.Contracts;

/** What a seller and a buyer agreed, as documents ask for it. Thread-safe. */
@ApplicationScoped
public class ContractBook {

  private final Contracts contracts;

  @Inject
  public ContractBook(Contracts contracts) {
    this.contracts = contracts;
  }

  protected ContractBook() {
    this(null);
  }

  /** The version of a contract that holds on a day; empty without one. */
  Optional<Contract> at(long sellerId, long buyerId, LocalDate day) {
    return contracts.history(sellerId, buyerId).flatMap(history -> history.at(day));
  }
}
