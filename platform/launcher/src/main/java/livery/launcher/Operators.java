package livery.launcher;

import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import livery.simulator.web.Contact;
import livery.simulator.web.Web;

/** The simulated operators, inside the launcher's own process, with their handset page. */
final class Operators {

  private static final List<String> NAMES = List.of("kyiv-cell", "dnipro-mobile");

  /** Numbers of the demo with what may be texted to them; docs/demo.md tells what comes back. */
  private static final List<Contact> CONTACTS =
      List.of(
          new Contact("3838", "Телеканал «Вечір»", List.of("vote 1", "голос 2", "vote 5")),
          new Contact("4747", "Corner Pizza Delivery", List.of("PIZZA", "pizza menu", "пицца")),
          new Contact("3457", "Кав’ярні «Зерно»", List.of("ДА латте", "кава меню", "кава адреси")),
          new Contact("5511", "West Book Festival", List.of("BOOK 3", "plan", "plan kids")),
          new Contact("380440000101", "Клініка «Поруч»", List.of("ТАК", "НІ")),
          new Contact("380440000202", "Riverside Fitness Club", List.of("class yoga", "STOP")));

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
    if (settings.demo()) {
      web.contacts(CONTACTS);
    }
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
