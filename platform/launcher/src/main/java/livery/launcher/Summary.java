package livery.launcher;

/** What a person needs to know once everything runs. */
final class Summary {

  static final String OWNER_EMAIL = "owner@livery.example";
  static final String PASSWORD = "try livery at home";

  private Summary() {}

  static String of(Settings settings) {
    return """

          Acme Telecom    %1$s/
                          owner@acme.example (reseller), owner@tv.example, owner@coffee.example
          Nova            %2$s/
                          owner@nova.example (reseller), owner@pizza.example, owner@fitness.example
          The platform    %3$s/
                          %4$s
          Password        %5$s     (everybody's)
          Handsets        http://127.0.0.1:%6$s/     text "vote 1" to 3838, "PIZZA" to 4747
          API             %3$s/api/v1     described at %3$s/openapi
          SMPP            the simulated operators listen on %7$s
          Data            %8$s

          Ctrl-C stops everything.
        """
        .formatted(
            settings.portalUrl("acme.localhost"),
            settings.portalUrl("nova.localhost"),
            settings.portalUrl("localhost"),
            OWNER_EMAIL,
            PASSWORD,
            settings.handsetPort(),
            settings.smppAddresses(),
            settings.data());
  }
}
