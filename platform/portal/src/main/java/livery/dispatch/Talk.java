package livery.dispatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.api.Outcome;
import livery.dispatch.Dialogues.Key;
import livery.dispatch.Dialogues.Waiting;
import livery.message.Outgoing;
import livery.number.Match;
import livery.number.NumberEntry;

/**
 * The dialogues of one batch: who is waited for, who has answered, who is asked. Not thread-safe.
 *
 * <p>A question belongs to the messages that come after its batch: what is in the batch already
 * came before it was sent.
 */
final class Talk {

  private final Dialogues dialogues;
  private Map<Key, Waiting> waiting = new HashMap<>();
  private final Map<Draft, Waiting> answers = new HashMap<>();
  private final Map<Key, Waiting> ended = new HashMap<>();
  private final Map<Key, Waiting> begun = new LinkedHashMap<>();

  Talk(Dialogues dialogues) {
    this.dialogues = dialogues;
  }

  /** Reads who is waited for among these; asks nothing when nobody can be. */
  void read(Connection connection, Collection<Key> keys) throws SQLException {
    waiting = dialogues.find(connection, keys.stream().filter(dialogues::mayWait).toList());
  }

  /** The campaign that waits for this text, if one does and no keyword interrupts it. */
  Waiting takes(NumberEntry number, String phone, Match match, Instant at) {
    if (waiting.isEmpty()) {
      return null;
    }
    var key = new Key(number.id(), phone);
    var found = waiting.get(key);
    if (found == null || !at.isBefore(found.until())) {
      return null;
    }
    if (match != null && match.interrupts()) {
      end(key);
      return null;
    }
    waiting.remove(key);
    return found;
  }

  /** The phone said STOP: nobody waits for it on this number any more. */
  void end(Key key) {
    var found = waiting.remove(key);
    if (found != null) {
      ended.put(key, found);
    }
  }

  /** The draft is an answer; it ends the wait, unless it is refused. */
  void answered(Draft draft, Waiting taken) {
    answers.put(draft, taken);
  }

  /**
   * Takes up what campaigns want to wait for. A question that is not sent waits for nobody.
   *
   * @param sent what will be sent of the batch
   */
  void asked(List<Draft> drafts, List<Outgoing> sent, Instant now) {
    var replied = new HashSet<Long>();
    sent.forEach(text -> replied.add(text.replyTo()));
    for (var draft : drafts) {
      var silent = draft.acts().stream().noneMatch(Outcome.Reply.class::isInstance);
      for (var act : draft.acts()) {
        if (act instanceof Outcome.Wait wait && (silent || replied.contains(draft.stored.id()))) {
          var key = new Key(draft.number.id(), draft.stored.source());
          begun.put(
              key,
              new Waiting(
                  key,
                  draft.tenantId,
                  draft.match.campaignId(),
                  wait.topic(),
                  draft.stored.id(),
                  now.plus(wait.within())));
        }
      }
    }
  }

  void write(Connection connection) throws SQLException {
    answers.forEach(
        (draft, taken) -> {
          if ("DONE".equals(draft.state)) {
            ended.put(taken.key(), taken);
          }
        });
    ended.keySet().removeAll(begun.keySet());
    dialogues.write(connection, ended.values(), begun.values());
  }

  /** Called after the commit. */
  void forget() {
    dialogues.forget(ended.values());
  }
}
