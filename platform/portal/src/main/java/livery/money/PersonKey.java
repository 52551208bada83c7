package livery.money;

import livery.billing.EngineKey;
import livery.fault.Check;
import livery.fault.Fault;

/** Keys by which people and their programs name a movement of money, so that it happens once. */
public final class PersonKey {

  private static final int LENGTH = 100;

  private PersonKey() {}

  /**
   * The key, checked.
   *
   * @throws Fault when it is missing, too long, or one of those that the software keeps for itself
   */
  public static String of(String key) {
    var checked = Check.text("key", key, LENGTH);
    if (EngineKey.is(checked)) {
      throw Fault.invalid("key", "money.fault.key-kept", Check.shown(checked));
    }
    return checked;
  }
}
