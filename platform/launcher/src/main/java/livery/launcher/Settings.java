package livery.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ports and folders, from flags, then the environment, then the standard values.
 *
 * @param home the project's folder, with the built war, plugins and themes below it
 * @param data where the database, the logs and the installed plugins live
 * @param address the interface that the portal listens on
 * @param httpPort the portal
 * @param databasePort MariaDB
 * @param handsetPort the handset page
 * @param smppPorts one for each simulated operator
 * @param portalMemory the portal's heap, as the JVM reads it, for example {@code 768m}
 * @param demo whether the demo tenants are loaded
 */
public record Settings(
    Path home,
    Path data,
    String address,
    int httpPort,
    int databasePort,
    int handsetPort,
    List<Integer> smppPorts,
    String portalMemory,
    boolean demo) {

  /** What can be set: flag, variable, standard value, meaning. */
  enum Option {
    HTTP_PORT("--http-port", "LIVERY_HTTP_PORT", "8080", "port of the portal"),
    HTTP_ADDRESS("--http-address", "LIVERY_HTTP_ADDRESS", "127.0.0.1", "interface of the portal"),
    DB_PORT("--db-port", "LIVERY_DB_PORT", "3316", "port of the embedded MariaDB"),
    SMPP_PORT(
        "--smpp-port", "LIVERY_SMPP_PORT", "2775", "first SMPP port of the simulated operators"),
    HANDSET_PORT("--handset-port", "LIVERY_HANDSET_PORT", "8090", "port of the handset page"),
    DATA("--data", "LIVERY_DATA", "data", "folder of the database, logs and plugins"),
    MEMORY("--memory", "LIVERY_MEMORY", "900m", "heap of the portal"),
    DEMO("--demo", "LIVERY_DEMO", "true", "whether the demo tenants are loaded");

    final String flag;
    final String variable;
    final String standard;
    final String meaning;

    Option(String flag, String variable, String standard, String meaning) {
      this.flag = flag;
      this.variable = variable;
      this.standard = standard;
      this.meaning = meaning;
    }
  }

  /**
   * Reads the settings.
   *
   * @throws LaunchFailure when an option is unknown or a port is none
   */
  public static Settings read(Path home, List<String> arguments, Map<String, String> environment) {
    var given = new HashMap<Option, String>();
    for (var option : Option.values()) {
      given.put(option, environment.getOrDefault(option.variable, option.standard));
    }
    for (var argument : arguments) {
      var option = byFlag(argument);
      given.put(option, argument.substring(argument.indexOf('=') + 1));
    }
    var smpp = port(Option.SMPP_PORT, given);
    return new Settings(
        home,
        home.resolve(given.get(Option.DATA)).toAbsolutePath().normalize(),
        given.get(Option.HTTP_ADDRESS),
        port(Option.HTTP_PORT, given),
        port(Option.DB_PORT, given),
        port(Option.HANDSET_PORT, given),
        List.of(smpp, smpp + 1),
        fitting(Option.MEMORY, given, "[1-9][0-9]{0,5}[mMgG]", "an amount like 900m or 2g"),
        Boolean.parseBoolean(fitting(Option.DEMO, given, "true|false", "true or false")));
  }

  private static Option byFlag(String argument) {
    for (var option : Option.values()) {
      if (argument.startsWith(option.flag + "=")) {
        return option;
      }
    }
    throw new LaunchFailure(
        "Unknown option " + argument + ". './livery help' lists the options, as --name=value.");
  }

  private static String fitting(
      Option option, Map<Option, String> given, String pattern, String expected) {
    var text = given.get(option).strip();
    if (!text.matches(pattern)) {
      throw new LaunchFailure(
          option.variable + " (" + option.flag + ") is " + expected + ", not '" + text + "'.");
    }
    return text;
  }

  private static int port(Option option, Map<Option, String> given) {
    var text = given.get(option);
    try {
      var port = Integer.parseInt(text.strip());
      if (port >= 1 && port <= 65_534) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below, together with numbers out of range
    }
    throw new LaunchFailure(
        option.variable + " (" + option.flag + ") is a port from 1 to 65534, not '" + text + "'.");
  }

  Path war() {
    return home.resolve("platform/portal/target/livery.war");
  }

  Path payara() {
    return home.resolve("platform/launcher/target/payara-micro.jar");
  }

  /** The portal's address on this machine, for the given host name. */
  public String portalUrl(String host) {
    return "http://" + host + ":" + httpPort;
  }

  /** Where the simulated operators listen, as {@code host:port, host:port}. */
  String smppAddresses() {
    return smppPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(", "));
  }

  String databaseUrl() {
    return "jdbc:mariadb://127.0.0.1:"
        + databasePort
        + "/livery?connectionTimeZone=UTC&preserveInstants=true&useBulkStmts=true";
  }
}
