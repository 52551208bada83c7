package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Everything that a button of a page does can be done over REST: {@code page-actions.txt} names the
 * operation for each, and the description of the API must have it.
 */
class PageActionsIT {

  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern ACTION =
      Pattern.compile("\\b(?:action|listener|act|check)=\"#\\{(\\w+\\.\\w+)");

  /** What a composite component is given, and an address that is no method. */
  private static final Set<String> NO_METHODS = Set.of("cc.attrs", "request.contextPath");

  private static final Set<String> WITHOUT_OPERATION = Set.of("page", "person");

  @Test
  void each_button_has_its_operation() throws Exception {
    var rows = rows();
    assertThat(rows.keySet()).isEqualTo(actions());

    var known = new HashSet<String>();
    RestMap.paths(Product.shared())
        .forEach(
            (path, methods) ->
                methods.forEach(method -> known.add(method + " " + withoutPattern(path))));
    rows.forEach(
        (action, operations) -> {
          if (!WITHOUT_OPERATION.contains(operations)) {
            assertThat(known).as(action).contains(operations.split(", "));
          }
        });
  }

  /** A parameter of a path may say what it looks like. */
  private static String withoutPattern(String path) {
    return path.replaceAll(":[^}]*}", "}");
  }

  private static Set<String> actions() throws IOException {
    var found = new TreeSet<String>();
    for (var page : Pages.withParts()) {
      var action = ACTION.matcher(COMMENT.matcher(Pages.text(page)).replaceAll(""));
      while (action.find()) {
        found.add(action.group(1));
      }
    }
    found.removeAll(NO_METHODS);
    return found;
  }

  private static Map<String, String> rows() throws IOException {
    List<String> lines;
    try (var file = PageActionsIT.class.getResourceAsStream("page-actions.txt")) {
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    var rows = new TreeMap<String, String>();
    for (var line : lines) {
      if (!line.startsWith("#")) {
        var words = line.split(" ", 2);
        assertThat(rows.put(words[0], words[1])).as("%s stands twice", words[0]).isNull();
      }
    }
    return rows;
  }
}
