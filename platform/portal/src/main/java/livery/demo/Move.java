package livery.demo;

import java.sql.SQLException;
import java.time.Instant;

/** Something about money that happened at a moment of the month. */
record Move(Instant at, Act act) {

  /** What happened; it is told its own moment. */
  interface Act {
    void happen(Instant at) throws SQLException;
  }

  void happen() throws SQLException {
    act.happen(at);
  }
}
