package livery.work;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.billing.OneOff;
import livery.billing.Transfer;
import livery.faces.Once;
import livery.money.StatementPage;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/** Work behind a line of a client's statement: where it stands, and how it is taken back. */
@Named
@RequestScoped
public class WorkDetailPage {

  private final Work work;
  private final StatementPage statement;
  private final CurrentScope current;
  private Piece piece;

  @Inject
  public WorkDetailPage(Work work, StatementPage statement, CurrentScope current) {
    this.work = work;
    this.statement = statement;
    this.current = current;
  }

  protected WorkDetailPage() {
    this(null, null, null);
  }

  /** Whether the line is work that this tenant has charged, and the person may take back. */
  @Once
  public boolean isShown() {
    var scope = current.get();
    var detail = statement.getDetail();
    return Rights.finances(scope.role())
        && detail.purse().wallet().sellerId() == scope.tenantId()
        && detail.transfer().kind() == Transfer.Kind.CHARGE
        && detail.transfer().product().equals(OneOff.PRODUCT);
  }

  /** The work. */
  public Piece getPiece() {
    if (piece == null) {
      var detail = statement.getDetail();
      piece = work.get(current.get(), detail.purse().wallet().buyerId(), detail.transfer().id());
    }
    return piece;
  }

  /** Gives all of it back, and shows the line anew. */
  public String takeBack() {
    var detail = statement.getDetail();
    var id = detail.transfer().id();
    work.takeBack(current.get(), detail.purse().wallet().buyerId(), id);
    return "/money/statement.xhtml?faces-redirect=true&wallet="
        + detail.purse().wallet().id()
        + "&transfer="
        + id;
  }
}
