package livery.message;

import livery.testkit.RecordKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of the message path whose comparison is written out compare everything. */
class KeysTest {

  @ParameterizedTest
  @ValueSource(strings = {"message.Traffic$Key", "dispatch.Dialogues$Key"})
  void a_key_compares_all_its_parts(String name) throws Exception {
    RecordKeys.requireAllCompared("livery." + name);
  }
}
