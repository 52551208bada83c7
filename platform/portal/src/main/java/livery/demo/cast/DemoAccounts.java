package livery.demo.cast;

/** What the demo story is known by: hosts, sign-ins and numbers, for tests and for the summary. */
public final class DemoAccounts {

  /** The password of everybody in the story. */
  public static final String PASSWORD = "try livery at home";

  /** Where the brand of {@link Company#ACME} answers. */
  public static final String ACME_HOST = "acme.localhost";

  /** Where the brand of {@link Company#NOVA} answers. */
  public static final String NOVA_HOST = "nova.localhost";

  public static final String ACME_OWNER = "owner@acme.example";
  public static final String NOVA_OWNER = "owner@nova.example";
  public static final String NOVA_WEST_OWNER = "owner@west.example";
  public static final String TV_OWNER = "owner@tv.example";
  public static final String COFFEE_OWNER = "owner@coffee.example";
  public static final String CLINIC_OWNER = "owner@clinic.example";
  public static final String PIZZA_OWNER = "owner@pizza.example";
  public static final String FITNESS_OWNER = "owner@fitness.example";
  public static final String FESTIVAL_OWNER = "owner@festival.example";

  /** The television channel's golden short code: text "голос 1" or "vote 1". */
  public static final String TV_NUMBER = "3838";

  /** The shared short code: "ДА" is the coffee chain's, "FIT" the fitness club's. */
  public static final String SHARED_NUMBER = "3457";

  /** The clinic's long number: "ТАК" confirms, "НІ" moves a visit. */
  public static final String CLINIC_NUMBER = "380440000101";

  /** The pizza delivery's short code, free for the subscriber: "PIZZA". */
  public static final String PIZZA_NUMBER = "4747";

  /** The fitness club's long number: "CLASS". */
  public static final String FITNESS_NUMBER = "380440000202";

  /** The festival's short code: "BOOK 1" votes, "PLAN" answers. */
  public static final String FESTIVAL_NUMBER = "5511";

  private DemoAccounts() {}

  /** How somebody of a company signs in: {@code finance@coffee.example}. */
  public static String email(Company company, livery.tenant.Role role) {
    return role.name().toLowerCase(java.util.Locale.ROOT) + "@" + company.slug + ".example";
  }
}
