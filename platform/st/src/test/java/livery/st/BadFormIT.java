package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in the place of a page's form, or too much of a file over REST: it is done or
 * refused in words, never a failure, and nothing is half stored.
 */
class BadFormIT {

  /** As {@code livery.signin.PartsFilter} has it. */
  private static final int FORM_BYTES_MAX = 2_000_000;

  private static final String MARK = "Guinea-name";
  private static final String NAME =
      "SELECT name FROM app_user WHERE email = '" + Guinea.CLIENT + "'";
  private static final Pattern MOST = Pattern.compile("may have (\\d+) bytes");

  /** More than any file may have, and no body of this length is ever sent. */
  private static final long FAR_TOO_LONG = Integer.MAX_VALUE;

  private static final int NAME_LENGTH = 120;
  private static final int BEGINNING = 8_192;
  private static final int A_MEBIBYTE = 1 << 20;

  private static Product product;
  private static PlainPage.Visitor visitor;

  private String before;
  private long logged;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    Guinea.of(product);
    visitor = PlainPage.Visitor.of(product, Guinea.CLIENT);
  }

  @BeforeEach
  void look() {
    before = product.books().text(NAME);
    logged = log().toFile().length();
  }

  private static Path log() {
    return product.livery().settings().data().resolve("log/portal.log");
  }

  /** The page still works, and nobody is called out of bed. */
  @AfterEach
  void the_page_still_works_and_the_log_is_quiet() throws IOException {
    product
        .books()
        .change("UPDATE app_user SET name = 'Owner' WHERE email = '" + Guinea.CLIENT + "'");
    assertThat(profile().form("you")).isNotNull();
    try (var file = new RandomAccessFile(log().toFile(), "r")) {
      file.seek(logged);
      var rest = new byte[(int) (file.length() - logged)];
      file.readFully(rest);
      assertThat(new String(rest, StandardCharsets.UTF_8)).doesNotContain("Exception");
    }
  }

  private static PlainPage profile() {
    return visitor.open("/tenant/profile.xhtml");
  }

  /** The coded form of the profile, with these bytes for the name. */
  private static byte[] form(PlainPage page, byte[] name) {
    var form = page.form("you");
    var coded = page.coded(form, form.getElementById("you:save"), Map.of("you:name", MARK));
    var at = coded.indexOf(MARK);
    assertThat(at).isPositive();
    var body = new ByteArrayOutputStream();
    body.writeBytes(ascii(coded.substring(0, at)));
    body.writeBytes(name);
    body.writeBytes(ascii(coded.substring(at + MARK.length())));
    return body.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] padded(byte[] form, int length) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(form);
    body.writeBytes(ascii("&nobody="));
    body.writeBytes(ascii("x".repeat(length - body.size())));
    return body.toByteArray();
  }

  private static void assertWords(PlainPage page) {
    assertThat(page.status()).as(page.body()).isBetween(200, 499);
    assertThat(page.body()).doesNotContain("Exception", "\tat ");
    assertThat(page.document().text()).isNotBlank();
  }

  @Test
  void of_a_megabyte_in_a_field_no_more_is_stored_than_the_field_takes() {
    var page = profile();

    page.send(
        page.form("you"), BodyPublishers.ofByteArray(form(page, ascii("x".repeat(1_000_000)))));

    assertWords(page);
    assertThat(product.books().text(NAME)).hasSizeLessThanOrEqualTo(NAME_LENGTH);
  }

  @Test
  void a_form_may_have_so_many_bytes_and_not_one_more() {
    var page = profile();
    page.send(
        page.form("you"),
        BodyPublishers.ofByteArray(padded(form(page, ascii("As+long")), FORM_BYTES_MAX)));
    assertThat(page.status()).isEqualTo(200);
    assertThat(product.books().text(NAME)).isEqualTo("As long");

    var other = profile();
    other.send(
        other.form("you"),
        BodyPublishers.ofByteArray(padded(form(other, ascii("Longer")), FORM_BYTES_MAX + 1)));
    assertThat(other.status()).isEqualTo(413);
    assertWords(other);
    assertThat(product.books().text(NAME)).isEqualTo("As long");
  }

  @Test
  void a_form_that_does_not_say_how_long_it_is_is_refused() {
    var page = profile();
    var body = form(page, ascii("Longer"));

    page.send(page.form("you"), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertThat(page.status()).isEqualTo(411);
    assertWords(page);
    assertThat(product.books().text(NAME)).isEqualTo(before);
  }

  @Test
  void a_stranger_sends_no_more_to_the_sign_in() {
    var page = new PlainPage.Visitor(product).open("/signin.xhtml");
    var form = page.form("form");
    var coded = ascii(page.coded(form, form.getElementById("form:enter"), Map.of()));

    page.send(form, BodyPublishers.ofByteArray(padded(coded, FORM_BYTES_MAX + 1)));

    assertThat(page.status()).isEqualTo(413);
    assertWords(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ff%fe",
        "%c3%28",
        "%ed%a0%80",
        "%",
        "%zz",
        "%f",
        "\u00ff\u00fe",
        "\u0000",
        "a%00b"
      })
  void what_is_no_utf_8_or_not_coded_is_no_failure(String name) {
    var page = profile();

    page.send(
        page.form("you"),
        BodyPublishers.ofByteArray(form(page, name.getBytes(StandardCharsets.ISO_8859_1))));

    assertWords(page);
    var stored = product.books().text(NAME);
    assertThat(stored.codePoints().noneMatch(Character::isISOControl)).as(stored).isTrue();
  }

  /** Every address of REST that takes a file, with its kind. */
  private static List<String[]> doors() throws Exception {
    var doors = new ArrayList<>(BadFileIT.doors(product));
    assertThat(doors).hasSizeGreaterThanOrEqualTo(6);
    return doors;
  }

  @Test
  void a_file_over_rest_may_have_so_many_bytes_and_not_one_more() throws Exception {
    var wrong = new ArrayList<String>();
    for (var door : doors()) {
      var caller = Caller.of(product, "owner@livery.example");
      var path = door[1].replaceAll("\\{[^}]*}", "" + caller.tenantId());
      var type = door[2].equals("*/*") ? "text/plain" : door[2];
      var what = String.join(" ", door);
      var refused = begun(door[0], path, type, caller.tenantId(), FAR_TOO_LONG);
      var most = MOST.matcher(refused);
      if (!refused.startsWith("HTTP/1.1 413 ") || !most.find()) {
        wrong.add(what + " → " + refused);
        continue;
      }
      var limit = Long.parseLong(most.group(1));
      var answer = begun(door[0], path, type, caller.tenantId(), limit + 1);
      if (!answer.startsWith("HTTP/1.1 413 ") || !answer.contains("application/problem+json")) {
        wrong.add(what + ", one more → " + answer);
      }
      if (limit <= A_MEBIBYTE) {
        var whole = BodyPublishers.ofByteArray(new byte[(int) limit]);
        var status = caller.send(door[0], path, whole, type).statusCode();
        if (status == 413 || status >= 500) {
          wrong.add(what + ", " + limit + " → " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What is answered to a body that says how long it is and of which only the beginning comes. */
  private static String begun(String method, String path, String type, long tenant, long length)
      throws IOException {
    var address = URI.create(product.page("127.0.0.1", "/api/v1" + path));
    var key = Caller.key(product, tenant, "admin", "NULL", "NULL");
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(
          ascii(
              "%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                  .formatted(
                      method,
                      address.getRawPath(),
                      address.getHost(),
                      address.getPort(),
                      key,
                      type,
                      length)));
      out.write(ascii("x".repeat(BEGINNING)));
      out.flush();
      var read = new ByteArrayOutputStream();
      var in = socket.getInputStream();
      var one = new byte[BEGINNING];
      while (!MOST.matcher(read.toString(StandardCharsets.UTF_8)).find()) {
        var count = in.read(one);
        if (count < 0) {
          break;
        }
        read.write(one, 0, count);
      }
      return read.toString(StandardCharsets.UTF_8);
    }
  }
}
