package livery.text;

/**
 * What a folded word looks like: letters of Cyrillic and Greek that a reader cannot tell from a
 * Latin one become that Latin letter. Pure, thread-safe.
 *
 * <p>The pairs are those of Unicode UTS #39 (confusables.txt), taken over for <em>either</em> case:
 * т and t differ, but Т and T do not, and people who text do not care for case. That is why ICU's
 * {@code SpoofChecker} is not used here: its skeleton keeps case, after folding it no longer sees
 * that "CTOП" and "СТОП" are one word (and it weighs 14 MB). Digits stay digits.
 */
public final class LookAlike {

  private static final String FROM = "авекмнорстухіјѕһԁԛԝӏ" + "αβεζηικμνορτυχ";
  private static final String TO = "abekmhopctyxijshdqwl" + "abezhikmnoptyx";

  private LookAlike() {}

  /** The word's skeleton; equal for words that look the same. Takes a folded word. */
  public static String of(String folded) {
    for (var i = 0; i < folded.length(); i++) {
      if (FROM.indexOf(folded.charAt(i)) >= 0) {
        return map(folded);
      }
    }
    return folded;
  }

  private static String map(String folded) {
    var look = new StringBuilder(folded.length());
    for (var i = 0; i < folded.length(); i++) {
      var at = FROM.indexOf(folded.charAt(i));
      look.append(at < 0 ? folded.charAt(i) : TO.charAt(at));
    }
    return look.toString();
  }
}
