package livery.simulator.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import livery.simulator.Smsc;

/**
 * The simulator in a browser and as JSON: {@code /} is the page with the handsets, {@code
 * /operator} the operators', {@code /pay} where trial payments are made, {@code /api/…} what {@code
 * docs/simulator.md} describes. Meant for the loopback address: it asks nobody who they are, but
 * refuses what a page of another site sends.
 */
public final class Web implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Web.class.getName());
  private static final int MOST_BODY_OCTETS = 64 * 1024;
  private static final int MOST_THREADS = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("/", "handset.html"),
          Map.entry("/operator", "operator.html"),
          Map.entry("/pay", "pay.html"),
          Map.entry("/simulator.css", "simulator.css"),
          Map.entry("/operator.css", "operator.css"),
          Map.entry("/pay.css", "pay.css"),
          Map.entry("/handset.js", "handset.js"),
          Map.entry("/operator.js", "operator.js"),
          Map.entry("/pay.js", "pay.js"),
          Map.entry("/texts.js", "texts.js"),
          Map.entry("/icon.svg", "icon.svg"),
          Map.entry("/fonts/inter-latin.woff2", "inter-latin.woff2"),
          Map.entry("/fonts/inter-cyrillic.woff2", "inter-cyrillic.woff2"));

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  private final Smsc smsc;
  private final PayDesk desk = new PayDesk(Clock.systemUTC());
  private final Api api;
  private final HttpServer server;
  private final ExecutorService threads;
  private volatile boolean closed;

  private Web(Smsc smsc, HttpServer server) {
    this.smsc = smsc;
    this.server = server;
    api = new Api(smsc, desk);
    threads =
        new ThreadPoolExecutor(
            4, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Web::thread);
  }

  /**
   * Starts to serve.
   *
   * @param port 0 takes a free one
   * @throws UncheckedIOException when the port is taken
   */
  public static Web start(Smsc smsc, String host, int port) {
    try {
      var web = new Web(smsc, HttpServer.create(new InetSocketAddress(host, port), 100));
      web.server.createContext("/", web::serve);
      web.server.setExecutor(web.threads);
      web.server.start();
      return web;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve on " + host + ":" + port, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Numbers that the page offers to text. */
  public void contacts(List<Contact> known) {
    api.contacts(known);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    desk.close();
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
              + " 'self'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'");
      if (path.equals("/api/events")) {
        events(exchange);
      } else if (path.startsWith("/api/")) {
        api(exchange, path.substring("/api/".length()));
      } else {
        page(exchange, path);
      }
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    var file = PAGES.get(path);
    if (file == null) {
      problem(exchange, 404, "there is no page " + path);
      return;
    }
    try (var in = Web.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the jar lacks web/" + file);
      }
      send(exchange, 200, TYPES.get(file.replaceFirst("^.*\\.", "")), in.readAllBytes());
    }
  }

  private void api(HttpExchange exchange, String path) throws IOException {
    try {
      var call = call(exchange, path);
      if (!call.method().equals("GET") && !isJson(exchange)) {
        problem(exchange, 415, "Content-Type must be application/json");
        return;
      }
      var answer = api.answer(call);
      if (answer == null) {
        problem(exchange, 404, "there is no " + call.method() + " /api/" + path);
      } else {
        int status = call.method().equals("POST") ? 201 : 200;
        send(exchange, status, "application/json", utf8(Json.write(answer)));
      }
    } catch (IllegalArgumentException e) {
      problem(exchange, 400, e.getMessage());
    } catch (NoSuchElementException e) {
      problem(exchange, 404, e.getMessage());
    } catch (IllegalStateException e) {
      problem(exchange, 409, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Api.Call call(HttpExchange exchange, String path) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_OCTETS + 1);
    if (body.length > MOST_BODY_OCTETS) {
      throw new IllegalArgumentException("a body has " + MOST_BODY_OCTETS + " octets at most");
    }
    return new Api.Call(
        exchange.getRequestMethod(),
        List.of(path.split("/")),
        query(exchange),
        new String(body, StandardCharsets.UTF_8));
  }

  /** A form of another site cannot send this type without being asked first. */
  private static boolean isJson(HttpExchange exchange) {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.startsWith("application/json");
  }

  /** Changes of the phones that the page shows, as server-sent events. */
  private void events(HttpExchange exchange) throws IOException {
    var query = query(exchange);
    var phones = Arrays.asList(query.getOrDefault("phones", "").split(","));
    var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    var from = last == null ? query.getOrDefault("after", "0") : last;
    if (!from.matches("[0-9]{1,18}")) {
      problem(exchange, 400, "after must be a number, was \"" + from + "\"");
      return;
    }
    long after = Long.parseLong(from);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      write(out, "retry: 1000\n\n");
      while (!closed) {
        var changes = api.changes(phones, after);
        after = changes.change();
        if (!changes.messages().isEmpty()) {
          write(out, "id: " + after + "\ndata: " + Json.write(changes) + "\n\n");
        }
        smsc.journal().awaitChange(after, HEARTBEAT);
        if (smsc.journal().lastChange() <= after) {
          write(out, ": still here\n\n");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.TRACE, "a page has gone");
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(utf8(text));
    out.flush();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var raw = exchange.getRequestURI().getRawQuery();
    Map<String, String> query = new HashMap<>();
    for (var pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** RFC 9457. */
  private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("status", status);
    problem.put("detail", detail);
    send(exchange, status, "application/problem+json", utf8(Json.write(problem)));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "simulator-http");
    thread.setDaemon(true);
    return thread;
  }
}
