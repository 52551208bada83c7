package livery.launcher;

/** What a person needs to know once everything runs. */
final class Summary {

  private Summary() {}

  static String of(Settings settings) {
    return """

          Portal, brand Acme     %s/
          Portal, brand Nova     %s/
          Portal, the platform   %s/
          API                    %s/api/v1  (described at /openapi)
          Data                   %s

          Ctrl-C stops everything.
        """
        .formatted(
            settings.portalUrl("acme.localhost"),
            settings.portalUrl("nova.localhost"),
            settings.portalUrl("localhost"),
            settings.portalUrl("localhost"),
            settings.data());
  }
}
