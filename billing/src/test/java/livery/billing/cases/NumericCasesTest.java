package livery.billing.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import livery.billing.BillingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers worked out from the sources alone, asked of the public face of the rules. A line of a
 * file is: case; source; act; what is given; the answer, or "refused" with the kind of exception
 * and a part of its text.
 */
class NumericCasesTest {

  private static final List<String> FILES =
      List.of("tiers", "differences", "contracts", "periods", "documents", "purses");
  private static final int COLUMNS = 5;
  private static final int LEAST = 300;

  private static final Map<String, Function<Given, String>> ACTS = new HashMap<>();

  static {
    ACTS.putAll(TierActs.ACTS);
    ACTS.putAll(ContractActs.ACTS);
    ACTS.putAll(DocumentActs.ACTS);
    ACTS.putAll(PurseActs.ACTS);
  }

  static Stream<Arguments> cases() {
    return FILES.stream().flatMap(NumericCasesTest::read);
  }

  private static Stream<Arguments> read(String file) {
    try (var in = NumericCasesTest.class.getResourceAsStream(file + ".csv")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(NumericCasesTest::row);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Arguments row(String line) {
    var cells = line.split(";", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException(COLUMNS + " cells, not " + cells.length + ": " + line);
    }
    return arguments(
        cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3], cells[4].strip());
  }

  @ParameterizedTest(name = "{0} ({1})")
  @MethodSource("cases")
  void the_api_answers_as_the_source_does(
      String name, String source, String act, String given, String answer) {
    assertThat(source).isNotBlank();
    assertThat(ACTS).containsKey(act);

    if (!answer.startsWith("refused")) {
      assertThat(ACTS.get(act).apply(new Given(given))).isEqualTo(answer);
      return;
    }
    var thrown = catchThrowable(() -> ACTS.get(act).apply(new Given(given)));

    assertThat(thrown).isInstanceOf(BillingException.class);
    var said = thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    assertThat(said).contains(answer.substring("refused".length()).strip());
  }

  @Test
  void every_case_has_a_name_of_its_own() {
    var names = cases().map(row -> row.get()[0]).toList();

    assertThat(names).hasSizeGreaterThan(LEAST).hasSize(new HashSet<>(names).size());
  }
}
