package livery.st;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/** Asks for a page again and again, as a load balancer does, and notes how it was answered. */
final class Doorbell implements AutoCloseable {

  /** What stands for a port that nobody listens at, or a connection that ended. */
  static final int NOBODY = 0;

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final HttpRequest request;
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private final Thread thread = new Thread(this::ask, "doorbell");
  private volatile boolean closed;

  private Doorbell(String address) {
    request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
  }

  /** Begins to ask for an address. */
  static Doorbell at(String address) {
    var doorbell = new Doorbell(address);
    doorbell.thread.start();
    return doorbell;
  }

  private void ask() {
    while (!closed) {
      answers.merge(status(), 1, Integer::sum);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private int status() {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException nobody) {
      return NOBODY;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** How often each status was answered so far; {@link #NOBODY} for none. */
  Map<Integer, Integer> answers() {
    return Map.copyOf(answers);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
