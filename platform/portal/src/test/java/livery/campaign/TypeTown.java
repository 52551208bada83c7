package livery.campaign;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import livery.billing.Invariants;
import livery.number.NewKeyword;
import livery.number.NumberTown;
import livery.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client that starts campaigns of a type that costs; 10 March is the day. */
class TypeTown {

  static final Store STORE = CampaignsTest.STORE;

  NumberTown town;
  TypeRent rent;
  Campaigns campaigns;
  int words;

  @BeforeEach
  void build() {
    STORE.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE transfer"));
    STORE.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE posting_key"));
    town = new NumberTown(STORE);
    var host = new OneType();
    rent = new TypeRent(STORE, town.rentals, host, town.tree, town.ids, town.clock);
    campaigns =
        new Campaigns(
            town.sql,
            new CampaignRules(host, town.numbers, town.tree),
            town.keywords,
            town.table,
            new RunningCampaigns(STORE, host),
            rent,
            host,
            town.ids,
            town.clock,
            town.audit);
    town.topUp(CLIENT, RESELLER, "10000");
    town.topUp(RESELLER, PLATFORM, "10000");
  }

  @AfterEach
  void the_books_are_whole() {
    assertThat(STORE.inTransaction(Invariants::check)).isEmpty();
  }

  void price(String product, String client, String reseller) {
    town.price(RESELLER, product, client);
    town.price(PLATFORM, product, reseller);
    town.prices.reload();
  }

  long draft() {
    return draft(null, null);
  }

  long draft(Instant startsAt, Instant endsAt) {
    var number = town.number("" + (3000 + words), CLIENT).id();
    var keywords = List.of(new NewKeyword(0, 0, "WORD" + words++, List.of(), ""));
    var settings = Map.<String, Object>of("reply", "Thank you", "limit", 3, "options", List.of());
    var draft =
        new CampaignDraft("Coffee", "test", number, "", startsAt, endsAt, settings, keywords);
    return campaigns.create(owner(CLIENT), draft).id();
  }

  long planned(String startsAt, String endsAt) {
    var id = draft(Instant.parse(startsAt), endsAt == null ? null : Instant.parse(endsAt));
    return campaigns.start(owner(CLIENT), id).id();
  }

  long started() {
    return campaigns.start(owner(CLIENT), draft()).id();
  }

  String client() {
    return town.balance(CLIENT, RESELLER);
  }
}
