package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import livery.frame.Texts;
import livery.tenant.AuditLog;

/**
 * The details of the audit log in the reader's words: {@code #{auditWords.of(row)}}.
 *
 * <p>The log keeps what features wrote: a few words of English around names of code. What the
 * portal has words for is told by them, everything else as it was written, so that nothing is lost.
 * A sentence is known by its English text {@code report.audit.<action>}, which says what the
 * feature writes with {@code {0}}, {@code {1}} … for what differs; a name by the texts that pages
 * show for it.
 */
@Named
@RequestScoped
public class AuditWords {

  /** Kept: Json would look for it in all jars each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Where pages have the words for the names that an action writes. */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("brand.change", List.of("report.audit-word.")),
          Map.entry("bundle.offer", List.of("price.product.")),
          Map.entry("contract.groups", List.of("price.product.")),
          Map.entry("digest.start", List.of("digest.every.")),
          Map.entry("digest.stop", List.of("digest.every.")),
          Map.entry("document.rule", List.of("report.audit-word.")),
          Map.entry("due.end", List.of("price.product.")),
          Map.entry("due.put", List.of("price.product.", "due.on.", "due.timeout.")),
          Map.entry("dunning.rule", List.of("report.audit-word.", "dunning.tone.")),
          Map.entry("message.retry", List.of("message.state.")),
          Map.entry("number.change", List.of("number.tier.", "number.tariff.")),
          Map.entry("number.tariff", List.of("number.tariff.")),
          Map.entry("payment.account", List.of("report.audit-word.")),
          Map.entry("payment.check", List.of("payment.problem.")),
          Map.entry("payment.state", List.of("payment.state.", "payment.problem.")),
          Map.entry("premium.pay", List.of("premium.way.")),
          Map.entry("price.add", List.of("price.product.")),
          Map.entry("price.below-cost", List.of("price.product.")),
          Map.entry("price.change", List.of("price.product.")),
          Map.entry("price.end", List.of("price.product.")),
          Map.entry("price.remove", List.of("price.product.")),
          Map.entry("rent.policy", List.of("tariff.proration.", "tariff.on-release.")),
          Map.entry("tenant.create", List.of("tenant.kind.")),
          Map.entry("user.change", List.of("tenant.role.")),
          Map.entry("user.invite", List.of("tenant.role.")));

  /** Of the terms of a contract, which are kept as JSON, what a line has room for. */
  private static final List<String> TERMS =
      List.of("from", "lastDay", "mode", "settlement", "note");

  /** A constant, {@code DAILY_30}, or a code with dots, {@code sms.mt}, standing alone. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._-])(?:[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*|[a-z]+(?:\\.[a-z]+)+)"
              + "(?![\\p{L}\\p{N}_-])");

  /**
   * A word that is all that stands between two marks, {@code owner} in "a@b.example, owner", or a
   * {@code d} for days.
   */
  private static final Pattern ALONE =
      Pattern.compile("(?<=^|, |: |→ |\\()[a-z]+(?=$|, |: | →|\\))|(?<=\\d )d(?=$|,| )");

  private static final Pattern VALUE = Pattern.compile("\\{\\d}");

  private final Texts texts;

  /** By their keys: an export has lines by the ten thousand, and few sentences. */
  private final Map<String, Optional<Pattern>> sentences = new HashMap<>();

  @Inject
  public AuditWords(Texts texts) {
    this.texts = texts;
  }

  protected AuditWords() {
    this(null);
  }

  /** What a line of the log says changed. */
  public String of(AuditLog.Entry entry) {
    return of(entry.action(), entry.detail());
  }

  String of(String action, String detail) {
    var noun = action.substring(0, action.indexOf('.') + 1);
    return Stream.of(action, action + ".other", noun + "any")
        .map(sentence -> sentence("report.audit." + sentence, action, detail))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> words(action, detail));
  }

  private Optional<String> sentence(String key, String action, String detail) {
    return written(key)
        .map(written -> written.matcher(detail))
        .filter(Matcher::matches)
        .map(
            found ->
                texts.of(
                    key,
                    Stream.iterate(1, i -> i <= found.groupCount(), i -> i + 1)
                        .map(i -> words(action, found.group(i)))
                        .toArray()));
  }

  /** How a feature writes the sentence; empty where there is none. */
  Optional<Pattern> written(String key) {
    return sentences.computeIfAbsent(
        key, one -> Texts.in(Locale.ENGLISH).known(one).map(AuditWords::pattern));
  }

  private static Pattern pattern(String sentence) {
    var around = VALUE.split(sentence, -1);
    return Pattern.compile(
        String.join("(.+?)", Stream.of(around).map(Pattern::quote).toList()), Pattern.DOTALL);
  }

  private String words(String action, String text) {
    if (action.startsWith("contract.") && text.startsWith("{\"")) {
      return terms(text);
    }
    var names = NAMES.getOrDefault(action, List.of());
    var told = NAME.matcher(text).replaceAll(found -> word(names, found.group()));
    return ALONE.matcher(told).replaceAll(found -> word(names, found.group()));
  }

  private String word(List<String> names, String name) {
    return Matcher.quoteReplacement(
        names.stream()
            .flatMap(prefix -> Stream.of(prefix + name, prefix + name.toUpperCase(Locale.ROOT)))
            .map(texts::known)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(name));
  }

  private String terms(String json) {
    try (var reader = JSON.createReader(new StringReader(json))) {
      var terms = reader.readObject();
      var told = new ArrayList<String>();
      for (var field : TERMS) {
        if (terms.get(field) instanceof JsonString value && !value.getString().isEmpty()) {
          var word = texts.known("contract." + field + "." + value.getString());
          told.add(texts.get("contract.field." + field) + ": " + word.orElse(value.getString()));
        }
      }
      if (terms.get("discounts") instanceof JsonArray discounts) {
        discounts.stream()
            .map(JsonValue::asJsonObject)
            .map(discount -> texts.of("contract.part-discount", discount.getString("group", "")))
            .forEach(told::add);
      }
      if (terms.get("minimum") instanceof JsonObject minimum) {
        told.add(texts.get("contract.field.minimum") + ": " + minimum.get("amount"));
      }
      return String.join(", ", told);
    } catch (JsonException cutOff) {
      return json;
    }
  }
}
