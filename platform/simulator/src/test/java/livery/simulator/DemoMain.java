package livery.simulator;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import livery.simulator.web.Contact;
import livery.simulator.web.Web;

/** The pages with a trivial portal behind them, to look at. A main, not a test. */
final class DemoMain {

  private DemoMain() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    var kyiv = OperatorSettings.of("kyiv-cell", port + 1);
    var dnipro = OperatorSettings.of("dnipro-mobile", port + 2);
    try (var smsc = Smsc.start(kyiv, dnipro);
        var web = Web.start(smsc, "127.0.0.1", port)) {
      Echo.bind(port + 1, "", true);
      Echo.bind(port + 2, "Your vote is counted. Thank you!", true);
      web.contacts(
          List.of(
              new Contact("3344", "Radio Dnipro, song of the day", List.of("SONG 1", "SONG 2")),
              new Contact("7070", "Coffee club", List.of("CUP 4F7K2", "BALANCE", "STOP")),
              new Contact("380443334455", "Dental clinic", List.of("YES", "NO"))));
      new CountDownLatch(1).await();
    }
  }
}
