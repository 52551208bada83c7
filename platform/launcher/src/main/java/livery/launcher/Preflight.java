package livery.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds what would go wrong, before anything is started. */
final class Preflight {

  private static final long DISK_BYTES_MIN = 2L << 30;
  private static final int JAVA_VERSION_MIN = 17;

  private Preflight() {}

  static void check(Settings settings) {
    java();
    built(settings);
    disk(settings, DISK_BYTES_MIN);
    address(settings);
    ports(settings);
  }

  private static void address(Settings settings) {
    try {
      if (isOfThisMachine(InetAddress.getByName(settings.address()))) {
        return;
      }
    } catch (IOException unknown) {
      // said below, together with addresses of others
    }
    throw new LaunchFailure(
        "%s (%s) is an address of this machine, or 0.0.0.0 for all of them, not '%s'."
            .formatted(
                Settings.Option.HTTP_ADDRESS.variable,
                Settings.Option.HTTP_ADDRESS.flag,
                settings.address()));
  }

  private static boolean isOfThisMachine(InetAddress address) throws IOException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  private static void java() {
    var version = Runtime.version().feature();
    if (version < JAVA_VERSION_MIN) {
      throw new LaunchFailure(
          "Livery needs Java " + JAVA_VERSION_MIN + " or later; this is Java " + version + ".");
    }
  }

  private static void built(Settings settings) {
    for (var file : new java.nio.file.Path[] {settings.war(), settings.payara()}) {
      if (!Files.isReadable(file)) {
        throw new LaunchFailure(file + " is missing. './livery build' makes it.");
      }
    }
  }

  static void disk(Settings settings, long bytesMin) {
    try {
      Files.createDirectories(settings.data());
      var free = Files.getFileStore(settings.data()).getUsableSpace();
      if (free < bytesMin) {
        throw new LaunchFailure(
            settings.data()
                + " has "
                + (free >> 20)
                + " MiB free; Livery needs "
                + (bytesMin >> 20)
                + " MiB. Name another folder with LIVERY_DATA or --data.");
      }
    } catch (IOException failure) {
      throw new LaunchFailure(
          settings.data() + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private static void ports(Settings settings) {
    Map<Integer, Settings.Option> wanted = new LinkedHashMap<>();
    want(wanted, Settings.Option.HTTP_PORT, settings.httpPort());
    want(wanted, Settings.Option.DB_PORT, settings.databasePort());
    want(wanted, Settings.Option.HANDSET_PORT, settings.handsetPort());
    settings.smppPorts().forEach(port -> want(wanted, Settings.Option.SMPP_PORT, port));
    wanted.forEach((port, option) -> port(settings, option, port));
  }

  private static void want(Map<Integer, Settings.Option> wanted, Settings.Option option, int port) {
    var other = wanted.put(port, option);
    if (other != null) {
      throw new LaunchFailure(
          "Port %d cannot be the %s and the %s (two operators take two ports). Name another one with %s or %s."
              .formatted(port, other.meaning, option.meaning, option.variable, option.flag));
    }
  }

  private static void port(Settings settings, Settings.Option option, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      var address =
          option == Settings.Option.HTTP_PORT
              ? InetAddress.getByName(settings.address())
              : InetAddress.getLoopbackAddress();
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException taken) {
      throw new LaunchFailure(
          "Port "
              + port
              + " ("
              + option.meaning
              + ") is in use. Name another one with "
              + option.variable
              + " or "
              + option.flag
              + ".");
    }
  }
}
