package livery.demo;

import java.time.Instant;
import livery.demo.cast.Operators;
import livery.message.MessageRow;
import livery.number.NumberEntry;
import livery.text.Segments;

/** A text on its way out; filled step by step by {@link Replay}. */
final class Sending {

  final long id;
  final long tenantId;
  final NumberEntry number;
  final Operators.Phone phone;
  final String text;
  final Segments segments;
  final long campaignId;
  final long replyTo;
  final boolean free;
  final String rule;
  final String label;
  final Instant createdAt;
  long priceMicros;
  String currency;

  /** Why it was not sent; {@code null} when it was. */
  String refusal;

  /** {@code null} when it was not sent. */
  Fate fate;

  Sending(
      long id,
      long tenantId,
      NumberEntry number,
      Operators.Phone phone,
      String text,
      long campaignId,
      long replyTo,
      boolean free,
      String rule,
      String label,
      Instant createdAt) {
    this.id = id;
    this.tenantId = tenantId;
    this.number = number;
    this.phone = phone;
    this.text = text;
    this.segments = Segments.of(text);
    this.campaignId = campaignId;
    this.replyTo = replyTo;
    this.free = free;
    this.rule = rule;
    this.label = label;
    this.createdAt = createdAt;
  }

  /** The answer to a text. */
  static Sending reply(Taken to, String text, boolean free) {
    return new Sending(
        to.id + 1,
        to.tenantId,
        to.number,
        to.event.phone(),
        text,
        to.match == null ? 0 : to.match.campaignId(),
        to.id,
        free,
        to.rule,
        to.reply.label(),
        to.decidedAt);
  }

  void refuse(String why) {
    refusal = why;
    priceMicros = 0;
  }

  /** The row in the state that it has now. */
  MessageRow row() {
    return fate == null
        ? row("REFUSED", refusal, createdAt)
        : row(fate.state(), fate.reason(), createdAt);
  }

  /** The row as it was in one of its states, counted at that moment. */
  MessageRow row(String state, String reason, Instant decidedAt) {
    return new MessageRow(
        id,
        tenantId,
        MessageRow.Direction.OUT,
        number.id(),
        number.digits(),
        phone.digits(),
        text,
        segments.alphabet() == Segments.Alphabet.UCS2,
        segments.count(),
        phone.operator().linkId(),
        campaignId,
        replyTo,
        state,
        reason,
        rule,
        label,
        "",
        priceMicros,
        currency,
        createdAt,
        decidedAt,
        free);
  }
}
