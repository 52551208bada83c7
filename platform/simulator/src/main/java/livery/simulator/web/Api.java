package livery.simulator.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import livery.simulator.Counters;
import livery.simulator.Faults;
import livery.simulator.Load;
import livery.simulator.LoadPlan;
import livery.simulator.Message;
import livery.simulator.Operator;
import livery.simulator.Script;
import livery.simulator.Session;
import livery.simulator.Smsc;
import livery.simulator.Text;
import livery.simulator.wire.Malformed;

/**
 * The JSON that tests and the demo drive the simulator with; every path is described in {@code
 * docs/simulator.md}. Bad requests end in {@link IllegalArgumentException} (400), unknown names in
 * {@link NoSuchElementException} (404), what cannot be done now in {@link IllegalStateException}
 * (409).
 */
final class Api {

  private static final int MOST_LISTED = 1_000;
  private static final int MOST_CONTACTS = 200;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Smsc smsc;
  private final PayDesk desk;
  private volatile List<Contact> contacts = List.of();

  Api(Smsc smsc, PayDesk desk) {
    this.smsc = smsc;
    this.desk = desk;
  }

  void contacts(List<Contact> known) {
    contacts = List.copyOf(known.subList(0, Math.min(MOST_CONTACTS, known.size())));
  }

  /** A request with its parts taken apart. */
  record Call(String method, List<String> path, Map<String, String> query, String body) {

    Map<String, Object> json() {
      return JsonReader.object(body);
    }

    boolean is(String wanted, String first, int length) {
      return method.equals(wanted) && path.size() == length && path.get(0).equals(first);
    }
  }

  /** The answer as a value that {@link Json} writes; {@code null} where there is no such path. */
  Object answer(Call call) throws InterruptedException {
    if (call.path().isEmpty()) {
      return null;
    }
    return switch (call.path().get(0)) {
      case "pay" -> call.is("POST", "pay", 1) ? pay(call) : null;
      case "mo" -> call.is("POST", "mo", 1) ? text(call) : null;
      case "messages" -> call.is("GET", "messages", 1) ? messages(call) : null;
      case "contacts" -> contacts(call);
      case "operators" -> operators(call);
      case "faults" -> faults(call);
      case "malformed" -> malformed(call);
      case "drop" -> call.is("POST", "drop", 1) ? drop(call) : null;
      case "script" -> script(call);
      case "load" -> load(call);
      default -> null;
    };
  }

  /** The fields of the signed address, and as {@code act} what is chosen; "look" only looks. */
  private Object pay(Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    call.json().forEach((name, value) -> fields.put(name, String.valueOf(value)));
    var act = fields.getOrDefault("act", "look");
    return act.equals("look")
        ? Map.of("order", desk.look(fields))
        : Map.of("told", desk.act(fields, act));
  }

  private Message text(Call call) {
    return smsc.text(Json.read(call.json(), Text.class, null));
  }

  /** What one page of the journal holds, and where the next one begins. */
  record Changes(long change, List<Message> messages) {}

  Changes changes(List<String> phones, long after) {
    long now = smsc.journal().lastChange();
    var messages = smsc.journal().after(after, phones, MOST_LISTED);
    boolean full = messages.size() == MOST_LISTED;
    return new Changes(
        full ? messages.get(MOST_LISTED - 1).change() : Math.max(now, after), messages);
  }

  private Changes messages(Call call) {
    var phones = List.of(call.query().getOrDefault("phone", "").split(","));
    return changes(phones, number(call.query().getOrDefault("after", "0")));
  }

  private Object contacts(Call call) {
    if (call.is("POST", "contacts", 1)) {
      contacts(Json.read(call.json(), Contacts.class, null).contacts());
    }
    return call.path().size() == 1 ? new Contacts(contacts) : null;
  }

  record Contacts(List<Contact> contacts) {}

  private Object operators(Call call) {
    if (call.is("POST", "operators", 1)) {
      var wanted = Json.read(call.json(), Window.class, null);
      smsc.operator(wanted.operator()).window(wanted.window());
    }
    return call.path().size() == 1
        ? Map.of("operators", smsc.operators().stream().map(OperatorView::of).toList())
        : null;
  }

  record Window(String operator, int window) {
    Window {
      operator = operator == null ? "" : operator;
    }
  }

