package livery.paper;

/** Makes files of sheets. Pure functions: the same sheet gives the same bytes. Thread-safe. */
public final class Papers {

  private static final int MOST_NAME = 60;

  private Papers() {}

  /**
   * How a CSV file is written, so that the reader's spreadsheet opens it as a table.
   *
   * @param separator between cells
   * @param decimal in numbers
   * @param mark whether the file begins with the byte order mark, which Excel wants for UTF-8
   */
  public record CsvForm(char separator, char decimal, boolean mark) {

    public CsvForm {
      if (",;\t".indexOf(separator) < 0 || ",.".indexOf(decimal) < 0 || separator == decimal) {
        throw new PaperException(
            "Cells are parted by a comma, semicolon or tab that is no decimal point, not by '%s'"
                    .formatted(separator)
                + " with numbers like 1%s5".formatted(decimal));
      }
    }

    /** As spreadsheets in a language have it: a semicolon where numbers have a comma. */
    public static CsvForm of(String language) {
      return language.equals("en") ? new CsvForm(',', '.', true) : new CsvForm(';', ',', true);
    }
  }

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

  /**
   * UBL 2.1 (ISO/IEC 19845), for those who read invoices by machine.
   *
   * @throws PaperException for what is neither invoice, proforma, commission invoice nor credit
   *     note, or has no line
   */
  public static byte[] ubl(Sheet sheet) {
    return UblPaper.of(sheet);
  }

  /** Whether a sheet can be had in UBL. */
  public static boolean isUbl(Sheet sheet) {
    return UblPaper.fits(sheet);
  }

  /** The figures as a CSV file, as spreadsheets in the language of the sheet have it. */
  public static byte[] csv(Sheet sheet) {
    return csv(sheet, CsvForm.of(sheet.heading().language()));
  }

  /**
   * The figures as a CSV file in UTF-8; texts that a spreadsheet could take for formulas are made
   * harmless.
   */
  public static byte[] csv(Sheet sheet, CsvForm form) {
    return TablePaper.csv(sheet, form);
  }

  /** The figures as a workbook: one page for heading and totals, one for each table. */
  public static byte[] xlsx(Sheet sheet) {
    return TablePaper.xlsx(sheet);
  }

  /** A file name that every system takes: "invoice-AC-17.pdf". */
  public static String fileName(Sheet sheet, String extension) {
    var number = sheet.heading().number().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
    var cut = number.substring(0, Math.min(number.length(), MOST_NAME));
    return sheet.kind().key() + "-" + cut + "." + extension;
  }
}
