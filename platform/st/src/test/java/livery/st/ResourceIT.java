package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts and style sheets come packed, the same for everybody, and once a week. */
class ResourceIT {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Product product;
  private static List<String> files;

  @BeforeAll
  static void start() throws Exception {
    product = Product.shared();
    var page = new String(get("/signin.xhtml").body(), StandardCharsets.UTF_8);
    files =
        Jsoup.parse(page).select("link[rel=stylesheet], script[src]").stream()
            .map(one -> one.attr("href") + one.attr("src"))
            .filter(one -> one.startsWith("/jakarta.faces.resource/"))
            .toList();
    assertThat(files).hasSizeGreaterThan(3);
  }

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(product.page("localhost", path)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] unpacked(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var packed = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return packed.readAllBytes();
    }
  }

  @Test
  void each_is_the_same_packed_or_not_the_first_time_and_later() throws Exception {
    var plain = 0;
    var packed = 0;
    for (var file : files) {
      var first = get(file);
      var second = get(file);
      var third = get(file, "Accept-Encoding", "gzip, deflate, br");
      for (var answer : List.of(first, second, third)) {
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
            .as(file)
            .matches("(text/css|(text|application)/javascript).*");
        assertThat(answer.headers().firstValue("Cache-Control"))
            .as(file)
            .contains("max-age=604800");
        assertThat(answer.headers().firstValue("Vary")).as(file).contains("Accept-Encoding");
      }
      assertThat(first.body()).as(file).isNotEmpty().isEqualTo(second.body());
      assertThat(unpacked(third)).as(file).isEqualTo(first.body());
      plain += first.body().length;
      packed += third.body().length;
    }
    assertThat(packed).as("octets of " + plain).isLessThan(plain / 3);
  }

  @Test
  void what_a_browser_has_is_not_sent_again() throws Exception {
    var file = files.get(0);
    var since = get(file).headers().firstValue("Last-Modified").orElseThrow();

    assertThat(get(file, "If-Modified-Since", since).statusCode()).isEqualTo(304);
  }

  @Test
  void what_is_not_there_or_no_file_for_all_is_as_before() throws Exception {
    for (var again = 0; again < 2; again++) {
      assertThat(get("/jakarta.faces.resource/none.css.xhtml?ln=livery").statusCode())
          .isEqualTo(404);
    }
    var asked = get(files.get(0) + "&other=1", "Accept-Encoding", "gzip");
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("Content-Encoding")).isEmpty();
  }
}
