package livery.dispatch;

import java.time.Instant;
import java.util.List;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.inbox.Stored;
import livery.message.MessageRow;
import livery.number.Match;
import livery.number.NumberEntry;
import livery.number.OptOutWords;
import livery.text.Segments;

/**
 * What is known so far about one incoming message while its batch is decided. Filled step by step
 * by {@link Decision}; not thread-safe.
 */
final class Draft {

  final Stored stored;
  final NumberEntry number;
  final OptOutWords.Kind asks;
  final Match match;
  final long tenantId;
  String topic = "";
  String state;
  String reason;
  String rule;
  Outcome outcome = Outcome.silent("-", "");
  long priceMicros;
  String currency;

  Draft(Stored stored, NumberEntry number, OptOutWords.Kind asks, Match match, long tenantId) {
    this.stored = stored;
    this.number = number;
    this.asks = asks;
    this.match = match;
    this.tenantId = tenantId;
  }

  /** Whether a campaign is to decide it. */
  boolean goesToCampaign() {
    return state == null && match != null;
  }

  void refuse(String why) {
    state = "REFUSED";
    reason = why;
  }

  Incoming incoming() {
    return new Incoming(
        stored.id(),
        stored.source(),
        number.digits(),
        number.country(),
        stored.text(),
        match.keyword(),
        match.rest(),
        topic,
        stored.parts(),
        stored.receivedAt());
  }

  List<Outcome.Act> acts() {
    return outcome.acts();
  }

  MessageRow row(Instant now) {
    return new MessageRow(
        stored.id(),
        tenantId,
        MessageRow.Direction.IN,
        number == null ? 0 : number.id(),
        stored.destination(),
        stored.source(),
        stored.text(),
        Segments.of(stored.text()).alphabet() == Segments.Alphabet.UCS2,
        stored.parts(),
        stored.linkId(),
        match == null ? 0 : match.campaignId(),
        0,
        state,
        reason,
        rule,
        outcome.label(),
        outcome.note(),
        priceMicros,
        currency,
        stored.receivedAt(),
        now,
        priceMicros == 0);
  }
}
