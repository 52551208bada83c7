package livery.number;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.text.Fold;
import livery.text.LookAlike;

/** The keywords of one number, immutable. */
final class NumberWords {

  static final NumberWords NONE = new NumberWords(List.of());

  private final Map<String, Word> exact = new HashMap<>();
  private final Map<String, Word> lookAlike = new HashMap<>();

  /**
   * One form of a keyword.
   *
   * @param folded empty for the catch-all
   * @param live whether its campaign runs on a number that its tenant still has
   * @param held whether the word was given up lately; then its messages are nobody's
   * @param endsAt {@code Instant.MAX} for no end
   */
  record Word(
      String folded,
      String written,
      long keywordId,
      long tenantId,
      long campaignId,
      boolean onlyWord,
      boolean interrupts,
      boolean live,
      boolean held,
      Instant startsAt,
      Instant endsAt) {

    boolean takes(String rest, Instant at) {
      return live && !at.isBefore(startsAt) && at.isBefore(endsAt) && (!onlyWord || rest.isEmpty());
    }

    Match match(String rest) {
      return folded.isEmpty()
          ? new Match(keywordId, tenantId, campaignId, "", rest, Match.CATCH_ALL, false)
          : new Match(
              keywordId, tenantId, campaignId, written, rest, "keyword " + written, interrupts);
    }
  }

  NumberWords(List<Word> words) {
    var ambiguous = new HashMap<String, Boolean>();
    for (var word : words) {
      exact.put(word.folded(), word);
      var look = LookAlike.of(word.folded());
      var other = lookAlike.put(look, word);
      if (other != null && other.keywordId() != word.keywordId()) {
        ambiguous.put(look, true);
      }
    }
    // Two keywords that look the same can only be told apart by their letters.
    lookAlike.keySet().removeAll(ambiguous.keySet());
  }

  Optional<Match> match(String text, Instant at) {
    var split = Fold.split(text);
    var word = split.first().isEmpty() ? null : find(split.first());
    if (word == null) {
      var cut = Fold.splitAtPunctuation(text);
      if (cut.isPresent()) {
        split = cut.get();
        word = find(split.first());
      }
    }
    if (word != null && word.held()) {
      return Optional.empty();
    }
    if (word != null && word.takes(split.rest(), at)) {
      return Optional.of(word.match(split.rest()));
    }
    var all = exact.get("");
    return all != null && all.takes("", at)
        ? Optional.of(all.match(text.strip()))
        : Optional.empty();
  }

  private Word find(String folded) {
    if (folded.isEmpty()) {
      return null;
    }
    var word = exact.get(folded);
    return word != null ? word : lookAlike.get(LookAlike.of(folded));
  }
}
