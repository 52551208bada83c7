package livery.demo;

import java.time.Instant;
import livery.message.MessageRow;
import livery.number.Match;
import livery.number.NumberEntry;
import livery.number.OptOutWords;
import livery.text.Segments;

/** A subscriber's text while it is decided; filled step by step by {@link Replay}. */
final class Taken {

  final long id;
  final Event.In event;
  final NumberEntry number;
  final OptOutWords.Kind asks;
  final Match match;
  final long tenantId;
  final Segments segments;
  final Instant decidedAt;
  String state;
  String reason;
  String rule;
  Replies.Reply reply = new Replies.Reply("-", "", "");
  long priceMicros;
  String currency;

  Taken(
      long id,
      Event.In event,
      NumberEntry number,
      OptOutWords.Kind asks,
      Match match,
      long tenantId,
      Instant decidedAt) {
    this.id = id;
    this.event = event;
    this.number = number;
    this.asks = asks;
    this.match = match;
    this.tenantId = tenantId;
    this.segments = Segments.of(event.text());
    this.decidedAt = decidedAt;
  }

  MessageRow row() {
    return new MessageRow(
        id,
        tenantId,
        MessageRow.Direction.IN,
        number.id(),
        number.digits(),
        event.phone().digits(),
        event.text(),
        segments.alphabet() == Segments.Alphabet.UCS2,
        segments.count(),
        event.phone().operator().linkId(),
        match == null ? 0 : match.campaignId(),
        0,
        state,
        reason,
        rule,
        reply.label(),
        reply.note(),
        priceMicros,
        currency,
        event.at(),
        decidedAt,
        priceMicros == 0);
  }
}
