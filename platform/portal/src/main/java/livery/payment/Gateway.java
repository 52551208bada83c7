package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;

/**
 * The plain provider "gateway": the pay page gets all it needs in its address, signed; callbacks
 * are signed JSON. docs/api.md describes both for whoever puts one in front of a real bank; the
 * simulator speaks it too.
 */
@ApplicationScoped
public class Gateway implements PaymentProvider {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  static final String ID = "gateway";

  private static final Pattern NAME = Pattern.compile("[!-~]{1,60}");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String payAddress(
      PaymentAccount account, Payment payment, String returnTo, String callback) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("merchant", account.merchant());
    fields.put("payment", payment.reference());
    fields.put("amount", Amounts.plain(payment.amount()).toPlainString());
    fields.put("currency", payment.amount().currency());
    fields.put("expires", String.valueOf(payment.expiresAt().getEpochSecond()));
    fields.put("return", returnTo);
    fields.put("callback", callback);
    fields.put("signature", Signature.ofText(account.secret(), String.join("\n", fields.values())));
    return account.address()
        + (account.address().contains("?") ? "&" : "?")
        + fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  @Override
  public Callback read(PaymentAccount account, String signature, byte[] body, Instant now) {
    Signature.require(account.secret(), signature, body, now);
    var json = json(body);
    var kind =
        Check.oneOf("type", text(json, "type").toUpperCase(Locale.ROOT), Callback.Kind.class);
    var currency = Sellers.currency(text(json, "currency"));
    return new Callback(
        name("id", text(json, "id")),
        name("payment", text(json, "payment")),
        json.containsKey("reference") ? name("reference", text(json, "reference")) : "",
        kind,
        amount(text(json, "amount"), currency),
        moment(text(json, "at")));
  }

  private static JsonObject json(byte[] body) {
    try (var reader = JSON.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    } catch (JsonException notJson) {
      throw Fault.invalid("", "payment.fault.callback-json");
    }
  }

  private static String text(JsonObject json, String field) {
    if (json.get(field) instanceof JsonString text) {
      return text.getString();
    }
    throw Fault.invalid(field, "fault.missing", field);
  }

  private static String name(String field, String text) {
    if (!NAME.matcher(text).matches()) {
      throw Fault.invalid(field, "payment.fault.callback-name", field, Check.shown(text));
    }
    return text;
  }

  private static Money amount(String text, String currency) {
    if (!text.matches("\\d{1,12}(\\.\\d{1,6})?")) {
      throw Fault.invalid("amount", "payment.fault.callback-amount", Check.shown(text));
    }
    return Amounts.aboveZero("amount", new BigDecimal(text), currency);
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException noMoment) {
      throw Fault.invalid("at", "payment.fault.callback-moment", Check.shown(text));
    }
  }
}
