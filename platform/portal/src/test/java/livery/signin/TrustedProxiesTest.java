package livery.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final String OURS = "10.0.0.0/8, 192.0.2.1 2001:db8:1::/48";

  @ParameterizedTest(name = "{0} says {1}: {2}")
  @CsvSource({
    "203.0.113.7, 198.51.100.1, 203.0.113.7",
    "10.1.2.3, 198.51.100.1, 198.51.100.1",
    "192.0.2.1, '6.6.6.6, 198.51.100.1', 198.51.100.1",
    "192.0.2.1, '198.51.100.1, 10.9.9.9, 10.9.9.8', 198.51.100.1",
    "192.0.2.2, 198.51.100.1, 192.0.2.2",
    "10.1.2.3, '10.0.0.7', 10.0.0.7",
    "10.1.2.3, '198.51.100.1:4711', 198.51.100.1",
    "10.1.2.3, '198.51.100.1, unknown', 10.1.2.3",
    "10.1.2.3, '999.1.1.1', 10.1.2.3",
    "10.1.2.3, 'evil.example', 10.1.2.3",
    "10.1.2.3, '', 10.1.2.3",
    "2001:db8:1::5, '2001:db8:2::7', 2001:db8:2::7",
    "2001:db8:1::5, '[2001:db8:2::7]:443', 2001:db8:2::7",
    "2001:db8:3::5, '2001:db8:2::7', 2001:db8:3::5",
  })
  void only_a_proxy_of_ours_tells_who_asks(String peer, String told, String client) {
    var trusted = TrustedProxies.parse(OURS, "X-Forwarded-For");

    assertThat(trusted.client(peer, List.of(told))).isEqualTo(client);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "for=198.51.100.1, 198.51.100.1",
    "'for=6.6.6.6, for=198.51.100.1;proto=https;by=10.0.0.1', 198.51.100.1",
    "'proto=https; For=\"[2001:db8:2::7]:4711\"', 2001:db8:2::7",
    "'for=\"198.51.100.1:80\", for=10.0.0.9', 198.51.100.1",
    "for=_hidden, 10.1.2.3",
    "proto=https, 10.1.2.3",
  })
  void the_standard_header_is_understood(String told, String client) {
    var trusted = TrustedProxies.parse(OURS, "forwarded");

    assertThat(trusted.client("10.1.2.3", List.of(told))).isEqualTo(client);
  }

  @Test
  void headers_that_came_twice_are_one_list() {
    var trusted = TrustedProxies.parse(OURS, "X-Forwarded-For");

    assertThat(trusted.client("10.1.2.3", List.of("6.6.6.6", "198.51.100.1, 10.0.0.3")))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void without_the_setting_nobody_is_believed() {
    var trusted = TrustedProxies.parse("", "X-Forwarded-For");

    assertThat(trusted.trusts("127.0.0.1")).isFalse();
    assertThat(trusted.client("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "proxy.internal", "10.0.0.0/", "10.0.0/8", "::/129", "*"})
  void a_setting_that_is_no_network_is_named(String proxies) {
    assertThatThrownBy(() -> TrustedProxies.parse(proxies, "X-Forwarded-For"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LIVERY_TRUSTED_PROXIES")
        .hasMessageContaining(proxies);
    assertThatThrownBy(() -> TrustedProxies.parse("10.0.0.1", "X-Real-IP"))
        .hasMessageContaining("LIVERY_PROXY_HEADER");
  }
}
