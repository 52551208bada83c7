package livery.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Marks a browser from which a person has signed in before, so that strangers who guess at the same
 * account do not slow its owner down (OWASP, "Slow down online guessing attacks with device
 * cookies"). Thread-safe.
 *
 * <p>The key lives as long as the process; after a restart every browser is a stranger once.
 */
@ApplicationScoped
class DeviceCookie {

  private static final int NONCE_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key = random(32);

  /** A new mark for this account. */
  String issue(String email) {
    var nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random(NONCE_BYTES));
    return nonce + "." + sign(nonce, email);
  }

  /** The mark's own name, when it is genuine and belongs to this account. */
  Optional<String> read(String cookie, String email) {
    var dot = cookie == null ? -1 : cookie.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var nonce = cookie.substring(0, dot);
    var genuine =
        MessageDigest.isEqual(
            sign(nonce, email).getBytes(StandardCharsets.US_ASCII),
            cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
    return genuine ? Optional.of(nonce) : Optional.empty();
  }

  private String sign(String nonce, String email) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      var signed = mac.doFinal((nonce + ' ' + email).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
