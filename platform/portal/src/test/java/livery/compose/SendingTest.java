package livery.compose;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.Money;
import livery.contact.Blocks;
import livery.fault.Fault;
import livery.history.MessageLine;
import livery.history.MessageSearch;
import livery.message.MessageTown;
import livery.message.Outgoing;
import livery.tenant.CurrentScope;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendingTest {

  private static final String PHONE = "+380 67 111 22 33";

  private MessageTown town;

  @BeforeEach
  void build() {
    town = new MessageTown();
  }

  @Test
  void text_is_priced_held_written_and_handed_over() {
    var result = send("Ваш хліб готовий").get(0);

    assertThat(result.state()).isEqualTo("QUEUED");
    assertThat(result.priceMicros()).isEqualTo(50_000);
    assertThat(town.handedOver)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(result.id());
              assertThat(one.phone()).isEqualTo("380671112233");
              assertThat(one.linkId()).isEqualTo(MessageTown.LINK);
              assertThat(one.shortCode()).isTrue();
            });
    assertThat(town.messages.find(owner(BAKERY), result.id()).text()).isEqualTo("Ваш хліб готовий");
  }

  @Test
  void quote_says_what_sending_takes() {
    var text = new NewText("3838", PHONE, "x".repeat(161), 0);

    var quote = town.sending.quote(owner(BAKERY), text);

    assertThat(quote.parts()).isEqualTo(2);
    assertThat(quote.price()).isEqualTo(Money.of("0.1", "EUR"));
    assertThat(town.sending.send(owner(BAKERY), List.of(text)).get(0).priceMicros())
        .isEqualTo(100_000);
  }

  @Test
  void a_text_is_counted_charged_and_sent_in_what_its_link_has() {
    town.execute("UPDATE smpp_link SET options = '{\"defaultAlphabet\":\"LATIN1\"}'");
    town.networks.forget(MessageTown.LINK);
    var euro = new NewText("3838", PHONE, "€" + "x".repeat(99), 0);

    var quote = town.sending.quote(owner(BAKERY), euro);
    var sent = town.sending.send(owner(BAKERY), List.of(euro)).get(0);
    send("x".repeat(100));

    assertThat(quote.parts()).isEqualTo(2);
    assertThat(quote.price()).isEqualTo(Money.of("0.1", "EUR"));
    assertThat(sent.parts()).isEqualTo(2);
    assertThat(sent.priceMicros()).isEqualTo(100_000);
    assertThat(town.handedOver).extracting(Outgoing::ucs2).containsExactly(true, false);
    assertThat(town.inFlight(0)).containsExactly("€" + "x".repeat(65), "x".repeat(34));
    assertThat(town.inFlight(1)).containsExactly("x".repeat(100));
    assertThat(town.queued()).isEqualTo(town.handedOver);
  }

  @Test
  void a_text_may_come_from_each_of_a_great_many_numbers() {
    town.execute(
        "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at) SELECT"
            + " 900000 + seq, 'AA', 10000 + seq, 'SHORT', 'RENTED', ?, '2026-01-01'"
            + " FROM seq_1_to_501",
        BAKERY);
    var origins = new Origins(town.tenants.sql);

    assertThat(send("x").get(0).state()).as("from UA 3838, the last").isEqualTo("QUEUED");
    assertThat(origins.find(owner(BAKERY), "")).hasSize(Origins.SHOWN_MAX);
    assertThat(origins.count(owner(BAKERY))).isEqualTo(502);
    assertThat(origins.find(owner(BAKERY), "+3 838"))
        .extracting(Origin::digits)
        .containsExactly("3838");
    assertThat(origins.find(owner(STUDIO), "3838")).isEmpty();
    assertThat(town.sending.possible(owner(BAKERY), "3838", "x")).isNotEmpty();

    var current = new CurrentScope(null, null, null, null, null);
    current.enter(owner(BAKERY));
    var page = new ComposePage(town.sending, origins, current, null);
    assertThat(page.getNumbers()).hasSize(Origins.SHOWN_MAX);
    page.setFrom("3838");
    page.setDigits("10001");
    assertThat(page.getNumbers())
        .as("what is looked for, and what is chosen")
        .extracting(Origin::digits)
        .containsExactly("10001", "3838");
  }

  record Wrong(String label, NewText text, String field) {
    @Override
    public String toString() {
      return label;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong("no receiver", new NewText("3838", "", "x", 0), "to"),
        new Wrong("no phone", new NewText("3838", "hello", "x", 0), "to"),
        new Wrong("too short", new NewText("3838", "+38067", "x", 0), "to"),
        new Wrong("number of another", new NewText("4470", PHONE, "x", 0), "from"),
        new Wrong("no number", new NewText(null, PHONE, "x", 0), "from"),
        new Wrong("no text", new NewText("3838", PHONE, null, 0), "text"),
        new Wrong("blank text", new NewText("3838", PHONE, " \n", 0), "text"),
        new Wrong("half a character", new NewText("3838", PHONE, "\ud83d", 0), "text"),
        new Wrong("11 parts", new NewText("3838", PHONE, "x".repeat(1_531), 0), "text"),
        new Wrong("very long", new NewText("3838", PHONE, "x".repeat(900_000), 0), "text"),
        new Wrong("no such campaign", new NewText("3838", PHONE, "x", 77), "campaignId"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void wrong_text_is_refused_by_its_field_and_nothing_is_sent(Wrong wrong) {
    var right = new NewText("3838", PHONE, "x", 0);

    assertThatThrownBy(() -> town.sending.send(owner(BAKERY), List.of(wrong.text)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo(wrong.field));
    assertThatThrownBy(() -> town.sending.send(owner(BAKERY), List.of(right, wrong.text)))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.field()).isEqualTo("messages[1]." + wrong.field));

    assertThat(town.handedOver).isEmpty();
    assertThat(all(BAKERY)).isEmpty();
  }

  @Test
  void ten_parts_may_be_sent_500_texts_too_none_and_501_not() {
    var longest = new NewText("3838", PHONE, "x".repeat(1_530), 0);
    assertThat(town.sending.quote(owner(BAKERY), longest).parts()).isEqualTo(10);
    var text = new NewText("3838", PHONE, "x", 0);

    for (var texts : List.of(List.<NewText>of(), Collections.nCopies(501, text))) {
      assertThatThrownBy(() -> town.sending.send(owner(BAKERY), texts))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.field()).isEqualTo("messages"));
    }

    assertThat(town.sending.send(owner(BAKERY), Collections.nCopies(500, text))).hasSize(500);
  }

  @Test
  void each_text_is_sent_while_the_money_lasts() {
    var text = new NewText("3838", PHONE, "x", 0);

    var results = town.sending.send(owner(BAKERY), Collections.nCopies(25, text));

    assertThat(results).filteredOn(one -> one.state().equals("QUEUED")).hasSize(20);
    assertThat(results)
        .filteredOn(one -> one.state().equals("REFUSED"))
        .hasSize(5)
        .allSatisfy(one -> assertThat(one.reason()).isEqualTo("no-money"));
    assertThat(town.handedOver).hasSize(20);
  }

  @Test
  void who_said_stop_is_not_written_to() {
    town.blocks.remember(new Blocks.Block(BAKERY, "380671112233", 1));

    var result = send("x").get(0);

    assertThat(result.reason()).isEqualTo("blocked");
    assertThat(result.priceMicros()).isZero();
    assertThat(town.handedOver).isEmpty();
  }

  @Test
  void text_goes_over_the_operator_that_the_person_wrote_over() {
    town.execute(
        "INSERT INTO smpp_link SELECT 8, 'Kyiv 2', 'Other', host, port, system_id, password,"
            + " system_type, bind, window_size, rate, options, state, created_at FROM smpp_link");
    town.message(900, BAKERY, "IN", "380671112233", "x", "DONE", 0, town.tenants.clock.instant());
    town.execute("UPDATE message SET link_id = 8");
    send("x");
    assertThat(town.handedOver.get(0).linkId()).isEqualTo(8);

    town.execute("UPDATE smpp_link SET state = 'PAUSED' WHERE id = 8");
    send("x");
    assertThat(town.handedOver.get(1).linkId()).isEqualTo(7);

    town.execute("UPDATE smpp_link SET state = 'PAUSED'");
    assertThatThrownBy(() -> send("x")).hasMessageContaining("3838");
  }

  @Test
  void viewer_may_not_send() {
    var viewer = new Scope(BAKERY, BAKERY, 8, "viewer", Role.VIEWER);
    var texts = List.of(new NewText("3838", PHONE, "x", 0));

    assertThatThrownBy(() -> town.sending.send(viewer, texts)).isInstanceOf(Fault.class);
  }

  @Test
  void life_shows_a_tenant_its_own_price_and_those_below_never_the_one_above() {
    var id = send("x").get(0).id();

    assertThat(buyers(BAKERY, id)).containsExactly(BAKERY);
    assertThat(buyers(ACME, id)).containsExactly(BAKERY, ACME);
    assertThat(buyers(PLATFORM, id)).containsExactly(BAKERY, ACME, PLATFORM);
    assertThatThrownBy(() -> town.lives.of(owner(STUDIO), id)).isInstanceOf(Fault.class);
  }

  @Test
  void only_the_platform_sees_link_and_octets() {
    var id = town.incoming(BAKERY, "380671112233", "A", "UNCLAIMED", town.tenants.clock.instant());

    var own = town.lives.of(owner(BAKERY), id).arrival();
    var platform = town.lives.of(owner(PLATFORM), id).arrival();

    assertThat(own.octets()).isEmpty();
    assertThat(own.link()).isEmpty();
    assertThat(platform.octets()).isEqualTo("00 41");
    assertThat(platform.link()).isEqualTo("Kyiv 1");
  }

  @Test
  void naughty_texts_are_kept_exactly() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", "none"), "data", "blns.json");
    assumeTrue(Files.exists(file), "the list of naughty strings is not there: " + file);
    var kept = 0;
    try (var reader = Json.createReader(Files.newBufferedReader(file))) {
      for (var one : reader.readArray().getValuesAs(JsonString.class)) {
        kept += kept(one.getString()) ? 1 : 0;
      }
    }

    assertThat(kept).isGreaterThan(480);
  }

  private boolean kept(String text) {
    try {
      var id = send(text).get(0).id();
      assertThat(town.messages.find(owner(BAKERY), id).text()).isEqualTo(text);
      return true;
    } catch (Fault refused) {
      assertThat(refused.field()).isEqualTo("text");
      return false;
    }
  }

  private List<Long> buyers(long tenant, long id) {
    return town.lives.of(owner(tenant), id).edges().stream().map(one -> one.buyerId()).toList();
  }

  private List<MessageLine> all(long tenant) {
    return town.messages.list(owner(tenant), MessageSearch.ALL, Long.MAX_VALUE, 200).rows();
  }

  private List<Sending.Result> send(String text) {
    return town.sending.send(owner(BAKERY), List.of(new NewText("3838", PHONE, text, 0)));
  }

  private Scope owner(long tenant) {
    return town.tenants.owner(tenant);
  }
}
