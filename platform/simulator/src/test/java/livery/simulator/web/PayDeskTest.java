package livery.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayDeskTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final PayDesk desk = new PayDesk(Clock.fixed(NOW, ZoneOffset.UTC));
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<String> signatures = Collections.synchronizedList(new ArrayList<>());
  private HttpServer shop;

  @BeforeEach
  void open_the_shop() throws Exception {
    shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
    shop.createContext(
        "/callback",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          signatures.add(exchange.getRequestHeaders().getFirst("Payment-Signature"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    shop.start();
  }

  @AfterEach
  void close() {
    shop.stop(0);
    desk.close();
  }

  private Map<String, String> address() throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("merchant", "acme");
    fields.put("payment", "ABCDEF0123456789");
    fields.put("amount", "12.5");
    fields.put("currency", "UAH");
    fields.put("expires", String.valueOf(NOW.getEpochSecond()));
    fields.put("return", "http://acme.localhost/back");
    fields.put("callback", "http://acme.localhost:" + shop.getAddress().getPort() + "/callback");
    fields.put("signature", hmac(String.join("\n", fields.values())));
    return fields;
  }

  private static String hmac(String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(PayDesk.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void what_the_shop_is_told_is_signed_over_moment_and_body() throws Exception {
    var told = desk.act(address(), "pay");

    assertThat(told).containsExactly(new PayDesk.Told("paid", 200));
    var seconds = NOW.getEpochSecond();
    assertThat(signatures)
        .containsExactly("t=" + seconds + ",v1=" + hmac(seconds + "." + heard.get(0)));
  }

  @Test
  void it_can_repeat_itself_and_tell_in_the_wrong_order() throws Exception {
    assertThat(desk.act(address(), "twice")).hasSize(3);
    assertThat(heard.get(0)).isEqualTo(heard.get(1)).isNotEqualTo(heard.get(2));
    assertThat(desk.act(address(), "wrong-order"))
        .extracting(PayDesk.Told::type)
        .containsExactly("paid", "failed", "pending");
  }

  @Test
  void an_address_that_the_shop_did_not_sign_or_that_is_over_is_refused() throws Exception {
    var cheaper = new LinkedHashMap<>(address());
    cheaper.put("amount", "1");
    var late = new PayDesk(Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC));
    var good = address();

    assertThatThrownBy(() -> desk.look(cheaper)).hasMessageContaining("not signed");
    assertThatThrownBy(() -> late.look(good)).hasMessageContaining("over");
    assertThat(desk.look(good).amount()).isEqualTo("12.5");
    assertThat(heard).isEmpty();
    late.close();
  }
}
