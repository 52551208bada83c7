package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The portal's words in the language of this request: {@code #{t['number.title']}} and {@code
 * #{t.of('number.count', n)}} in pages, {@code texts.of("number.count", n)} in beans.
 *
 * <p>The part of a key before the first dot names the feature; its texts are in {@code
 * livery/<feature>/texts.properties} (English) with {@code _uk} and {@code _ru} beside it, UTF-8.
 * Values and plural forms: {@link TextPattern}. {@code TextsTest} fails for a key that a page uses
 * and a bundle lacks.
 */
@Named("t")
@RequestScoped
public class Texts extends AbstractMap<String, String> {

  private static final Map<String, Properties> BUNDLES = new ConcurrentHashMap<>();

  private final Locale locale;
  private final ZoneId zone;

  @Inject
  public Texts(Frame frame) {
    this(frame.locale(), frame.zone());
  }

  protected Texts() {
    this(Locale.ENGLISH, null);
  }

  private Texts(Locale locale, ZoneId zone) {
    this.locale = locale;
    this.zone = zone;
  }

  /** The words in a language, for mails, documents and jobs. Immutable. */
  public static Texts in(Locale locale) {
    return new Texts(locale, null);
  }

  /** The text of a key with its values put in. */
  public String of(String key, Object... values) {
    return TextPattern.fill(text(key), locale, Arrays.stream(values).map(this::told).toList());
  }

  /** A moment is told in the reader's zone, where there is one. */
  private Object told(Object value) {
    return value instanceof Instant moment && zone != null
        ? Format.in(locale, zone, Clock.systemUTC()).moment(moment)
        : value == null ? "" : value;
  }

  /** The text of a key as it stands, in the language or else in English, where there is one. */
  public Optional<String> known(String key) {
    return Optional.ofNullable(find(key));
  }

  @Override
  public String get(Object key) {
    return text(String.valueOf(key));
  }

  @Override
  public boolean containsKey(Object key) {
    return true;
  }

  /** Empty: the keys are in the bundles, which are read when they are asked for. */
  @Override
  public Set<Entry<String, String>> entrySet() {
    return Set.of();
  }

  private String text(String key) {
    var text = find(key);
    return text == null ? missing(key) : text;
  }

  private String find(String key) {
    var feature = key.substring(0, Math.max(0, key.indexOf('.')));
    var text = bundle(feature, locale.getLanguage()).getProperty(key);
    return text == null ? bundle(feature, "en").getProperty(key) : text;
  }

  /** People never see a key; the log does. */
  private static String missing(String key) {
    System.getLogger(Texts.class.getName())
        .log(System.Logger.Level.WARNING, "No text for the key {0}", key);
    var word = key.substring(key.lastIndexOf('.') + 1).replace('-', ' ').replace('_', ' ');
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  static Properties bundle(String feature, String language) {
    return BUNDLES.computeIfAbsent(feature + "/" + language, name -> read(feature, language));
  }

  private static Properties read(String feature, String language) {
    var texts = new Properties();
    var suffix = language.equals("en") ? "" : "_" + language;
    var path = "/livery/" + feature + "/texts" + suffix + ".properties";
    try (var stream = Texts.class.getResourceAsStream(path)) {
      if (stream != null) {
        texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(path, failure);
    }
    return texts;
  }
}
