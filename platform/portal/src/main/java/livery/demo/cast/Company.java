package livery.demo.cast;

import livery.tenant.Tenant.Kind;

/** The tenants of the story, parents before children. All of them are made up. */
public enum Company {
  ACME(null, Kind.RESELLER, "Acme Telecom", "acme", "UAH", "uk"),
  NOVA(null, Kind.RESELLER, "Nova Mobile", "nova", "EUR", "en"),
  WEST(NOVA, Kind.RESELLER, "Nova West", "west", "EUR", "en"),
  TV(ACME, Kind.CLIENT, "Телеканал «Вечір»", "tv", "UAH", "uk"),
  COFFEE(ACME, Kind.CLIENT, "Кав’ярні «Зерно»", "coffee", "UAH", "uk"),
  CLINIC(ACME, Kind.CLIENT, "Клініка «Поруч»", "clinic", "UAH", "uk"),
  PIZZA(NOVA, Kind.CLIENT, "Corner Pizza Delivery", "pizza", "EUR", "en"),
  FITNESS(NOVA, Kind.CLIENT, "Riverside Fitness Club", "fitness", "EUR", "en"),
  FESTIVAL(WEST, Kind.CLIENT, "West Book Festival", "festival", "EUR", "en");

  /** The platform, which is there before the story. */
  public static final long PLATFORM_ID = 1;

  public static final String COUNTRY = "UA";

  /** Who sells to it; {@code null} for the platform. */
  public final Company seller;

  public final Kind kind;
  public final String title;

  /** Its place in addresses: {@code owner@<slug>.example}. */
  final String slug;

  public final String currency;
  final String language;

  Company(Company seller, Kind kind, String title, String slug, String currency, String language) {
    this.seller = seller;
    this.kind = kind;
    this.title = title;
    this.slug = slug;
    this.currency = currency;
    this.language = language;
  }

  /** Who sells to it: Nova West is Nova's agent, so its clients buy from Nova. */
  public Company supplier() {
    return seller == WEST ? NOVA : seller;
  }
}
