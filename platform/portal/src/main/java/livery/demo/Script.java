package livery.demo;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.Operators;
import livery.demo.cast.Picked;
import livery.demo.cast.Plan;

/**
 * What subscribers texted during the month and what companies wrote to them, in the order of time.
 * The same for the same moment, whatever happened to the messages then.
 */
final class Script {

  /** Who texts whom. */
  private static final Map<Company, Integer> CROWDS =
      Map.of(
          Company.TV, 7_000,
          Company.COFFEE, 420,
          Company.CLINIC, 900,
          Company.PIZZA, 600,
          Company.FITNESS, 260,
          Company.FESTIVAL, 2_600);

  private static final String NOBODYS_OPTION = "9";
  private static final double MISTYPED_PERCENT = 2.5;
  private static final DayOfWeek SHOW = DayOfWeek.SATURDAY;
  private static final int FINAL_TEXTS = 4_600;
  private static final int SHOW_TEXTS = 520;

  /** Minutes after 20:00 at which the host asks for votes. */
  private static final int[] CALLS = {41, 66, 92};

  private static final double CALL_FADES_MINUTES = 2.4;
  private static final List<String> STOPS = List.of("STOP", "Stop", "stop", "СТОП", "стоп", "Стоп");

  private final Days days;
  private final Random random;
  private final List<Plan> plans;
  private final Map<Company, Crowd> crowds = new EnumMap<>(Company.class);
  private final List<Event> events = new ArrayList<>();

  Script(Days days, Operators operators, List<Plan> plans, Random random) {
    this.days = days;
    this.random = random;
    this.plans = plans;
    for (var company : Company.values()) {
      if (CROWDS.containsKey(company)) {
        crowds.put(company, new Crowd(CROWDS.get(company), operators, random));
      }
    }
  }

