package livery.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import livery.contact.Blocks;
import livery.fault.Fault;
import livery.history.MessageLine;
import livery.history.Messages;
import livery.inbox.Inbox;
import livery.message.MessageTable;
import livery.message.Sender;
import livery.message.Traffic;
import livery.plugin.PluginFailure;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Decides messages anew: those that were parked, and those that were refused for want of money or
 * of a price. Thread-safe.
 *
 * <p>The old row goes and the new one comes in one transaction; whoever comes second finds nothing
 * to take away, so nothing is decided, charged or answered twice.
 */
@ApplicationScoped
public class Retries {

  private final Store store;
  private final Messages messages;
  private final Decision decision;
  private final Blocks blocks;
  private final Sender sender;
  private final Clock clock;
  private final Audit audit;

  @Inject
  Retries(
      Store store,
      Messages messages,
      Decision decision,
      Blocks blocks,
      Sender sender,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.messages = messages;
    this.decision = decision;
    this.blocks = blocks;
    this.sender = sender;
    this.clock = clock;
    this.audit = audit;
  }

  protected Retries() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Decides one message anew.
   *
   * @return the message as it stands now, perhaps refused again
   * @throws Fault when there is no such message, it needs no new decision, or the campaign fails
   *     again; it stays as it was then
   */
  public MessageLine retry(Scope scope, long id) {
    Rights.mayManage(scope);
    var line = messages.find(scope, id);
    if (!line.retryable()) {
      throw Fault.conflict("", "campaign.fault.not-waiting");
    }
    try {
      again(List.of(line), scope);
    } catch (PluginFailure failure) {
      throw Fault.conflict("", "campaign.fault.fails-again");
    }
    return messages.find(scope, id);
  }

  /**
   * Decides messages anew, all or none.
   *
   * @throws PluginFailure when a campaign's plugin fails again; all stay as they were
   * @throws Fault when one of them has been decided meanwhile
   */
  void again(List<MessageLine> lines, Scope scope) {
    var lifted = new ArrayList<Blocks.Block>();
    var committed = false;
    try (var handover = sender.handover()) {
      var result =
          store.inTransaction(
              connection -> {
                Fence.pass(connection);
                takeAway(connection, lines);
                for (var line : lines) {
                  audit.write(
                      scope.at(line.tenantId()),
                      "message.retry",
                      "message " + line.id(),
                      line.state());
                }
                var ids = new ArrayList<>(lines.stream().map(MessageLine::id).sorted().toList());
                return decision.decide(
                    connection, Inbox.stored(connection, ids), lifted, Decision.Locks.EARLY);
              });
      committed = true;
      result.talk().forget();
      handover.take(result.outgoing());
    } catch (StoreFailure unsure) {
      lines.stream().mapToLong(MessageLine::id).min().ifPresent(sender::fetchFrom);
      decision.unsure();
      throw unsure;
    } finally {
      if (!committed) {
        lifted.forEach(blocks::remember);
      }
    }
  }

  /** Counts one more try of a waiting message; false, and not counted, after so many. */
  boolean mayTry(MessageLine line, int triesMax) {
    return store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "UPDATE message SET attempts = attempts + 1 WHERE id = ? AND attempts < ?")) {
            statement.setLong(1, line.id());
            statement.setInt(2, triesMax);
            return statement.executeUpdate() == 1;
          }
        });
  }

  private void takeAway(Connection connection, List<MessageLine> lines) throws SQLException {
    var traffic = new Traffic();
    for (var line : lines) {
      if (!MessageTable.takeAway(connection, line.row())) {
        throw Fault.conflict("", "campaign.fault.not-waiting");
      }
      traffic.takeBack(line.row(), clock.instant());
    }
    traffic.write(connection);
  }
}
