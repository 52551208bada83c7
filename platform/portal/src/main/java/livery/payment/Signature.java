package livery.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import livery.fault.Fault;

/**
 * {@code t=<seconds since 1970>,v1=<hex>}: HMAC-SHA256 over "t.body", as several providers sign.
 * The moment is that of sending, so a callback that is sent late is signed anew, and a recorded one
 * is worth nothing after {@link #WINDOW}.
 */
final class Signature {

  /** How far the sender's clock may be from ours. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  private Signature() {}

  static String of(String secret, byte[] body, Instant at) {
    var seconds = at.getEpochSecond();
    return "t=" + seconds + ",v1=" + hex(secret, seconds + ".", body);
  }

  /** The signature of a text, for addresses. */
  static String ofText(String secret, String text) {
    return hex(secret, "", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Passes a genuine and fresh signature.
   *
   * @throws Fault else; it does not say which of the two was wrong with the sum
   */
  static void require(String secret, String header, byte[] body, Instant now) {
    var parts = FORM.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      throw refused("payment.fault.signature-form");
    }
    var seconds = Long.parseLong(parts.group(1));
    var expected = hex(secret, seconds + ".", body).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, parts.group(2).getBytes(StandardCharsets.US_ASCII))) {
      throw refused("payment.fault.signature");
    }
    var age = Duration.between(Instant.ofEpochSecond(seconds), now).abs();
    if (age.compareTo(WINDOW) > 0) {
      throw refused("payment.fault.signature-old", WINDOW.toMinutes());
    }
  }

  private static Fault refused(String key, Object... arguments) {
    return new Fault(Fault.Kind.NOT_ALLOWED, "", key, arguments);
  }

  private static String hex(String secret, String before, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", impossible);
    }
  }
}
