package livery.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import livery.fault.Check;

/**
 * Whose word on the browser's address is taken: the reverse proxies in front of the portal.
 * Immutable.
 *
 * @param networks the proxies' own addresses
 * @param header the one header that they write; a browser may have sent the other one itself
 */
record TrustedProxies(List<Network> networks, Header header) {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^;\\s]*)");
  private static final int MOST_HOPS = 50;

  /** The header that names the addresses on the way, the nearest last. */
  enum Header {
    /** {@code X-Forwarded-For: 203.0.113.7, 10.0.0.1}. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** RFC 7239: {@code Forwarded: for="[2001:db8::17]:4711";proto=https, for=10.0.0.1}. */
    FORWARDED("Forwarded");

    final String title;

    Header(String title) {
      this.title = title;
    }
  }

  /** Addresses that begin with the same bits. */
  record Network(byte[] start, int bits) {

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * Reads the two settings.
   *
   * @param proxies "10.0.0.0/8, 2001:db8::/32, 192.0.2.1"; empty for none
   * @param header {@link Header#title} of one of them
   * @throws IllegalArgumentException naming the setting and what is wrong with it
   */
  static TrustedProxies parse(String proxies, String header) {
    var networks = new ArrayList<Network>();
    for (var one : proxies.split("[,\\s]+")) {
      if (!one.isEmpty()) {
        networks.add(network(one));
      }
    }
    var named =
        Arrays.stream(Header.values())
            .filter(one -> one.title.equalsIgnoreCase(header.strip()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "LIVERY_PROXY_HEADER is X-Forwarded-For or Forwarded, not "
                            + Check.shown(header)));
    return new TrustedProxies(networks, named);
  }

  private static Network network(String text) {
    var slash = text.indexOf('/');
    var address = address(slash < 0 ? text : text.substring(0, slash));
    var length = slash < 0 ? "" : text.substring(slash + 1);
    if (address.isEmpty() || (slash >= 0 && !DIGITS.matcher(length).matches())) {
      throw bad(text);
    }
    var most = address.get().length * 8;
    var bits = slash < 0 ? most : Integer.parseInt(length);
    if (bits > most) {
      throw bad(text);
    }
    return new Network(address.get(), bits);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "LIVERY_TRUSTED_PROXIES holds addresses and networks like 10.0.0.0/8, not "
            + Check.shown(text));
  }

  /** Without asking any name server. */
  private static Optional<byte[]> address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether this address is one of the proxies'. */
  boolean trusts(String address) {
    var parsed = networks.isEmpty() ? Optional.<byte[]>empty() : address(address);
    return parsed.isPresent() && networks.stream().anyMatch(one -> one.holds(parsed.get()));
  }

  /**
   * Where the request came from: the last address on the way that is not a proxy of ours.
   *
   * @param peer who opened the connection
   * @param values of {@link #header}, in the order they came
   */
  String client(String peer, List<String> values) {
    var client = peer;
    var hops = hops(values);
    for (var at = hops.size() - 1; at >= 0 && trusts(client); at--) {
      if (address(hops.get(at)).isEmpty()) {
        return client;
      }
      client = hops.get(at);
    }
    return client;
  }

  private List<String> hops(List<String> values) {
    var hops = new ArrayList<String>();
    for (var value : values) {
      for (var part : value.split(",")) {
        hops.add(bare(header == Header.FORWARDED ? forwardedFor(part) : part.strip()));
      }
    }
    return hops.subList(Math.max(0, hops.size() - MOST_HOPS), hops.size());
  }

  private static String forwardedFor(String part) {
    var found = FORWARDED_FOR.matcher(part);
    return found.find() ? found.group(1).replace("\"", "") : "";
  }

  /** Without brackets and port. */
  private static String bare(String hop) {
    if (hop.startsWith("[")) {
      return hop.substring(1, Math.max(1, hop.indexOf(']')));
    }
    var colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
