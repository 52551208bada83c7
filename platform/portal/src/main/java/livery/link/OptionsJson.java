package livery.link;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import livery.fault.Check;
import livery.link.LinkOptions.Alphabet;
import livery.link.LinkOptions.LongMessages;
import livery.link.LinkOptions.MessageIds;

/** {@link LinkOptions} as JSON, in the table and in REST. What is absent is as usual. */
final class OptionsJson {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private OptionsJson() {}

  static LinkOptions read(String json) {
    try (var reader = JSON.createReader(new StringReader(json))) {
      return read(reader.readObject(), LinkOptions.USUAL);
    }
  }

  /** What is absent stays as it was. */
  static LinkOptions read(JsonObject json, LinkOptions before) {
    return new LinkOptions(
        word(json, "defaultAlphabet", Alphabet.class, before.defaultAlphabet()),
        word(json, "messageIds", MessageIds.class, before.messageIds()),
        word(json, "longMessages", LongMessages.class, before.longMessages()),
        json.getInt("retryStatus", before.retryStatus()),
        json.getBoolean("receipts", before.receipts()),
        json.getInt("enquireSeconds", before.enquireSeconds()),
        json.getInt("responseSeconds", before.responseSeconds()),
        json.getBoolean("resendUnanswered", before.resendUnanswered()),
        json.getInt("validityMinutes", before.validityMinutes()),
        json.getInt("shortCodeTon", before.shortCodeTon()),
        json.getInt("shortCodeNpi", before.shortCodeNpi()),
        json.getString("serviceType", before.serviceType()),
        json.getString("addressRange", before.addressRange()),
        json.getBoolean("tls", before.tls()));
  }

  static JsonObject write(LinkOptions options) {
    return JSON.createObjectBuilder()
        .add("defaultAlphabet", options.defaultAlphabet().name())
        .add("messageIds", options.messageIds().name())
        .add("longMessages", options.longMessages().name())
        .add("retryStatus", options.retryStatus())
        .add("receipts", options.receipts())
        .add("enquireSeconds", options.enquireSeconds())
        .add("responseSeconds", options.responseSeconds())
        .add("resendUnanswered", options.resendUnanswered())
        .add("validityMinutes", options.validityMinutes())
        .add("shortCodeTon", options.shortCodeTon())
        .add("shortCodeNpi", options.shortCodeNpi())
        .add("serviceType", options.serviceType())
        .add("addressRange", options.addressRange())
        .add("tls", options.tls())
        .build();
  }

  private static <E extends Enum<E>> E word(
      JsonObject json, String name, Class<E> type, E otherwise) {
    return json.get(name) instanceof JsonString word
        ? Check.oneOf(name, word.getString(), type)
        : otherwise;
  }
}
