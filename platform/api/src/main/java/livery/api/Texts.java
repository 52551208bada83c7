package livery.api;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The texts of a plugin in English, Ukrainian and Russian. Thread-safe.
 *
 * <p>They lie beside a class of the plugin as {@code texts.properties} (English), {@code
 * texts_uk.properties} and {@code texts_ru.properties}, in UTF-8. {@code {0}}, {@code {1}} … stand
 * for values.
 *
 * <pre>{@code
 * private static final Texts TEXTS = Texts.of(Voting.class);
 * TEXTS.of(language, "live.leader", name);
 * }</pre>
 */
public final class Texts {

  /** The languages that a plugin brings. */
  public static final List<String> LANGUAGES = List.of("en", "uk", "ru");

  private final Map<String, Properties> languages;

  private Texts(Map<String, Properties> languages) {
    this.languages = Map.copyOf(languages);
  }

  /** Reads the bundle beside this class; a language that is missing falls back to English. */
  public static Texts of(Class<?> beside) {
    Map<String, Properties> languages = new HashMap<>();
    for (var language : LANGUAGES) {
      var file = language.equals("en") ? "texts.properties" : "texts_" + language + ".properties";
      languages.put(language, read(beside, file));
    }
    return new Texts(languages);
  }

  /** The text in the language asked for, else in English, else the key itself. */
  public String of(Locale language, String key, Object... values) {
    var text = languages.getOrDefault(language.getLanguage(), english()).getProperty(key);
    return fill(text != null ? text : english().getProperty(key, key), values);
  }

  /**
   * The text with the form that goes with a count. The forms stand in the order one|few|many, in
   * English one|many; {@code {0}} is the count.
   */
  public String count(Locale language, String key, long count) {
    var forms = of(language, key).split("\\|", -1);
    var form = Math.min(forms.length - 1, form(language.getLanguage(), count));
    return fill(forms[form], count);
  }

  /** The text by language, for those languages that have it. */
  public Map<String, String> all(String key) {
    Map<String, String> found = new HashMap<>();
    languages.forEach(
        (language, texts) -> {
          if (texts.getProperty(key) != null) {
            found.put(language, texts.getProperty(key));
          }
        });
    return found;
  }

  private Properties english() {
    return languages.get("en");
  }

  private static int form(String language, long count) {
    if (!language.equals("uk") && !language.equals("ru")) {
      return count == 1 ? 0 : 1;
    }
    var tens = Math.abs(count) % 100;
    var ones = tens % 10;
    if (ones == 1 && tens != 11) {
      return 0;
    }
    return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
  }

  private static String fill(String text, Object... values) {
    for (var i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  private static Properties read(Class<?> beside, String file) {
    var texts = new Properties();
    try (var in = beside.getResourceAsStream(file)) {
      if (in != null) {
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(beside.getPackageName() + "/" + file, failure);
    }
    return texts;
  }
}
