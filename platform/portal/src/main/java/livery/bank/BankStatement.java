package livery.bank;

import java.util.List;

/**
 * A statement of one account, as its file tells it.
 *
 * @param account IBAN or another number
 * @param version the message: "camt.053.001.08"
 * @param bad the entries that could not be read
 */
record BankStatement(
    String number,
    String account,
    String currency,
    String version,
    List<BankEntry> entries,
    List<Bad> bad) {

  /**
   * An entry that does not go in.
   *
   * @param number in its statement, from 1
   * @param key of the reason's text
   */
  record Bad(int number, String key, List<Object> arguments) {

    Bad(int number, String key, Object... arguments) {
      this(number, key, List.of(arguments));
    }
  }
}
