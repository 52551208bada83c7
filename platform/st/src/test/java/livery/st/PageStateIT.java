package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the portal remembers of an open page stays as it was however often the page is sent: what is
 * added while a page is drawn would be remembered with every drawing, and made again before the
 * next.
 */
class PageStateIT {

  private static final int TIMES = 5;

  /** Mojarra's note of a component that was added or taken after the page was built. */
  private static final Pattern NOTES =
      Pattern.compile("(\\d+)\\s+\\d+\\s+com\\.sun\\.faces\\.util\\.ComponentStruct\\b");

  @Test
  void a_page_that_is_sent_again_and_again_is_remembered_once() throws Exception {
    var product = Product.shared();
    Guinea.of(product);
    var page = PlainPage.Visitor.of(product, Guinea.CLIENT).open("/index.xhtml");
    for (var time = 0; time < TIMES; time++) {
      page.press(page.form("live"), null, Map.of());
      assertThat(page.status()).isEqualTo(200);
    }

    assertThat(notes(product)).isZero();
  }

  private static int notes(Product product) throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(tool, Long.toString(product.livery().portalPid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text).contains("com.sun.faces"); // the heap of the portal
    var found = NOTES.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