  /** All events up to now, oldest first. */
  List<Event> write() {
    plans.stream().filter(plan -> !plan.state().equals("DRAFT")).forEach(this::campaign);
    shows();
    try (var stream = Script.class.getResourceAsStream("traffic.json");
        var reader = Json.createReader(stream)) {
      var traffic = reader.readObject();
      traffic.getJsonArray("strays").getValuesAs(JsonObject.class).forEach(this::strays);
      traffic.getJsonArray("broadcasts").getValuesAs(JsonObject.class).forEach(this::broadcasts);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    events.removeIf(event -> event.at().isAfter(days.now().minusSeconds(60)));
    events.sort(
        Comparator.comparing(Event::at)
            .thenComparing(event -> event.phone().digits())
            .thenComparing(Event::text));
    return events;
  }

  private void campaign(Plan plan) {
    var perDay = plan.source().getInt("perDay", 0);
    if (perDay == 0) {
      return;
    }
    var curve = Curve.valueOf(plan.source().getString("curve"));
    var weekday = plan.source().getString("weekday", "");
    var last = plan.ends() == null ? 0 : Math.max(0, -plan.ends());
    for (var day = Math.min(Days.HISTORY, -plan.starts());
        day >= Math.max(last, -plan.until());
        day--) {
      var date = days.daysAgo(day);
      if (!weekday.isEmpty() && date.getDayOfWeek() != DayOfWeek.valueOf(weekday)) {
        continue;
      }
      var growing = 0.85 + 0.3 * (Days.HISTORY - day) / Days.HISTORY;
      for (var i = curve.count(perDay * growing, date, random); i > 0; i--) {
        in(curve.moment(date, random), crowds.get(plan.company()).anybody(), plan);
      }
    }
  }

  /** The channel's show: thousands of votes in the minutes after each call, most in the final. */
  private void shows() {
    var voice = plans.stream().filter(plan -> plan.key().equals("voice")).findFirst().orElseThrow();
    var finale = days.lastEvening(SHOW);
    for (var day = finale; day < -voice.starts(); day += 7) {
      var texts = day == finale ? FINAL_TEXTS : SHOW_TEXTS + random.nextInt(200);
      for (var i = 0; i < texts; i++) {
        var call = CALLS[Picked.index(new int[] {3, 3, 4}, random)];
        var later = -Math.log(1 - random.nextDouble()) * CALL_FADES_MINUTES;
        var at = days.at(day, 20, 0).plusMillis((long) ((call + later) * 60_000));
        in(at, crowds.get(Company.TV).anybody(), voice);
      }
    }
  }

  private void strays(JsonObject stray) {
    var number = stray.getString("number");
    var curve = Curve.valueOf(stray.getString("curve"));
    var texts = Plan.texts(stray, "texts");
    var crowd = crowds.get(Company.valueOf(stray.getString("crowd")));
    for (var day = Days.HISTORY; day >= 0; day--) {
      for (var i = curve.count(stray.getInt("perDay"), days.daysAgo(day), random); i > 0; i--) {
        var at = curve.moment(days.daysAgo(day), random);
        events.add(new Event.In(at, crowd.anybody(), number, Picked.from(texts, random)));
      }
    }
  }

  private void broadcasts(JsonObject broadcast) {
    var company = Company.valueOf(broadcast.getString("company"));
    var weekdays = Plan.texts(broadcast, "days");
    for (var day = Days.HISTORY; day >= 0; day--) {
      if (weekdays.contains(days.daysAgo(day).getDayOfWeek().name())) {
        var at = days.at(day, broadcast.getInt("hour"), 0);
        for (var phone : crowds.get(company).several(broadcast.getInt("audience"))) {
          at = at.plusMillis(400 + random.nextInt(1_200));
          broadcast(broadcast, company, at, phone);
        }
      }
    }
  }

  private void broadcast(JsonObject broadcast, Company company, Instant at, Operators.Phone phone) {
    var number = broadcast.getString("number");
    var text =
        Picked.from(Plan.texts(broadcast, "texts"), random)
            .replace("{time}", "%d:%02d".formatted(8 + random.nextInt(10), 15 * random.nextInt(4)))
            .replace("{room}", Integer.toString(101 + random.nextInt(20)));
    events.add(new Event.Out(at, phone, number, text, company, broadcast.getString("campaign")));
    if (Picked.percent(broadcast.getJsonNumber("stopPercent").doubleValue(), random)) {
      events.add(new Event.In(later(at), phone, number, Picked.from(STOPS, random)));
      return;
    }
    for (var answer : broadcast.getJsonArray("answers").getValuesAs(JsonObject.class)) {
      if (Picked.percent(answer.getInt("percent"), random)) {
        in(later(at), phone, plan(answer.getString("campaign")));
        return;
      }
    }
  }

  /** People answer within minutes, or after work. */
  private Instant later(Instant at) {
    var minutes = Picked.percent(70, random) ? 1 + random.nextInt(25) : 60 + random.nextInt(400);
    return at.plus(Duration.ofSeconds(minutes * 60L + random.nextInt(60)));
  }

  private Plan plan(String key) {
    return plans.stream().filter(plan -> plan.key().equals(key)).findFirst().orElseThrow();
  }

  private void in(Instant at, Operators.Phone phone, Plan plan) {
    var text = Picked.from(Plan.texts(plan.source(), "texts"), random);
    events.add(new Event.In(at, phone, plan.number(), plan.isVote() ? vote(plan, text) : text));
  }

  private String vote(Plan plan, String text) {
    var weights =
        plan.source().getJsonArray("votes").getValuesAs(JsonNumber.class).stream()
            .mapToInt(JsonNumber::intValue)
            .toArray();
    var option =
        plan.settings().getJsonArray("options").getJsonObject(Picked.index(weights, random));
    var code = Picked.percent(MISTYPED_PERCENT, random) ? NOBODYS_OPTION : option.getString("code");
    return text.replace("{option}", code).replace("{label}", option.getString("label"));
  }
}
