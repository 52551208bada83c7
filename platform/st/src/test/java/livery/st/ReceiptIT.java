package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.simulator.Faults.IdFormat;
import livery.simulator.Faults.Receipts;
import livery.simulator.Message;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import livery.simulator.Text;
import livery.simulator.wire.ShortMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts in every disorder, F8 of the fault list: a final state stays, nothing is lost. */
class ReceiptIT {

  private static final int COUNT = 100;

  /** The operator that takes long texts in one piece. */
  private static final String WHOLE = "whole";

  private static final Map<String, String> SPELLINGS =
      Map.of("same", "AS_IS", "hex-first", "HEX_TO_DEC", "hex-later", "DEC_TO_HEX", WHOLE, "AS_IS");
  private static final String LONG_ANSWER = "Дякуємо, ваш голос почуто! ".repeat(7).strip();
  private static final int LONG_PARTS = 3;
  private static Product product;
  private static Smsc smsc;
  private static RawOperator raw;
  private static RawOperator.Line line;
  private static Outpost outpost;
  private static final Map<String, Long> LINKS = new HashMap<>();
  private static long next = 380_650_000_000L;

  @BeforeAll
  static void start() throws Exception {
    product = Product.shared();
    new Stage(product);
    outpost = new Outpost(product).voting();
    outpost.start(
        "voting",
        "long",
        "{\"options\":[{\"code\":\"1\",\"label\":\"One\"},{\"code\":\"2\",\"label\":\"Two\"}],"
            + "\"counted\":\"%s\"}".formatted(LONG_ANSWER));
    smsc =
        Smsc.start(
            SPELLINGS.keySet().stream()
                .map(name -> OperatorSettings.of(name, 0))
                .toArray(OperatorSettings[]::new));
    for (var operator : smsc.operators()) {
      var name = operator.name();
      LINKS.put(
          name,
          outpost.link(
              name,
              operator.port(),
              Map.of(
                  "messageIds",
                  SPELLINGS.get(name),
                  "longMessages",
                  name.equals(WHOLE) ? "PAYLOAD" : "UDH")));
    }
    raw = new RawOperator();
    LINKS.put("raw", outpost.link("raw", raw.port(), Map.of("longMessages", "UDH")));
    line = raw.bound();
    for (var operator : smsc.operators()) {
      assertThat(operator.awaitReceiver(Duration.ofSeconds(30))).isTrue();
    }
  }

  @AfterAll
  static void end() throws Exception {
    outpost.close();
    smsc.close();
    line.close();
    raw.close();
  }

  @Test
  void f8_ids_may_be_spelt_in_two_ways() throws Exception {
    delivered("hex-first", Receipts.AS_ASKED, IdFormat.HEX_IN_RESPONSE);
    delivered("hex-later", Receipts.AS_ASKED, IdFormat.HEX_IN_RECEIPT);
  }

  @Test
  void f8_receipts_may_come_before_the_answer_in_the_other_spelling() throws Exception {
    delivered("hex-first", Receipts.BEFORE_RESPONSE, IdFormat.HEX_IN_RESPONSE);
  }

  @Test
  void f8_receipts_may_come_twice() throws Exception {
    delivered("same", Receipts.TWICE, IdFormat.SAME);
  }

  @Test
  void f8_a_receipt_on_the_way_after_the_last_one_changes_nothing() throws Exception {
    delivered("same", Receipts.FINAL_THEN_ACCEPTED, IdFormat.SAME);
  }

  @Test
  void a_long_text_in_one_piece_is_delivered_by_one_receipt_and_paid_by_part() throws Exception {
    var phone = Long.toString(next++);
    smsc.operator(WHOLE).faults(FaultsOf.receipts(Receipts.AS_ASKED, IdFormat.SAME));
    smsc.text(new Text(phone, outpost.number(), "long 1", WHOLE, null, null));

    Await.until("it is delivered", () -> states(Long.parseLong(phone), 1, "DELIVERED") == 1);
    var message = " m WHERE m.direction = 'OUT' AND m.phone = '" + phone + "'";
    assertThat(
            product
                .books()
                .text(
                    "SELECT CONCAT(COUNT(*), ' ', COUNT(DISTINCT operator_ref), ' ', SUM(receipt ="
                        + " 'DELIVERED')) FROM message_part WHERE message_id = (SELECT id FROM"
                        + " message"
                        + message
                        + ")"))
        .isEqualTo(LONG_PARTS + " 1 " + LONG_PARTS);
    assertThat(
            product
                .books()
                .number(
                    "SELECT posted FROM rated WHERE level = 0 AND event_id = (SELECT id FROM"
                        + " message"
                        + message
                        + ")"))
        .isEqualTo(LONG_PARTS);
    assertThat(
            smsc.journal()
                .await(
                    one ->
                        one.direction() == Message.Direction.RECEIVED && one.phone().equals(phone),
                    Duration.ofSeconds(20)))
        .map(Message::text)
        .contains(LONG_ANSWER);
  }

  @Test
  void f8_receipts_for_unknown_ids_are_kept_and_touch_nothing() throws Exception {
    var first = load("same", Receipts.UNKNOWN_ID, IdFormat.SAME);

    Await.until("all are kept", () -> waiting("same") == COUNT);
    assertThat(states(first, "SENT")).isEqualTo(COUNT);
    assertThat(product.books().broken()).isEmpty();
  }

