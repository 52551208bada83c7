package livery.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import livery.fault.Fault;

/**
 * Hashes passwords: Argon2id, 19 MiB, two passes (OWASP Password Storage Cheat Sheet). Thread-safe.
 *
 * <p>Two at a time at most, so that a flood of sign-ins leaves the message path its processors.
 */
@ApplicationScoped
public class Passwords {

  static final int LEAST_LENGTH = 10;
  static final int MOST_LENGTH = 128;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;
  private static final int WAIT_SECONDS = 5;
  private static final Argon2Function ARGON =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, HASH_BYTES, Argon2.ID);

  /** Without the signs that people confuse when they read a password to each other. */
  private static final String SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int GENERATED_LENGTH = 16;

  private final CommonPasswords common = new CommonPasswords();
  private final SecureRandom random = new SecureRandom();
  private final Semaphore hashing = new Semaphore(AT_ONCE, true);
  private final String nobodys = hash("nobody has this password");

  /** The hash of a new password. */
  public String hash(String password) {
    return bounded(
        () -> Password.hash(normal(password)).addRandomSalt(SALT_BYTES).with(ARGON).getResult());
  }

  /** Whether this is the password of that hash. */
  public boolean matches(String password, String hash) {
    return bounded(
        () ->
            Password.check(normal(password), hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Takes as long as {@link #matches}, for a person who does not exist. */
  public void pretend(String password) {
    matches(password, nobodys);
  }

  private <T> T bounded(java.util.function.Supplier<T> work) {
    try {
      if (!hashing.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Fault(Fault.Kind.TOO_MANY, "", "tenant.fault.busy");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.TOO_MANY, "", "tenant.fault.busy");
    }
    try {
      return work.get();
    } finally {
      hashing.release();
    }
  }

  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  /** A password for a new person, 93 bits. */
  String generate() {
    return random
        .ints(GENERATED_LENGTH, 0, SIGNS.length())
        .map(SIGNS::charAt)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Refuses a password that is too short, too long or among the first that anybody would try.
   *
   * @param field the name of the field, for the error
   */
  void check(String field, String password, String email) {
    var text = password == null ? "" : password;
    var length = text.codePointCount(0, text.length());
    if (length < LEAST_LENGTH || length > MOST_LENGTH) {
      throw Fault.invalid(field, "tenant.fault.password-length", length, LEAST_LENGTH, MOST_LENGTH);
    }
    var plain = text.toLowerCase(Locale.ROOT);
    var owner = email.substring(0, email.indexOf('@'));
    if (common.contains(plain)
        || plain.codePoints().distinct().count() < LEAST_LENGTH / 2
        || plain.equals(email)
        || (owner.length() > 3 && plain.contains(owner))) {
      throw Fault.invalid(field, "tenant.fault.password-weak");
    }
  }
}
