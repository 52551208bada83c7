package livery.billing;

import livery.testkit.RecordKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose comparison is written out compare everything. */
class KeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RatedLine",
        "Slip$Line",
        "LockedWallets$Key",
        "Posting$Key",
        "FreeUnits$Of",
        "price.PriceBook$Key",
        "price.Rater$Kind",
        "price.BillRules$Place",
        "price.RateBook$Pair",
      })
  void a_key_compares_all_its_parts(String name) throws Exception {
    RecordKeys.requireAllCompared("livery.billing." + name);
  }
}
