package livery.paper;

/** A sheet that cannot become a document; says what was expected and what came. */
public class PaperException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PaperException(String message) {
    super(message);
  }

  PaperException(String message, Throwable cause) {
    super(message, cause);
  }
}
