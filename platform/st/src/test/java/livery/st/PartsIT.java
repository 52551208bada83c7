package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import livery.simulator.wire.Alphabet;
import livery.simulator.wire.PartStyle;
import livery.simulator.wire.Parts;
import livery.simulator.wire.ShortMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Long texts in pieces, and text in every coding, F9 and F10 of the fault list: put together once,
 * stored as it came, acknowledged, and the line stays.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PartsIT {

  private static final String LONG =
      "vote 1 " + "і це дуже довгий голос, який не вміщується в одне повідомлення ".repeat(3);
  private static final int PARTS = 3;
  private static Product product;
  private static RawOperator operator;
  private static Outpost outpost;
  private static RawOperator.Line line;
  private static long next = 380_690_000_000L;
  private static String halfPhone;
  private static String echoPhone;

  private final String phone = Long.toString(next++);

  @BeforeAll
  static void bind() throws Exception {
    product = Product.shared();
    new Stage(product);
    operator = new RawOperator();
    outpost = new Outpost(product).voting();
    outpost.link("parts", operator.port(), Map.of("longMessages", "UDH16"));
    line = operator.bound();
  }

  @AfterAll
  static void leave() throws Exception {
    assertThat(line.ended()).isFalse();
    outpost.close();
    line.close();
    operator.close();
    assertThat(product.books().broken()).isEmpty();
  }

  /** Its end is awaited last, because the portal looks for late parts three times a minute. */
  @Test
  void a_f9_a_part_is_missing_and_another_comes_again_after_its_text_is_whole() throws Exception {
    halfPhone = phone;
    var parts = parts(PartStyle.UDH8, 41, LONG);
    deliver(parts.get(0), parts.get(2));
    echoPhone = Long.toString(next++);
    var whole = parts(echoPhone, PartStyle.UDH8, 42, LONG);
    deliver(whole.get(0), whole.get(1), whole.get(2), whole.get(1));
    Await.until("the whole one is counted", () -> count(echoPhone) == 1);
    product.books().change("UPDATE inbox_part SET received_at = received_at - INTERVAL 31 MINUTE");
  }

  @ParameterizedTest
  @EnumSource(
      value = PartStyle.class,
      names = {"UDH8", "UDH16", "SAR"})
  void f9_in_any_order_and_twice_is_one_text(PartStyle style) throws Exception {
    var parts = parts(style, 0x0102, LONG);

    deliver(parts.get(2), parts.get(0), parts.get(2), parts.get(0), parts.get(1));

    assertWhole(1, LONG);
  }

  @Test
  void f9_a_reference_of_nought_is_one_like_any_other() throws Exception {
    var parts = parts(PartStyle.UDH8, 0, LONG);

    deliver(parts.get(1), parts.get(2), parts.get(0));

    assertWhole(1, LONG);
  }

  @Test
  void f9_one_reference_may_be_used_for_one_text_after_another() throws Exception {
    var other = LONG.replace("vote 1", "vote 2");
    for (var text : List.of(LONG, other, LONG)) {
      var parts = parts(PartStyle.UDH8, 7, text);
      deliver(parts.get(1), parts.get(0), parts.get(2));
    }

    Await.until("each is counted", () -> count(phone) == 3);
    assertThat(
            product
                .books()
                .column(
                    "SELECT text FROM message WHERE direction = 'IN' AND phone = '"
                        + phone
                        + "' ORDER BY id"))
        .containsExactly(LONG, other, LONG);
  }

  @Test
  void f9_a_text_that_never_became_whole_does_not_spoil_the_next_with_its_reference()
      throws Exception {
    var other = LONG.replace("vote 1", "vote 2");
    deliver(parts(PartStyle.UDH8, 9, LONG).get(0));
    var parts = parts(PartStyle.UDH8, 9, other);

    deliver(parts.get(0), parts.get(1), parts.get(2));

    Await.until("both are there", () -> count(phone) == 2);
    assertThat(texts("partial = 0")).containsExactly(other);
    assertThat(texts("partial = 1")).containsExactly(LONG.substring(0, 67));
  }

  @Test
  void f9_two_handsets_may_use_one_reference_at_the_same_time() throws Exception {
    var other = Long.toString(next++);
    var parts = parts(PartStyle.UDH8, 5, LONG);
    var others = parts(other, PartStyle.UDH8, 5, LONG);

    deliver(parts.get(0), others.get(0), others.get(1), parts.get(1), parts.get(2), others.get(2));

    assertWhole(1, LONG);
    Await.until("the other one is counted", () -> count(other) == 1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "2, 0", "2, 3", "1, 1"})
  void f9_a_place_that_cannot_be_makes_a_text_of_its_own(int total, int part) throws Exception {
    deliver(
        message(
            ShortMessage.UDHI,
            0,
            join(new byte[] {5, 0, 3, 77, (byte) total, (byte) part}, ascii("vote 1"))));

    assertWhole(1, "vote 1");
  }

  /** data_coding, octets, and the text that is to be in the table. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x00 | 766f74652031         | vote 1",
        "0x02 | 766f74652031         | vote 1",
        "0x04 | 766f74652031ff       | vote 1\uFFFD",
        "0x05 | 766f74652031         | vote 1",
        "0x07 | 766f74652031         | vote 1",
        "0x09 | 766f74652031         | vote 1",
        "0x0d | 766f74652031         | vote 1",
        "0x0e | 766f74652031         | vote 1",
        "0x0f | 766f74652031         | vote 1",
        "0x10 | 766f74652031         | vote 1",
        "0x20 | 766f74652031         | vote 1",
        "0x80 | 766f74652031         | vote 1",
        "0xbf | 766f74652031         | vote 1",
        "0xf0 | 766f74652031         | vote 1",
        "0xf4 | 766f74652031         | vote 1",
        "0xff | 766f74652031         | vote 1",
        "0x00 | 766f746520311b       | vote 1",
        "0x00 | 766f74652031ff       | vote 1\uFFFD",
        "0x08 | 0076006f0074006500200031d83d     | vote 1\uFFFD",
        "0x08 | 0076006f007400650020003104       | vote 1\uFFFD",
        "0x08 | feff0076006f00740065002000310000 | vote 1",
        "0x03 | 766f7465203100       | vote 1"
      })
  void f10_text_in_any_coding_is_kept_and_counted(String coding, String octets, String text)
      throws Exception {
    var raw = HexFormat.of().parseHex(octets);

    deliver(message(0, Integer.decode(coding), raw));

    Await.until("it is counted", () -> count(phone) == 1);
    var stored = " FROM inbox WHERE source = '" + phone + "'";
    assertThat(product.books().text("SELECT LOWER(HEX(raw))" + stored)).isEqualTo(octets);
    assertThat(product.books().number("SELECT data_coding" + stored))
        .isEqualTo(Integer.decode(coding).longValue());
    assertThat(product.books().text("SELECT text" + stored)).contains(text);
    assertThat(
            product
                .books()
                .number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'"))
        .as("the keyword and the option are still found")
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"x, 400, 3, 8", "x, 306, 2, 0", "ї, 130, 2, 8", "ї, 134, 2, 0"})
  void long_texts_leave_with_the_longer_header_where_that_costs_no_part(
      String letter, int count, int parts, int element) throws Exception {
    var text = letter.repeat(count);
    var wanted = "{\"from\":\"%s\",\"to\":\"+%s\",\"text\":\"%s\"}";

    var answer =
        outpost.client().post("/messages", wanted.formatted(outpost.number(), phone, text));

    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    Await.until("all parts are there", () -> submittedTo(phone).size() == parts);
    var read = new StringBuilder();
    for (var part : submittedTo(phone)) {
      assertThat(part.octets()[1]).isEqualTo((byte) element);
      assertThat(part.part()).map(ShortMessage.Part::total).contains(parts);
      read.append(Alphabet.decode(part.dataCoding(), part.content()));
    }
    assertThat(read.toString()).isEqualTo(text);
    var out = "direction = 'OUT' AND phone = '" + phone + "'";
    Await.until("it is sent", () -> outpost.messages("COUNT(*)", out + " AND state = 'SENT'") == 1);
    assertThat(outpost.messages("parts", out)).isEqualTo(parts);
    assertThat(
            product
                .books()
                .number(
                    "SELECT posted FROM rated WHERE level = 0 AND event_id = (SELECT id FROM"
                        + " message WHERE "
                        + out
                        + ")"))
        .isEqualTo(parts);
  }

  @Test
  void z_f9_what_never_became_whole_is_handed_on_marked_and_a_repeat_is_not() {
    Await.until("the half text is handed on", () -> count(halfPhone) == 1);

    var half = " FROM inbox WHERE source = '" + halfPhone + "'";
    assertThat(product.books().number("SELECT partial" + half)).isEqualTo(1);
    assertThat(product.books().number("SELECT parts" + half)).isEqualTo(2);
    Await.until(
        "nothing waits any more",
        () ->
            product
                    .books()
                    .number(
                        "SELECT COUNT(*) FROM inbox_part WHERE source IN ('%s', '%s')"
                            .formatted(halfPhone, echoPhone))
                == 0);
    assertThat(count(echoPhone)).as("a part that came twice is no text of its own").isEqualTo(1);
  }

  private void assertWhole(int count, String text) {
    Await.until("it is counted", () -> count(phone) == count);
    var message = " FROM message WHERE direction = 'IN' AND phone = '" + phone + "'";
    assertThat(product.books().text("SELECT text" + message)).isEqualTo(text);
    var parts = text.equals(LONG) ? PARTS : 1;
    assertThat(product.books().number("SELECT parts" + message)).isEqualTo(parts);
    assertThat(
            product
                .books()
                .number(
                    "SELECT SUM(posted) FROM rated WHERE level = 0 AND event_id IN (SELECT id"
                        + message
                        + ")"))
        .isEqualTo(parts);
    assertThat(
            product
                .books()
                .number("SELECT COUNT(*) FROM voting_ballot WHERE phone = '" + phone + "'"))
        .isEqualTo(1);
  }

  private static void deliver(ShortMessage... parts) throws Exception {
    for (var part : parts) {
      assertThat(line.deliver(part)).isZero();
    }
  }

  private List<ShortMessage> parts(PartStyle style, int reference, String text) {
    return parts(phone, style, reference, text);
  }

  private static List<ShortMessage> parts(
      String from, PartStyle style, int reference, String text) {
    var parts = Parts.of(from, outpost.number(), text, Alphabet.UCS2, style, reference);
    assertThat(parts).hasSize(PARTS);
    return parts;
  }

  private ShortMessage message(int esmClass, int dataCoding, byte[] octets) {
    return new ShortMessage(
        ShortMessage.Address.of(phone),
        ShortMessage.Address.of(outpost.number()),
        esmClass,
        0,
        dataCoding,
        octets,
        Map.of());
  }

  private static List<ShortMessage> submittedTo(String phone) {
    return operator.submitted.stream()
        .filter(part -> part.destination().digits().equals(phone))
        .toList();
  }

  private static long count(String source) {
    return outpost.messages("COUNT(*)", "direction = 'IN' AND phone = '" + source + "'");
  }

  private List<String> texts(String condition) {
    return product
        .books()
        .column("SELECT text FROM inbox WHERE source = '" + phone + "' AND " + condition);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... pieces) {
    var all = new ByteArrayOutputStream();
    for (var piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
