package livery.launcher;

/** What a person needs to know once everything runs. */
final class Summary {

  static final String OWNER_EMAIL = "owner@livery.example";
  static final String PASSWORD = "try livery at home";

  private Summary() {}

  static String of(Settings settings) {
    return """

          Portal, brand Acme     %s/
          Portal, brand Nova     %s/
          Portal, the platform   %s/
          Handsets               http://127.0.0.1:%s/
          API                    %s/api/v1  (described at /openapi)
          Data                   %s

          Ctrl-C stops everything.
        """
        .formatted(
            settings.portalUrl("acme.localhost"),
            settings.portalUrl("nova.localhost"),
            settings.portalUrl("localhost"),
            settings.handsetPort(),
            settings.portalUrl("localhost"),
            settings.data());
  }
}
