package livery.store;

/** The database refused, or could not be reached; nothing of the work remains. */
public class StoreFailure extends RuntimeException {

  public StoreFailure(Throwable cause) {
    super("The database refused: " + cause.getMessage(), cause);
  }
}
