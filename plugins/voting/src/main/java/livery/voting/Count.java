package livery.voting;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.Settings;

/** The count of one batch: a fixed number of statements, whatever its size. */
final class Count {

  private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{2,17}");

  private final Settings settings;
  private final Hours hours;
  private final Limit limit;
  private final Option.Finder finder;
  private final Ballots ballots;
  private final Tally tally;
  private final Instant now;

  Count(Campaign campaign, Connection connection, Instant now, Newcomers newcomers) {
    this.settings = campaign.settings();
    this.hours = Hours.of(campaign);
    this.limit = Limit.of(campaign);
    this.finder = new Option.Finder(Option.all(settings));
    this.ballots = new Ballots(connection, campaign.id(), limit, newcomers);
    this.tally = new Tally(connection, campaign.id());
    this.now = now;
  }

  List<Outcome> decide(List<Incoming> messages) throws SQLException {
    var outcomes = new Outcome[messages.size()];
    var votes = new HashMap<Integer, Vote>();
    for (var i = 0; i < outcomes.length; i++) {
      outcomes[i] = refusal(messages.get(i));
      if (outcomes[i] == null) {
        var option = finder.find(messages.get(i).rest());
        var key = limit.windowKey(option, messages.get(i).receivedAt());
        votes.put(i, new Vote(messages.get(i), option, key));
      }
    }
    var cast =
        votes.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    var all = cast.toList();
    ballots.cast(all);
    var counted = all.stream().filter(vote -> vote.state() == Vote.State.COUNTED).toList();
    tally.add(counted, now);
    var running = running(counted);
    votes.keySet().stream().sorted().forEach(i -> outcomes[i] = outcome(votes.get(i), running));
    var answered = List.of(outcomes);
    tally.addVoid(voids(answered));
    return answered;
  }

  /** The answer to a text that is no vote; null when it is one. */
  private Outcome refusal(Incoming message) {
    var verdict = hours.at(message.receivedAt());
    if (verdict == Hours.Verdict.EARLY) {
      return Outcome.reply("early", "", settings.text("early"));
    }
    if (verdict == Hours.Verdict.LATE) {
      return Outcome.reply("late", "", settings.text("late"));
    }
    if (!PHONE.matcher(message.phone()).matches()) {
      return Outcome.silent("no-phone", "");
    }
    if (finder.find(message.rest()) == null) {
      return Outcome.reply("unknown", "", settings.text("unknown"));
    }
    return null;
  }

  /** Votes by option before this batch, where a reply wants to tell them; else nothing. */
  private Map<String, Long> running(List<Vote> counted) throws SQLException {
    var told =
        List.of("counted", "repeated", "over").stream()
            .anyMatch(reply -> settings.text(reply).contains("{votes}"));
    if (!told) {
      return new HashMap<>();
    }
    var votes = new HashMap<>(tally.votes());
    counted.forEach(vote -> votes.merge(vote.option().code(), -1L, Long::sum));
    return votes;
  }

  private Outcome outcome(Vote vote, Map<String, Long> running) {
    var option = vote.option();
    return switch (vote.state()) {
      case COUNTED -> {
        running.merge(option.code(), 1L, Long::sum);
        yield answer("counted", option.note(), vote, running);
      }
      case REPEATED ->
          Outcome.reply("counted-before", option.note(), filled("counted", vote, running));
      case OVER ->
          limit.period() == Limit.Period.ONCE
              ? answer("repeated", "", vote, running)
              : answer("over", "", vote, running);
      case OPEN -> throw new IllegalStateException("Message " + vote.message().id() + " undecided");
    };
  }

  private Outcome answer(String label, String note, Vote vote, Map<String, Long> running) {
    return Outcome.reply(label, note, filled(label, vote, running));
  }

  private String filled(String reply, Vote vote, Map<String, Long> running) {
    var option = vote.option();
    return filled(settings.text(reply), option, running.getOrDefault(option.code(), 0L));
  }

  /** A reply with the option's name and votes in the places for them. */
  static String filled(String reply, Option option, long votes) {
    return reply.replace("{votes}", Long.toString(votes)).replace("{option}", option.label());
  }

  private static TreeMap<String, Long> voids(List<Outcome> outcomes) {
    var reasons = new TreeMap<String, Long>();
    for (var outcome : new ArrayList<>(outcomes)) {
      if (!outcome.label().startsWith("counted")) {
        reasons.merge(outcome.label(), 1L, Long::sum);
      }
    }
    return reasons;
  }
}
