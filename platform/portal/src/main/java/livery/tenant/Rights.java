package livery.tenant;

/**
 * What a role allows, asked at the head of every act. Reading needs no more than a scope.
 *
 * <p>For pages that hide what cannot be done: the same answers as booleans on {@link CurrentScope}.
 */
public final class Rights {

  private Rights() {}

  /** Numbers, campaigns, messages, contacts, links, tenants below. */
  public static void mayManage(Scope scope) {
    require(manages(scope.role()));
  }

  /** Money: wallets, prices, statements, documents. */
  public static void mayFinance(Scope scope) {
    require(finances(scope.role()));
  }

  /** People, keys with all rights, brand, suspending. */
  public static void mayOwn(Scope scope) {
    require(scope.role() == Role.OWNER);
  }

  /** Prices below the own cost. */
  public static void maySellBelowCost(Scope scope) {
    require(sellsBelowCost(scope.role()));
  }

  /** The same as a question. */
  public static boolean sellsBelowCost(Role role) {
    return role == Role.OWNER;
  }

  /** What only the platform's own people do: links to operators, plugins, stock of numbers. */
  public static void mayOperate(Scope scope, TenantTree tree) {
    require(manages(scope.role()) && tree.isPlatform(scope.homeId()));
  }

  static boolean manages(Role role) {
    return role == Role.OWNER || role == Role.MANAGER;
  }

  /** The same as a question. */
  public static boolean finances(Role role) {
    return role == Role.OWNER || role == Role.FINANCE;
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new NotAllowed();
    }
  }
}