  /** One operator as the page shows it. */
  private record OperatorView(
      String name,
      int port,
      String systemId,
      int window,
      int waiting,
      List<BindView> binds,
      Counters.Snapshot counted,
      Faults faults,
      List<String> loads) {

    static OperatorView of(Operator operator) {
      return new OperatorView(
          operator.name(),
          operator.port(),
          operator.settings().systemId(),
          operator.window(),
          operator.waiting(),
          operator.sessions().stream().map(BindView::of).toList(),
          operator.counted(),
          operator.faults(),
          operator.loads().stream().map(Load::id).toList());
    }
  }

  private record BindView(
      String systemId, String type, String peer, Instant since, int inFlight, boolean frozen) {

    static BindView of(Session session) {
      return new BindView(
          session.systemId(),
          session.bind().name(),
          session.peer(),
          session.since,
          session.inFlight(),
          session.frozen());
    }
  }

  private Object faults(Call call) {
    if (call.is("POST", "faults", 1)) {
      var members = call.json();
      var operator = smsc.operator(name(members));
      operator.faults(Json.read(members, Faults.class, Faults.NONE));
      return operator.faults();
    }
    return call.is("GET", "faults", 1)
        ? smsc.operator(call.query().getOrDefault("operator", "")).faults()
        : null;
  }

  private Object drop(Call call) {
    var operator = smsc.operator(name(call.json()));
    operator.drop();
    return OperatorView.of(operator);
  }

  /** What a peer said to one bad PDU. */
  private record Verdict(Malformed kind, boolean answered, int status) {}

  record BadPduRequest(String operator, Malformed kind, int timeoutMillis) {}

  private Object malformed(Call call) throws InterruptedException {
    if (call.is("GET", "malformed", 1)) {
      return Map.of("kinds", Arrays.asList(Malformed.values()));
    }
    if (!call.is("POST", "malformed", 1)) {
      return null;
    }
    var request = Json.read(call.json(), BadPduRequest.class, new BadPduRequest("", null, 3_000));
    if (request.kind() == null) {
      throw new IllegalArgumentException("kind must be given");
    }
    var atMost = Duration.ofMillis(Math.max(0, request.timeoutMillis()));
    var wait = atMost.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : atMost;
    int status = smsc.operator(request.operator()).sendMalformed(request.kind(), wait);
    return new Verdict(request.kind(), status >= 0, Math.max(0, status));
  }

  private Object script(Call call) {
    if (call.is("POST", "script", 1)) {
      var none =
          new Script.Plan(
              10,
              380_500_000_000L,
              List.of(),
              "3344",
              List.of(new LoadPlan.Weighted("HELLO", 1)),
              1,
              Duration.ofMinutes(1));
      return smsc.script(Json.read(call.json(), Script.Plan.class, none)).report();
    }
    if (call.is("GET", "script", 1)) {
      return Map.of("scripts", smsc.scripts().stream().map(Script::report).toList());
    }
    if (call.path().size() != 2) {
      return null;
    }
    var script =
        smsc.scripts().stream()
            .filter(s -> s.report().id().equals(call.path().get(1)))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no script " + call.path().get(1)));
    if (call.method().equals("DELETE")) {
      script.stop();
    }
    return script.report();
  }

  private Object load(Call call) {
    if (call.is("POST", "load", 1)) {
      var members = call.json();
      var one = new LinkedHashMap<String, Object>(members);
      var defaults = LoadPlan.of("3344", "VOTE 1", 10_000);
      if (members.containsKey("durationSeconds") && !members.containsKey("messages")) {
        defaults = defaults.lasting(Duration.ofSeconds(1));
      }
      return smsc.load(Json.read(one, LoadPlan.class, defaults)).report();
    }
    if (call.is("GET", "load", 1)) {
      return Map.of("loads", smsc.loads().stream().map(Load::report).toList());
    }
    if (call.path().size() < 2) {
      return null;
    }
    var load =
        smsc.loads().stream()
            .filter(l -> l.id().equals(call.path().get(1)))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no load " + call.path().get(1)));
    if (call.path().size() == 3 && call.path().get(2).equals("lost")) {
      return Map.of("numbers", load.lostNumbers());
    }
    if (call.method().equals("DELETE")) {
      load.stop();
    }
    return load.report();
  }

  /** The member "operator", taken out of the others. */
  private static String name(Map<String, Object> members) {
    var name = members.remove("operator");
    return name == null ? "" : name.toString();
  }

  private static long number(String digits) {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("after must be a number, was \"" + digits + "\"");
    }
    return Long.parseLong(digits);
  }
}
