package livery.launcher;

import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import livery.simulator.Web;

/** The simulated operators, inside the launcher's own process, with their handset page. */
final class Operators {

  private static final List<String> NAMES = List.of("kyiv-cell", "dnipro-mobile");

  private final Settings settings;
  private Smsc smsc;
  private Web web;

  Operators(Settings settings) {
    this.settings = settings;
  }

  void start() {
    var operators = new ArrayList<OperatorSettings>();
    for (var i = 0; i < NAMES.size(); i++) {
      operators.add(OperatorSettings.of(NAMES.get(i), settings.smppPorts().get(i)));
    }
    smsc = Smsc.start(InetAddress.getLoopbackAddress(), Clock.systemUTC(), operators);
    web = Web.start(smsc, "127.0.0.1", settings.handsetPort());
  }

  Smsc smsc() {
    return smsc;
  }

  void stop() {
    if (web != null) {
      web.close();
    }
    if (smsc != null) {
      smsc.close();
    }
  }
}
