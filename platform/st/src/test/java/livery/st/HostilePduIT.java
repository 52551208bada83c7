package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import livery.simulator.wire.Malformed;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.ShortMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An operator that sends what no operator should: each bad PDU is answered once, the good text
 * after it is taken, counted and answered, and the session stays (performance.md §3.2).
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class HostilePduIT {

  private static final int DATA_SM = 0x103;
  private static final int ALERT = 0x102;
  private static final int PAYLOAD = 0x0424;
  private static final int RECEIPTED_ID = 0x001E;
  private static final String NOISE = "\u00ff".repeat(60_000);
  private static Product product;
  private static RawOperator operator;
  private static Outpost outpost;
  private static RawOperator.Line line;
  private static long next = 380_664_000_000L;

  /** A PDU without its sequence number, and whether it is a request that is to be answered. */
  private record Bad(String name, byte[] octets, boolean request) {

    static Bad request(String name, int command, byte[] body) {
      return new Bad(name, new Pdu(command, 0, 0, body).encode(), true);
    }

    static Bad other(String name, int command, byte[] body) {
      return new Bad(name, new Pdu(command, 0, 0, body).encode(), false);
    }

    byte[] numbered(int sequence) {
      var numbered = octets.clone();
      ByteBuffer.wrap(numbered).putInt(12, sequence);
      return numbered;
    }
  }

  @BeforeAll
  static void bind() throws Exception {
    product = Product.shared();
    new Stage(product);
    operator = new RawOperator();
    outpost = new Outpost(product).voting();
    outpost.link("hostile", operator.port(), Map.of());
    line = operator.bound();
  }

  @AfterAll
  static void leave() throws Exception {
    outpost.close();
    line.close();
    operator.close();
  }

  @Test
  void a_each_bad_pdu_is_answered_once_and_the_text_after_it_on_the_same_session()
      throws Exception {
    var bad = bad();
    var first = next;
    var answers = new HashMap<Integer, List<Pdu>>();
    var requests = new HashMap<Integer, String>();
    for (var one : bad) {
      var number = line.nextSequence();
      requests.put(number, one.request() ? one.name() : "");
      line.send(one.numbered(number));
      var good = line.send(vote());
      while (!answers.containsKey(good)) {
        take(answers, line.response());
      }
      assertThat(answers.get(good).get(0).status()).as("after " + one.name()).isZero();
    }
    while (requests.entrySet().stream()
        .anyMatch(one -> !one.getValue().isEmpty() && !answers.containsKey(one.getKey()))) {
      take(answers, line.response());
    }
    var last = line.nextSequence();
    line.send(Pdu.bare(Pdu.ENQUIRE_LINK, last).encode());
    while (!answers.containsKey(last)) {
      take(answers, line.response());
    }

    assertThat(bad).hasSizeGreaterThan(47);
    assertThat(answers).allSatisfy((number, all) -> assertThat(all).hasSize(1));
    assertThat(answers.keySet())
        .containsAll(
            requests.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList())
        .doesNotContainAnyElementsOf(
            requests.entrySet().stream()
                .filter(one -> one.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList());
    assertCounted(first, bad.size());
    assertThat(line.ended()).isFalse();
  }

  @Test
  void b_a_length_that_cannot_be_right_ends_the_line_and_the_next_one_serves() throws Exception {
    var first = next;
    var kinds = Stream.of(Malformed.values()).filter(Malformed::breaksFraming).toList();
    for (var kind : kinds) {
      var torn = line;
      torn.send(kind.encode(torn.nextSequence()));

      var nack = torn.response();
      assertThat(nack.command()).as(kind.name()).isEqualTo(Pdu.GENERIC_NACK);
      assertThat(nack.status()).as(kind.name()).isEqualTo(2);
      Await.until("the line has ended after " + kind, torn::ended);
      torn.close();
      line = operator.bound();
      assertThat(line.deliver(vote())).as("after " + kind).isZero();
    }
    assertCounted(first, kinds.size());
  }

  @Test
  void c_ids_of_any_spelling_and_length_stop_nothing() throws Exception {
    var first = next;
    for (var id : List.of("a1", "A1", "a1 ", "\u00e9".repeat(65), "9".repeat(300))) {
      var text = vote();
      assertThat(line.deliver(withId(text, id))).as(id).isZero();
    }
    assertCounted(first, 5);
    operator.idPrefix = "f".repeat(200);
    first = next;

    assertThat(line.deliver(vote())).isZero();
    assertThat(line.deliver(vote())).isZero();

    assertCounted(first, 2);
  }

  @Test
  void d_a_sender_of_any_spelling_is_taken_and_never_stops_the_others() throws Exception {
    var first = next;
    for (var sender : List.of("", "+", "0", "\u00e9\u00ff", "Bank", "12345678901234567890")) {
      assertThat(line.deliver(RawOperator.text(sender, outpost.number(), "vote 1")))
          .as(sender)
          .isZero();
      assertThat(line.deliver(vote())).as("after " + sender).isZero();
    }

    assertCounted(first, 6);
    assertThat(
            outpost.messages(
                "COUNT(*)", "direction = 'IN' AND phone NOT LIKE '380%' AND parts = 1"))
        .isEqualTo(6);
    assertThat(outpost.messages("COUNT(*)", "direction = 'OUT' AND phone NOT LIKE '380%'"))
        .as("a machine is not answered")
        .isLessThanOrEqualTo(1);
  }

  private static ShortMessage withId(ShortMessage text, String id) {
    return new ShortMessage(
        text.source(),
        text.destination(),
        0,
        0,
        text.dataCoding(),
        text.octets(),
        Map.of(RECEIPTED_ID, (id + "\0").getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void take(Map<Integer, List<Pdu>> answers, Pdu answer) {
    answers.computeIfAbsent(answer.sequence(), number -> new ArrayList<>()).add(answer);
  }

  private static ShortMessage vote() {
    return RawOperator.text(Long.toString(next++), outpost.number(), "vote 1");
  }

  /** Every good text was counted, billed and answered. */
  private static void assertCounted(long first, int count) {
    var phones = "phone BETWEEN '" + first + "' AND '" + (first + count - 1) + "'";
    Await.until(
        "all are answered",
        () ->
            outpost.messages("COUNT(*)", "direction = 'OUT' AND state = 'SENT' AND " + phones)
                == count);
    assertThat(product.books().number("SELECT COUNT(*) FROM voting_ballot WHERE " + phones))
        .isEqualTo(count);
    assertThat(product.books().broken()).isEmpty();
  }

  private static List<Bad> bad() {
    var all = new ArrayList<Bad>();
    Stream.of(Malformed.values())
        .filter(kind -> !kind.breaksFraming())
        .forEach(kind -> all.add(new Bad(kind.name(), kind.encode(0), kind.wantsAnswer())));
    var body = RawOperator.text("380661110000", "9999", "vote 1").body();
    for (var length = 0; length < body.length; length++) {
      all.add(Bad.request("cut after " + length, Pdu.DELIVER_SM, Arrays.copyOf(body, length)));
    }
    all.add(Bad.request("no C-octet string ends", Pdu.DELIVER_SM, "x".repeat(300).getBytes()));
    all.add(Bad.request("data_sm without a body", DATA_SM, new byte[0]));
    all.add(Bad.request("data_sm cut", DATA_SM, new byte[] {0, 1, 1}));
    all.add(Bad.request("bind to a client", Pdu.BIND_TRANSCEIVER, "a\0b\0".getBytes()));
    all.add(Bad.request("enquire_link with a body", Pdu.ENQUIRE_LINK, new byte[] {'x'}));
    all.add(Bad.request("payload of 60 kB", Pdu.DELIVER_SM, payload("z".repeat(60_000))));
    all.add(Bad.request("payload of 60 kB that is no text", Pdu.DELIVER_SM, payload(NOISE)));
    all.add(Bad.request("empty payload", Pdu.DELIVER_SM, payload("")));
    all.add(Bad.other("alert_notification cut", ALERT, new byte[] {1}));
    all.add(Bad.other("second answer to the bind", Pdu.BIND_TRANSCEIVER | Pdu.RESPONSE, body));
    all.add(Bad.other("nack to nothing", Pdu.GENERIC_NACK, new byte[0]));
    all.add(Bad.other("unknown answer", 0x77 | Pdu.RESPONSE, new byte[0]));
    return all;
  }

  private static byte[] payload(String text) {
    return new ShortMessage(
            ShortMessage.Address.of("380661110000"),
            ShortMessage.Address.of("9999"),
            0,
            0,
            0,
            new byte[0],
            Map.of(PAYLOAD, text.getBytes(StandardCharsets.ISO_8859_1)))
        .body();
  }
}
