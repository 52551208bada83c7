package livery.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    disk(settings);
    ports(settings);
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

  private static void disk(Settings settings) {
    try {
      Files.createDirectories(settings.data());
      var free = Files.getFileStore(settings.data()).getUsableSpace();
      if (free < DISK_BYTES_MIN) {
        throw new LaunchFailure(
            settings.data()
                + " has "
                + (free >> 20)
                + " MiB free; Livery needs "
                + (DISK_BYTES_MIN >> 20)
                + " MiB. Name another folder with LIVERY_DATA or --data.");
      }
    } catch (IOException failure) {
      throw new LaunchFailure(
          settings.data() + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private static void ports(Settings settings) {
    Map<Settings.Option, Integer> wanted = new LinkedHashMap<>();
    wanted.put(Settings.Option.HTTP_PORT, settings.httpPort());
    wanted.put(Settings.Option.DB_PORT, settings.databasePort());
    wanted.put(Settings.Option.HANDSET_PORT, settings.handsetPort());
    wanted.forEach(Preflight::port);
    settings.smppPorts().forEach(port -> port(Settings.Option.SMPP_PORT, port));
  }

  private static void port(Settings.Option option, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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
