package livery.link;

import java.util.List;
import java.util.Locale;
import livery.frame.Texts;

/**
 * Why a session ended or could not be bound.
 *
 * @param key a name that stays, for programs: "bind-refused"; its words are {@code smpp.end.<key>}
 * @param values what the words name: the status, the seconds
 */
public record Cause(String key, List<String> values) {

  public Cause {
    values = List.copyOf(values);
  }

  public static Cause of(String key, Object... values) {
    return new Cause(key, java.util.Arrays.stream(values).map(String::valueOf).toList());
  }

  /** In the words of the reader. */
  public String in(Texts texts) {
    return texts.of("smpp.end." + key, values.toArray());
  }

  /** In English, for the log and for REST. */
  @Override
  public String toString() {
    return in(Texts.in(Locale.ENGLISH));
  }
}
