package livery.bank;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.money.Wallets;
import livery.tenant.CurrentScope;

/** The reference of the tenant's own wallet, for pages. */
@Named
@RequestScoped
public class BankReference {

  private final Wallets wallets;
  private final CurrentScope current;

  @Inject
  public BankReference(Wallets wallets, CurrentScope current) {
    this.wallets = wallets;
    this.current = current;
  }

  protected BankReference() {
    this(null, null);
  }

  /** Empty for the platform. */
  public String getOwn() {
    return wallets
        .own(current.get())
        .map(purse -> CreditorReference.of(purse.wallet().id()))
        .orElse("");
  }
}
