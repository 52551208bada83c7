package livery.signin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What counts as one place on the internet. */
final class Addresses {

  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** The address itself for IPv4; the /64 for IPv6, of which one customer has all addresses. */
  static String network(String address) {
    try {
      var parsed = InetAddress.getByName(address);
      if (parsed instanceof Inet6Address) {
        var bytes = parsed.getAddress();
        return java.util.HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
      }
      return parsed.getHostAddress();
    } catch (UnknownHostException unknown) {
      return address;
    }
  }
}
