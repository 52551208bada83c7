package livery.billing.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.Supplier;
import javax.sql.DataSource;
import livery.billing.BillingException;

/** Does things by the engine and by a model, with deaths and repeats, and compares the answers. */
final class Deeds {

  private final DataSource database;
  private final Connection connection;
  private final Random random;
  int deaths;
  int refused;

  Deeds(DataSource database, Connection connection, Random random) {
    this.database = database;
    this.connection = connection;
    this.random = random;
  }

  /** Something that is done in one transaction. */
  interface Doing {

    /** What it changed, or why nothing. */
    String on(Connection connection) throws SQLException;
  }

  /** Does it, dying over it now and then, and once more; the model does it once. */
  void both(Doing doing, Supplier<String> model, String again) throws SQLException {
    var done = random.nextInt(6) == 0 && dying(doing, model);
    if (!done) {
      var answer = answer(doing, connection);
      connection.commit();
      assertThat(answer).isEqualTo(model.get());
      refused += answer.isEmpty() ? 0 : 1;
      done = answer.isEmpty();
    }
    if (done && random.nextInt(3) == 0) {
      assertThat(answer(doing, connection)).as("once more").isEqualTo(again);
      connection.commit();
    }
  }

  private boolean dying(Doing doing, Supplier<String> model) throws SQLException {
    var doomed = Mortal.drawn(database, random);
    var answer = doomed.carryOut(its -> answer(doing, its), "", connection);
    if (doomed.hasCommitted()) {
      assertThat(answer).isEqualTo(model.get());
      return answer.isEmpty();
    }
    deaths++;
    return false;
  }

  private String answer(Doing doing, Connection on) throws SQLException {
    try {
      return doing.on(on);
    } catch (BillingException no) {
      on.rollback();
      return no.getClass().getSimpleName();
    }
  }
}
