package livery.st;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Strings that break programs: the big list of naughty strings, and one of each class. */
final class Naughty {

  /** One of each class, beyond the list: every field sees every one. */
  static final List<String> WORST =
      List.of(
          "\"'></textarea></script><i id=pwned><script>alert('pwned')</script>"
              + "<img src=x id=pwned onerror=alert(1)>", // markup
          "#{1+1} ${1+1} {0} {{7*7}} %s%n ' OR 1=1; -- \\", // what is evaluated
          "\u202eright\u2066 \u200b \ud83d\udc69\u200d\ud83d\udc67 Z\u0351\u036b\u0343", // drawn
          // oddly
          "\u0000\u0007", // what no text holds
          "half \ud83d", // what no UTF-8 holds
          "x".repeat(70_000), // too long
          "   ", // nothing
          "-1e309", // no number
          "NIL"); // looks like a code

  private Naughty() {}

  /** The list; without it the test is skipped and says where it is to be had. */
  static List<String> list() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", "none"), "data", "blns.json");
    assumeTrue(
        Files.exists(file),
        "blns.json is not in -Dlivery.shared=…/data; get it from"
            + " github.com/minimaxir/big-list-of-naughty-strings");
    return JsonParser.parseString(Files.readString(file)).getAsJsonArray().asList().stream()
        .map(one -> one.getAsString())
        .distinct()
        .toList();
  }

  /**
   * Every so manieth of the list, from a place of one's own: the list goes class by class, so that
   * a step shorter than a class meets them all, and as many fields as a step is long see every
   * string.
   */
  static List<String> share(List<String> list, int step, int turn) {
    var share = new ArrayList<String>();
    for (var at = Math.floorMod(turn, step); at < list.size(); at += step) {
      share.add(list.get(at));
    }
    return share;
  }

  /**
   * As JSON spells it; half a pair keeps its name, where UTF-8 would make a question mark of it.
   */
  static String json(String text) {
    var json = new StringBuilder("\"");
    for (var unit : text.toCharArray()) {
      if (unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate(unit)) {
        json.append(String.format("\\u%04x", (int) unit));
      } else {
        json.append(unit);
      }
    }
    return json.append('"').toString();
  }
}
