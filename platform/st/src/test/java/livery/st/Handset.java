package livery.st;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A phone of the simulated operators, used over their page's own address. */
final class Handset {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String phone;
  private final String address;

  Handset(Product product, String phone) {
    this.phone = phone;
    this.address = "http://127.0.0.1:" + product.livery().settings().handsetPort() + "/api";
  }

  /** Texts in. */
  void text(String number, String text) {
    var json = new Gson().toJson(Map.of("from", phone, "to", number, "text", text));
    ask(
        HttpRequest.newBuilder(URI.create(address + "/mo"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** What the phone has received, oldest first. */
  List<String> received() {
    var answer =
        ask(HttpRequest.newBuilder(URI.create(address + "/messages?phone=" + phone)).GET());
    return JsonParser.parseString(answer)
        .getAsJsonObject()
        .getAsJsonArray("messages")
        .asList()
        .stream()
        .map(one -> one.getAsJsonObject())
        .filter(one -> one.get("direction").getAsString().equals("RECEIVED"))
        .map(one -> one.get("text").getAsString())
        .toList();
  }

  private static String ask(HttpRequest.Builder request) {
    try {
      var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException failure) {
      throw new IllegalStateException("The handsets did not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
