package livery.task;

import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livery.frame.Texts;
import livery.number.NumberTown;
import livery.stock.StockErrand;
import org.junit.jupiter.api.Test;

/** An import of numbers as a task: each refused line is one row of it. */
class StockTaskTest {

  private static final int BAD = 700;

  private final NumberTown town = new NumberTown();
  private final Tasks tasks =
      new Tasks(
          List.of(new StockErrand(town.stock)),
          town.store,
          town.sql,
          town.ids,
          town.clock,
          Runnable::run);

  /** Lines with three faults each: told one by one they would be more than are named. */
  private static String lines() {
    return IntStream.range(0, BAD)
        .mapToObj(i -> "DE;" + (123_000 + i) + ";SHORT;SILVER;CHEAP")
        .collect(Collectors.joining("\n", "UA;3840\n", ""));
  }

  @Test
  void refused_lines_are_counted_and_each_is_named_once_with_all_its_reasons() {
    var scope = owner(PLATFORM);

    var id = tasks.begin(scope, Task.Kind.NUMBERS, "", lines().getBytes(StandardCharsets.UTF_8));

    var task = tasks.get(scope, id);
    assertThat(task.counts()).containsExactly(1L, (long) BAD);
    assertThat(task.refusedCount()).isEqualTo(BAD);
    assertThat(task.refused())
        .extracting(Task.Refused::line)
        .isEqualTo(IntStream.rangeClosed(2, BAD + 1).boxed().toList());
    assertThat(reason(task.refused().get(BAD - 1))).contains("SILVER", "CHEAP", "123699");
  }

  private static String reason(Task.Refused row) {
    return row.told(one -> Texts.in(Locale.ENGLISH).of(one.key(), one.arguments().toArray()));
  }
}
