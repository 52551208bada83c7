package livery.simulator;

import java.time.Duration;

/** Prints how fast the simulator is against a peer that does nothing. A main, not a test. */
final class LoadBench {

  private LoadBench() {}

  public static void main(String[] arguments) throws Exception {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400_000;
    int window = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    try (var smsc = Smsc.start(OperatorSettings.of("bench", 0))) {
      Echo.bind(smsc.operator("").port(), "Thank you", false);
      smsc.operator("").awaitReceiver(Duration.ofSeconds(5));
      var fast = LoadPlan.of("3344", "VOTE 1", messages).windowed(window).warmed(messages / 2);
      System.out.println(smsc.load(fast).await(Duration.ofMinutes(2)));
      var paced = LoadPlan.of("3344", "VOTE 1", 10_000).paced(1_000).warmed(2_000);
      System.out.println(smsc.load(paced).await(Duration.ofMinutes(2)));
    }
  }
}
