package livery.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerJournalTest {

  private static final Instant SENT = Instant.parse("2026-03-01T10:00:00.123Z");
  @TempDir Path folder;

  @Test
  void what_was_heard_is_there_for_the_next_run_word_for_word() {
    var first = new Heard(7, 1, 0, "ref-ü", SENT, SENT.plusMillis(5));
    var second = new Heard(7, 2, 0x45, null, SENT, SENT.plusMillis(9));
    var never = new Heard(8, 1, Carrier.Answer.EXPIRED, "", null, SENT);
    var journal = AnswerJournal.open(folder);
    List.of(first, second, never).forEach(journal::heard);

    var next = AnswerJournal.open(folder);

    assertThat(next.messages()).containsExactlyInAnyOrder(7L, 8L);
    assertThat(next.of(7)).containsExactly(first, second);
    assertThat(next.of(8)).containsExactly(never);
    assertThat(next.of(9)).isEmpty();
  }

  @Test
  void half_a_record_is_the_end_and_all_before_it_counts() throws IOException {
    var journal = AnswerJournal.open(folder);
    journal.heard(heard(1));
    journal.heard(heard(2));
    var file = files().get(0);
    var whole = Files.readAllBytes(file);
    for (var cut = 1; cut < whole.length / 2; cut++) {
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut));
      assertThat(AnswerJournal.open(folder).messages()).as("cut %d", cut).containsExactly(1L);
    }
    Files.write(file, new byte[] {0, 0, 0, 9, 1, 2, 3}, StandardOpenOption.APPEND);
    assertThat(AnswerJournal.open(folder).messages()).containsExactly(1L);
  }

  @Test
  void a_record_that_was_changed_is_not_believed() throws IOException {
    var journal = AnswerJournal.open(folder);
    journal.heard(heard(1));
    var bytes = Files.readAllBytes(files().get(0));
    bytes[20] ^= 1;
    Files.write(files().get(0), bytes);

    assertThat(AnswerJournal.open(folder).messages()).isEmpty();
  }

  @Test
  void only_what_waits_in_the_table_is_kept_and_outlives_another_kill() throws IOException {
    var journal = AnswerJournal.open(folder);
    journal.heard(heard(1));
    journal.heard(heard(2));
    var next = AnswerJournal.open(folder);
    next.keepOnly(List.of(2L, 99L));
    assertThat(next.messages()).containsExactly(2L);

    var third = AnswerJournal.open(folder);
    assertThat(third.of(2)).containsExactly(heard(2));
    assertThat(third.messages()).containsExactly(2L);
    third.keepOnly(List.of(2L));
    third.stored(2);
    assertThat(third.messages()).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void files_go_when_the_table_has_all_of_them() throws IOException {
    var journal = AnswerJournal.open(folder);
    var id = 0L;
    while (files().size() < 4) {
      journal.heard(heard(++id));
    }
    assertThat(Files.size(files().get(0)))
        .isBetween((long) AnswerJournal.FILE_MAX, AnswerJournal.FILE_MAX + 512L);
    for (var stored = 2L; stored <= id; stored++) {
      journal.stored(stored);
    }
    assertThat(files()).as("the first still has one that is not stored").hasSize(2);
    assertThat(AnswerJournal.open(folder).of(1)).containsExactly(heard(1));
    journal.stored(1);
    journal.stored(1);
    assertThat(files()).hasSize(2);
  }

  @Test
  void a_reference_of_65_is_kept_and_a_longer_one_harms_nobody() {
    var journal = AnswerJournal.open(folder);
    journal.heard(new Heard(1, 1, 0, "r".repeat(65), SENT, SENT));
    journal.heard(new Heard(2, 1, 0, "r".repeat(66), SENT, SENT));
    journal.heard(new Heard(3, 1, 0, "€".repeat(65), SENT, SENT));

    assertThat(AnswerJournal.open(folder).messages()).containsExactlyInAnyOrder(1L, 3L);
  }

  @Test
  void a_disk_that_refuses_costs_the_word_and_not_the_message() throws IOException {
    var journal = AnswerJournal.open(folder);
    journal.close();
    journal.heard(heard(1));
    journal.stored(1);

    assertThat(AnswerJournal.open(folder).messages()).isEmpty();
  }

  @Test
  void a_thread_that_is_interrupted_closes_nothing() {
    var journal = AnswerJournal.open(folder);
    Thread.currentThread().interrupt();
    journal.heard(heard(1));
    assertThat(Thread.interrupted()).isTrue();
    journal.heard(heard(2));

    assertThat(AnswerJournal.open(folder).messages()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void a_folder_that_cannot_be_made_is_an_error_at_the_start() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> AnswerJournal.open(file)).isInstanceOf(UncheckedIOException.class);
  }

  private static Heard heard(long id) {
    return new Heard(id, 1, 0, "ref" + id, SENT, SENT.plusMillis(id));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
