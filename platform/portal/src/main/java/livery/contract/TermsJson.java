package livery.contract;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Terms as they are stored. */
final class TermsJson {

  private static final Jsonb JSON = JsonbBuilder.create();

  private TermsJson() {}

  static String write(Terms terms) {
    return JSON.toJson(terms);
  }

  static Terms read(String json) {
    return JSON.fromJson(json, Terms.class);
  }
}
