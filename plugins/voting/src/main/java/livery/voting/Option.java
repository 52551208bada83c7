package livery.voting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import livery.api.Settings;
import livery.api.Words;

/** What can be voted for: a code, the name that people see, and other ways to write it. */
record Option(String code, String label, List<String> aliases) {

  Option {
    aliases = List.copyOf(aliases);
  }

  /** The options in the order of the form. */
  static List<Option> all(Settings settings) {
    return settings.rows("options").stream().map(Option::of).toList();
  }

  private static Option of(Map<String, String> row) {
    var aliases = new ArrayList<String>();
    for (var alias : row.getOrDefault("aliases", "").split(",")) {
      if (!alias.isBlank()) {
        aliases.add(alias.strip());
      }
    }
    var label = row.getOrDefault("label", "");
    return new Option(row.get("code"), label.isBlank() ? row.get("code") : label, aliases);
  }

  /** A number that stays the same while rows of the form move; 0 to 2³²−1. */
  long key() {
    var crc = new CRC32();
    crc.update(code.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /**
   * What a message's life says of it, "2, Latte": within the 200 characters of a note, as the form
   * lets a code have 20 and a name 60.
   */
  String note() {
    return code.equalsIgnoreCase(label) ? label : code + ", " + label;
  }

  /** Everything that a subscriber may write for it, folded, without repeats. */
  List<String> terms() {
    var terms = new ArrayList<String>();
    terms.add(Words.fold(code));
    aliases.forEach(alias -> terms.add(Words.fold(alias)));
    terms.add(Words.fold(label));
    return terms.stream().filter(term -> !term.isEmpty()).distinct().toList();
  }

  /**
   * Finds options in what subscribers write. Cyrillic letters count as Latin ones they look like.
   */
  static final class Finder {

    private final Map<String, Option> exact = new HashMap<>();
    private final Map<String, Option> alike = new HashMap<>();

    Finder(List<Option> options) {
      for (var option : options) {
        for (var term : option.terms()) {
          exact.putIfAbsent(term, option);
          var before = alike.putIfAbsent(Words.likeLatin(term), option);
          if (before != null && before != option) {
            alike.put(Words.likeLatin(term), null);
          }
        }
      }
    }

    /** The option that the text names, by the whole text or by its first word; null if none. */
    Option find(String text) {
      var folded = Words.fold(text);
      var whole = lookUp(folded);
      return whole != null ? whole : Words.first(folded).map(this::lookUp).orElse(null);
    }

    private Option lookUp(String term) {
      var found = exact.get(term);
      return found != null ? found : alike.get(Words.likeLatin(term));
    }
  }
}