  @Test
  void f8_the_first_final_receipt_counts_whatever_follows() throws Exception {
    var phone = sent("vote 1");
    var id = refs(phone).get(0);

    for (var state : new String[] {"ACCEPTD", "UNDELIV", "DELIVRD", "ENROUTE", "EXPIRED"}) {
      assertThat(line.deliver(receipt(phone, id, state))).isZero();
    }

    Await.until("it has failed", () -> states(phone, 1, "FAILED") == 1);
    assertThat(
            product
                .books()
                .text(
                    "SELECT receipt FROM message_part WHERE operator_ref = '%s' AND link_id = %d"
                        .formatted(id, LINKS.get("raw"))))
        .isEqualTo("FAILED");
    assertThat(waiting("raw")).isZero();
  }

  /** Receipts as part:state, in the order in which they come. */
  @ParameterizedTest
  @CsvSource({
    "1:DELIVRD 3:DELIVRD 2:DELIVRD, DELIVERED",
    "1:DELIVRD 2:ACCEPTD 3:DELIVRD 1:DELIVRD 2:DELIVRD, DELIVERED",
    "1:DELIVRD 3:DELIVRD 2:UNDELIV, FAILED",
    "2:UNDELIV 3:DELIVRD 1:DELIVRD, FAILED",
    "3:EXPIRED 2:DELIVRD 1:DELIVRD, EXPIRED"
  })
  void f8_a_text_in_parts_waits_for_all_receipts_and_ends_as_its_worst_part(
      String receipts, String end) throws Exception {
    var phone = sent("long 1");
    var refs = refs(phone);
    assertThat(refs).hasSize(LONG_PARTS).doesNotHaveDuplicates();

    for (var each : receipts.split(" ")) {
      assertThat(states(phone, 1, "SENT")).as("before " + each).isEqualTo(1);
      var part = each.split(":");
      var id = refs.get(Integer.parseInt(part[0]) - 1);
      assertThat(line.deliver(receipt(phone, id, part[1]))).isZero();
    }

    Await.until("it has ended", () -> states(phone, 1, "SENT") == 0);
    assertThat(states(phone, 1, end)).isEqualTo(1);
    assertThat(waiting("raw")).isZero();
    assertThat(product.books().broken()).isEmpty();
  }

  @Test
  void f8_a_receipt_may_come_more_than_a_day_late() throws Exception {
    var phone = sent("vote 1");
    product
        .books()
        .change(
            "UPDATE message m JOIN message_part p ON p.message_id = m.id SET"
                + " m.sent_at = m.sent_at - INTERVAL 25 HOUR,"
                + " p.submitted_at = p.submitted_at - INTERVAL 25 HOUR,"
                + " p.answered_at = p.answered_at - INTERVAL 25 HOUR"
                + " WHERE m.direction = 'OUT' AND m.phone = '%d'".formatted(phone));

    assertThat(line.deliver(receipt(phone, refs(phone).get(0), "DELIVRD"))).isZero();

    Await.until("it is delivered", () -> states(phone, 1, "DELIVERED") == 1);
    assertThat(waiting("raw")).isZero();
  }

  /** Texts from a new phone over the bare line and waits until the answer to it is sent. */
  private static long sent(String text) throws Exception {
    var phone = next++;
    assertThat(line.deliver(RawOperator.text("" + phone, outpost.number(), text))).isZero();
    Await.until("the answer is sent", () -> states(phone, 1, "SENT") == 1);
    return phone;
  }

  /** What the operator calls the parts of the answer that a phone gets, in their order. */
  private static List<String> refs(long phone) {
    return product
        .books()
        .column(
            "SELECT p.operator_ref FROM message_part p JOIN message m ON m.id = p.message_id"
                + " WHERE m.direction = 'OUT' AND m.phone = '%d' ORDER BY p.part".formatted(phone));
  }

  private static ShortMessage receipt(long phone, String id, String state) {
    var text =
        "id:%s sub:001 dlvrd:001 submit date:2611230100 done date:2611230101 stat:%s err:000 text:"
            .formatted(id, state);
    return new ShortMessage(
        ShortMessage.Address.of("" + phone),
        ShortMessage.Address.of(outpost.number()),
        ShortMessage.RECEIPT,
        0,
        0,
        text.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        Map.of());
  }

  private void delivered(String operator, Receipts receipts, IdFormat ids) throws Exception {
    var first = load(operator, receipts, ids);

    Await.until("all are delivered", () -> states(first, "DELIVERED") == COUNT);
    Await.until(
        "all receipts are taken",
        () -> smsc.operator(operator).waiting() == 0 && waiting(operator) == 0);
    assertThat(states(first, "DELIVERED")).isEqualTo(COUNT);
    assertThat(product.books().broken()).isEmpty();
  }

  /** Votes and their answers; returns the first phone. */
  private static long load(String operator, Receipts receipts, IdFormat ids)
      throws InterruptedException {
    smsc.operator(operator).faults(FaultsOf.receipts(receipts, ids));
    var first = next;
    next += COUNT;
    var report = smsc.load(outpost.votes(operator, COUNT, 200, first)).await(Duration.ofMinutes(1));
    assertThat(report.lost()).isZero();
    assertThat(report.acked()).isEqualTo(COUNT);
    return first;
  }

  private static long states(long first, String state) {
    return states(first, COUNT, state);
  }

  private static long states(long first, int count, String state) {
    return outpost.messages(
        "COUNT(*)",
        "direction = 'OUT' AND state = '%s' AND phone BETWEEN '%d' AND '%d'"
            .formatted(state, first, first + count - 1));
  }

  private static long waiting(String operator) {
    return product
        .books()
        .number("SELECT COUNT(*) FROM receipt_waiting WHERE link_id = " + LINKS.get(operator));
  }
}
