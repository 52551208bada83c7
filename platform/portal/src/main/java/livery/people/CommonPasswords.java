package livery.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;

/**
 * What people take as a password most often, and what guessers make of it first. Immutable.
 *
 * <p>Source: the 100,000 commonest passwords of real leaks, as nbvcxz carries them. OWASP ASVS 5.0
 * §6.2.4 asks for the 3,000 commonest that the rules on length allow. The list itself has 2,346 of
 * ten characters and more; a short one of the list with digits and signs around it, or twice in a
 * row, counts as well, which makes many times what is asked for.
 */
final class CommonPasswords {

  private static final String LIST = "/dictionaries/passwords.txt";

  /** What Ukrainian and Russian keyboards write where a Latin one has its letters. */
  private static final String LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";

  private static final List<String> CYRILLIC_KEYS =
      List.of("йцукенгшщзхъфывапролджэячсмитьбю", "йцукенгшщзхїфівапролджєячсмитьбю");

  /** The commonest words of our languages, which the list does not have. */
  private static final Set<String> WORDS =
      Set.of(
          "пароль",
          "админ",
          "адмін",
          "привет",
          "привіт",
          "любовь",
          "любов",
          "солнышко",
          "сонечко",
          "україна",
          "украина",
          "киев",
          "київ",
          "наташа",
          "марина",
          "александр",
          "олександр");

  private final Set<String> passwords;

  CommonPasswords() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Nbvcxz.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
      passwords =
          Stream.concat(lines.lines().map(String::strip), WORDS.stream())
              .map(line -> line.toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether it is one of them, in any case and on any of our keyboards. */
  boolean contains(String password) {
    var plain = password.toLowerCase(Locale.ROOT);
    return isMadeOfOne(plain) || isMadeOfOne(onLatinKeys(plain));
  }

  private boolean isMadeOfOne(String plain) {
    var bare = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    var half = plain.substring(0, plain.length() / 2);
    return passwords.contains(plain)
        || passwords.contains(bare)
        || (plain.equals(half + half) && passwords.contains(half));
  }

  private static String onLatinKeys(String plain) {
    var latin = plain;
    for (var keys : CYRILLIC_KEYS) {
      for (var at = 0; at < keys.length(); at++) {
        latin = latin.replace(keys.charAt(at), LATIN_KEYS.charAt(at));
      }
    }
    return latin;
  }
}
