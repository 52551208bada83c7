package livery.paper;

/** Makes files of sheets. Pure functions: the same sheet gives the same bytes. Thread-safe. */
public final class Papers {

  private Papers() {}

  /**
   * Pages in A4, in the brand and language of the sheet, with its font inside.
   *
   * @throws PaperException when the sheet fills more pages than a document may have
   */
  public static byte[] pdf(Sheet sheet) {
    try {
      return PdfPaper.of(sheet);
    } catch (IllegalStateException tooLong) {
      throw new PaperException(tooLong.getMessage(), tooLong);
    }
  }
}
