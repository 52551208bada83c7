package livery.number;

import java.util.LinkedHashMap;
import java.util.Map;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.text.Fold;

/**
 * The words of a new keyword, checked and folded: what they are without regard to a number. One
 * that is repeated is kept once, as it was written first: it asks for nothing else.
 */
record KeywordForms(Map<String, String> writtenByFolded, Keyword.MatchType matchType) {

  static final int WORD_LENGTH_MAX = 50;
  static final int FOLDED_LENGTH_MAX = 60;
  static final int ALIASES_MAX = 20;

  static KeywordForms of(NewKeyword keyword) {
    var faults = new Faults();
    var forms = new LinkedHashMap<String, String>();
    if (keyword.word().isEmpty()) {
      if (!keyword.aliases().isEmpty()) {
        faults.add(Fault.invalid("aliases", "number.fault.catch-all-aliases"));
      }
      forms.put("", "");
    } else {
      faults.check(() -> forms.put(folded("word", keyword.word()), keyword.word()));
      var before = forms.size();
      for (var alias : keyword.aliases()) {
        faults.check(() -> forms.putIfAbsent(folded("aliases", alias), alias));
      }
      faults.check(() -> Check.range("aliases", forms.size() - before, 0, ALIASES_MAX));
    }
    var matchType =
        faults.of(() -> Check.oneOf("matchType", keyword.matchType(), Keyword.MatchType.class));
    faults.end();
    return new KeywordForms(forms, matchType);
  }

  boolean isCatchAll() {
    return writtenByFolded.containsKey("");
  }

  /** How a word is compared; refuses what could never match. */
  static String folded(String field, String written) {
    Check.text(field, written, WORD_LENGTH_MAX);
    var folded = Fold.word(written);
    if (Fold.split(written).first().isEmpty() || folded.isEmpty()) {
      throw Fault.invalid(field, "number.fault.word-empty", Check.shown(written));
    }
    if (!Fold.split(written).rest().isEmpty() || folded.chars().anyMatch(Character::isWhitespace)) {
      throw Fault.invalid(field, "number.fault.word-space", Check.shown(written));
    }
    if (folded.codePointCount(0, folded.length()) > FOLDED_LENGTH_MAX) {
      throw Fault.invalid(field, "number.fault.word-long", Check.shown(written), FOLDED_LENGTH_MAX);
    }
    if (OptOutWords.kind(written) == OptOutWords.Kind.STOP) {
      throw Fault.invalid(field, "number.fault.word-reserved", Check.shown(written));
    }
    return folded;
  }
}
