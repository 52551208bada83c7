package livery.store;

import java.sql.SQLException;

/** The database refused, or could not be reached; nothing of the work remains. */
public class StoreFailure extends RuntimeException {

  public StoreFailure(Throwable cause) {
    super("The database refused: " + cause.getMessage(), cause);
  }

  /**
   * Whether the data itself is refused, so that the same work fails again whenever it is tried: SQL
   * states of the classes 22 (data exception) and 23 (integrity constraint violation).
   */
  public boolean isForGood() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused
          && refused.getSQLState() != null
          && refused.getSQLState().matches("2[23].*")) {
        return true;
      }
    }
    return false;
  }
}
