package livery.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import livery.inbox.Arrival.Concatenation;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases 3 and 4: parts in any order, twice, missing, mixed, with reference 0. */
class LongMessagesTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static TestDatabase database;
  private Connection connection;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.migrated("classpath:db/billing", "classpath:db/portal");
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.dataSource().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("DELETE FROM inbox_part");
      statement.execute("DELETE FROM inbox_joined");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void parts_in_any_order_and_batches_make_one_message_once() throws SQLException {
    assertThat(LongMessages.add(connection, List.of(part("a", 7, 3, 3), part("a", 7, 3, 1))))
        .isEmpty();

    var whole = LongMessages.add(connection, List.of(part("a", 7, 3, 2)));

    assertThat(whole).extracting(LongMessages.Whole::text).containsExactly("part1 part2 part3 ");
    assertThat(whole.get(0).parts()).isEqualTo(3);
    assertThat(whole.get(0).partial()).isFalse();
    assertThat(left()).isZero();
  }

  @Test
  void a_part_that_comes_twice_counts_once() throws SQLException {
    assertThat(LongMessages.add(connection, List.of(part("a", 7, 2, 1), part("a", 7, 2, 1))))
        .isEmpty();

    assertThat(LongMessages.add(connection, List.of(part("a", 7, 2, 2)))).hasSize(1);
  }

  @Test
  void two_people_with_one_reference_are_two_messages() throws SQLException {
    var whole =
        LongMessages.add(
            connection,
            List.of(
                part("a", 0, 2, 1), part("b", 0, 2, 1), part("b", 0, 2, 2), part("a", 0, 2, 2)));

    assertThat(whole).extracting(one -> one.first().source()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void what_never_becomes_whole_is_handed_on_and_marked() throws SQLException {
    LongMessages.add(connection, List.of(part("a", 7, 3, 3), part("a", 7, 3, 1)));

    assertThat(LongMessages.late(connection, NOW, 100).wholes()).isEmpty();
    var late = LongMessages.late(connection, NOW.plusSeconds(1), 100).wholes();

    assertThat(late).extracting(LongMessages.Whole::text).containsExactly("part1 part3 ");
    assertThat(late.get(0).partial()).isTrue();
    assertThat(left()).isZero();
  }

  @Test
  void a_reference_that_is_used_again_hands_on_the_first_message_and_loses_no_part()
      throws SQLException {
    LongMessages.add(connection, List.of(part("a", 7, 2, 1)));

    var handedOn =
        LongMessages.add(
            connection, List.of(other("a", 7, 2, 1), other("a", 7, 2, 2), other("a", 7, 2, 2)));

    assertThat(handedOn)
        .extracting(LongMessages.Whole::text)
        .containsExactly("part1 ", "other1 other2 ");
    assertThat(handedOn).extracting(LongMessages.Whole::partial).containsExactly(true, false);
    assertThat(handedOn).extracting(LongMessages.Whole::last).doesNotHaveDuplicates();
    assertThat(left()).isEqualTo(1);
  }

  @Test
  void a_part_that_comes_again_after_the_whole_is_no_message() throws SQLException {
    LongMessages.add(connection, List.of(part("a", 7, 2, 1), part("a", 7, 2, 2)));
    LongMessages.add(connection, List.of(part("a", 7, 2, 2)));
    LongMessages.add(connection, List.of(part("a", 8, 2, 2)));

    var late = LongMessages.late(connection, NOW.plusSeconds(1), 100).wholes();

    assertThat(late)
        .extracting(one -> one.first().concatenation().orElseThrow().reference())
        .containsExactly(8);
    assertThat(left()).isZero();
  }

  @Test
  void all_parts_again_are_a_second_message() throws SQLException {
    var parts = List.of(part("a", 7, 2, 1), part("a", 7, 2, 2));

    assertThat(LongMessages.add(connection, parts)).hasSize(1);
    assertThat(LongMessages.add(connection, parts)).hasSize(1);
  }

  @Test
  void a_character_that_lies_over_two_parts_is_kept() throws SQLException {
    var octets = "😜".getBytes(StandardCharsets.UTF_16BE);
    var first = new byte[] {octets[0], octets[1]};
    var second = new byte[] {octets[2], octets[3]};

    var whole =
        LongMessages.add(
            connection,
            List.of(arrival("a", 9, 2, 1, 8, first, "?"), arrival("a", 9, 2, 2, 8, second, "?")));

    assertThat(whole).extracting(LongMessages.Whole::text).containsExactly("😜");
  }

  private long left() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM inbox_part")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Arrival part(String source, int reference, int total, int part) {
    var text = "part" + part + " ";
    return arrival(
        source, reference, total, part, 0, text.getBytes(StandardCharsets.US_ASCII), text);
  }

  private static Arrival other(String source, int reference, int total, int part) {
    var text = "other" + part + " ";
    return arrival(
        source, reference, total, part, 0, text.getBytes(StandardCharsets.US_ASCII), text);
  }

  private static Arrival arrival(
      String source, int reference, int total, int part, int coding, byte[] raw, String text) {
    return new Arrival(
        5,
        Optional.empty(),
        source,
        "3838",
        coding,
        raw,
        text,
        Optional.of(new Concatenation(reference, total, part)),
        NOW);
  }
}
