package livery.campaign;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import livery.fault.Fault;
import livery.number.Keyword;
import livery.number.NewKeyword;

/** A keyword while a person types it: as it was typed, nothing checked. */
public class WordForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private String word = "";
  private String aliases = "";
  private String match = Keyword.MatchType.FIRST_WORD.name();
  private boolean interrupts;

  /** Takes over a keyword that is there. */
  void take(Keyword keyword) {
    word = keyword.word();
    aliases = String.join(", ", keyword.aliases());
    match = keyword.matchType().name();
    interrupts = keyword.interrupts();
  }

  /** The keyword as it is wanted. */
  NewKeyword wish(long numberId, long campaignId) {
    var others = Arrays.asList(aliases.split("[,;\\s]+"));
    return new NewKeyword(numberId, campaignId, word, others, match, interrupts);
  }

  /** Every text to the number instead, with the same match type. */
  NewKeyword everything(long numberId, long campaignId) {
    return new NewKeyword(numberId, campaignId, "", List.of(), match);
  }

  public String getWord() {
    return word;
  }

  public void setWord(String word) {
    this.word = word == null ? "" : word;
  }

  public String getAliases() {
    return aliases;
  }

  public void setAliases(String aliases) {
    this.aliases = aliases == null ? "" : aliases;
  }

  /** The aliases as they will be kept: one that is repeated once; as typed while one is wrong. */
  public String getKept() {
    try {
      var words = wish(0, 0).checked();
      return String.join(", ", words.subList(1, words.size()));
    } catch (Fault notYet) {
      return aliases;
    }
  }

  public String getMatch() {
    return match;
  }

  public void setMatch(String match) {
    this.match = match == null ? "" : match;
  }

  /** The match type as a yes or no. */
  public boolean isOnlyWord() {
    return match.equals(Keyword.MatchType.ONLY_WORD.name());
  }

  public void setOnlyWord(boolean onlyWord) {
    match = (onlyWord ? Keyword.MatchType.ONLY_WORD : Keyword.MatchType.FIRST_WORD).name();
  }

  public boolean isInterrupts() {
    return interrupts;
  }

  public void setInterrupts(boolean interrupts) {
    this.interrupts = interrupts;
  }
}
