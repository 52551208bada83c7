package livery.number;

import static livery.fault.TestFaults.fields;
import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import livery.fault.Fault;
import livery.stock.Stock;
import org.junit.jupiter.api.Test;

/** A number or a keyword that is wrong in several ways is refused once. */
class NumberFaultsTest {

  private static final NumberTown TOWN = new NumberTown();

  @Test
  void everything_that_is_wrong_with_a_number_is_told_at_once() {
    var unknown = new NewNumber("XX", " ", "MEDIUM", "SILVER", "CHEAP", false);
    var ofNoRule = new NewNumber("DE", "123456", "SHORT", "SILVER", "CHEAP", false);

    assertThat(fields(() -> TOWN.stock.add(owner(PLATFORM), unknown)))
        .containsExactly("country", "digits", "kind", "tier", "tariff");
    assertThat(fields(() -> TOWN.stock.add(owner(PLATFORM), ofNoRule)))
        .containsExactly("tier", "tariff", "digits");
  }

  @Test
  void a_line_of_an_import_tells_each_reason_and_counts_once() {
    var lines = List.of("UA;3840", "DE;123456;SHORT;SILVER;CHEAP", "UA;38x");

    var result = TOWN.stock.addAll(owner(PLATFORM), lines);

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.refused()).extracting(Stock.Import.Refused::line).containsExactly(2, 3);
    var reason = result.refused().get(0).reason();
    assertThat(reason.all()).extracting(Fault::field).containsExactly("tier", "tariff", "digits");
    assertThat(reason.told()).contains("SILVER", "CHEAP", "123456");
    String said =
        TOWN.store
            .jdbi()
            .withHandle(
                db ->
                    db.createQuery("SELECT detail FROM audit WHERE action = 'number.import'")
                        .mapTo(String.class)
                        .one());
    assertThat(said).isEqualTo("1 added, 2 refused");
  }

  @Test
  void everything_that_is_wrong_with_a_keyword_is_told_at_once() {
    assertThat(fields(new NewKeyword(0, 0, "two words", List.of("ok", "a b"), "MOST")::checked))
        .containsExactly("word", "aliases", "matchType");
    assertThat(fields(new NewKeyword(0, 0, "", List.of("ok"), "MOST")::checked))
        .containsExactly("aliases", "matchType");
  }

  @Test
  void a_word_that_is_repeated_is_kept_once_as_it_was_written_first() {
    var number = TOWN.number("3850", CLIENT);

    var keyword = TOWN.keyword(CLIENT, number.id(), "Crown", "king", "KING!", "king", "crown");

    assertThat(keyword.aliases()).containsExactly("king");
    assertThat(new NewKeyword(0, 0, "Crown", List.of("king", "King", "tsar"), "").checked())
        .containsExactly("Crown", "king", "tsar");
  }

  @Test
  void of_aliases_those_that_are_kept_are_counted() {
    var twenty = IntStream.range(0, 20).mapToObj(i -> "w" + i).toList();
    var often = Stream.concat(twenty.stream(), Collections.nCopies(5, "w0").stream()).toList();
    var more = Stream.concat(twenty.stream(), Stream.of("w20")).toList();

    assertThat(new NewKeyword(0, 0, "word", often, "").checked()).hasSize(21);
    assertThat(fields(new NewKeyword(0, 0, "word", more, "")::checked)).containsExactly("aliases");
  }
}
