package livery.paper;

/**
 * One side of a document, as its papers name it. What is not known is empty, never {@code null},
 * and leaves no gap.
 *
 * @param name the full legal name
 * @param registration number in the register of companies (ЄДРПОУ, ОГРН, reg. no.)
 * @param taxId the number as a taxpayer (ІПН, ИНН/КПП, VAT no.)
 * @param street street and house, as one line
 * @param country ISO 3166, two letters
 * @param bank where to pay
 * @param signatory who signs
 */
public record Party(
    String name,
    String registration,
    String taxId,
    String street,
    String city,
    String postcode,
    String country,
    String email,
    String phone,
    Bank bank,
    Signatory signatory) {

  /**
   * An account.
   *
   * @param name of the bank
   * @param code BIC or МФО
   * @param account IBAN or the account's number
   */
  public record Bank(String name, String code, String account) {

    /** Not known. */
    public static final Bank NONE = new Bank("", "", "");

    public Bank {
      name = Party.text(name);
      code = Party.text(code);
      account = Party.text(account);
    }

    boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * Who signs.
   *
   * @param title "Director"
   */
  public record Signatory(String title, String name) {

    /** A line to be filled in by hand. */
    public static final Signatory NONE = new Signatory("", "");

    public Signatory {
      title = Party.text(title);
      name = Party.text(name);
    }
  }

  public Party {
    name = text(name);
    if (name.isEmpty()) {
      throw new PaperException("A party has a name");
    }
    registration = text(registration);
    taxId = text(taxId);
    street = text(street);
    city = text(city);
    postcode = text(postcode);
    country = text(country);
    email = text(email);
    phone = text(phone);
    bank = bank == null ? Bank.NONE : bank;
    signatory = signatory == null ? Signatory.NONE : signatory;
  }

  /** One of whom only the name and country are known. */
  public static Party of(String name, String country) {
    return new Party(name, "", "", "", "", "", country, "", "", Bank.NONE, Signatory.NONE);
  }

  /** The same with its numbers. */
  public Party withNumbers(String registration, String taxId) {
    return new Party(
        name, registration, taxId, street, city, postcode, country, email, phone, bank, signatory);
  }

  /** The same with its address. */
  public Party withAddress(String street, String city, String postcode) {
    return new Party(
        name, registration, taxId, street, city, postcode, country, email, phone, bank, signatory);
  }

  /** The same with where to write and call. */
  public Party withContact(String email, String phone) {
    return new Party(
        name, registration, taxId, street, city, postcode, country, email, phone, bank, signatory);
  }

  /** The same with its account. */
  public Party withBank(String name, String code, String account) {
    return new Party(
        this.name,
        registration,
        taxId,
        street,
        city,
        postcode,
        country,
        email,
        phone,
        new Bank(name, code, account),
        signatory);
  }

  /** The same with who signs for it. */
  public Party withSignatory(String title, String person) {
    return new Party(
        name,
        registration,
        taxId,
        street,
        city,
        postcode,
        country,
        email,
        phone,
        bank,
        new Signatory(title, person));
  }

  /** A text without space around it, not longer than a page can bear. */
  static String text(String value) {
    var text = value == null ? "" : value.strip();
    if (text.length() > Sheet.MOST_TEXT) {
      throw new PaperException(
          "A text has at most %d characters, not %d".formatted(Sheet.MOST_TEXT, text.length()));
    }
    return text;
  }
}
