package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.EDGES;
import static livery.billing.Town.NOW;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import livery.billing.price.BillRules;
import livery.billing.price.NoPrice;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rater;
import livery.billing.price.Rating;
import livery.billing.price.Subscriber;
import livery.billing.price.TierPrices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PriceListTest {

  private final Town town = new Town();
  private final PriceList list = new PriceList(town.ids);
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = town.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private Price add(long buyer, String country, String network, String unitPrice)
      throws SQLException {
    return list.add(connection, price(buyer, country, network, unitPrice, NOW, Price.OPEN));
  }

  private static Price price(
      long buyer, String country, String network, String unitPrice, Instant from, Instant to) {
    return new Price(
        0, RESELLER, buyer, "X", country, network, UAH, new BigDecimal(unitPrice), from, to);
  }

  private String found(long buyer, String country, String network) throws SQLException {
    return PriceBook.load(connection)
        .find(RESELLER, buyer, "X", country, network, UAH, NOW)
        .map(price -> price.unitPrice().stripTrailingZeros().toPlainString())
        .orElse("none");
  }

  @Test
  void the_most_specific_price_wins() throws SQLException {
    add(0, "", "", "1");
    add(0, "UA", "", "2");
    add(0, "", "kyivstar", "3");
    add(0, "UA", "kyivstar", "4");
    add(CLIENT, "", "", "5");
    add(CLIENT, "UA", "", "6");

    assertThat(found(99, "PL", "plus")).isEqualTo("1");
    assertThat(found(99, "", "")).isEqualTo("1");
    assertThat(found(99, "UA", "life")).isEqualTo("2");
    assertThat(found(99, "", "kyivstar")).isEqualTo("3");
    assertThat(found(99, "PL", "kyivstar")).isEqualTo("3");
    assertThat(found(99, "UA", "kyivstar")).isEqualTo("4");
    assertThat(found(CLIENT, "PL", "kyivstar")).isEqualTo("5");
    assertThat(found(CLIENT, "UA", "kyivstar")).isEqualTo("6");
  }

  @Test
  void a_price_of_another_product_seller_or_currency_is_not_found() throws SQLException {
    add(0, "", "", "1");
    var book = PriceBook.load(connection);

    assertThat(book.find(RESELLER, CLIENT, "Y", "", "", UAH, NOW)).isEmpty();
    assertThat(book.find(CLIENT, RESELLER, "X", "", "", UAH, NOW)).isEmpty();
    assertThat(book.find(RESELLER, CLIENT, "X", "", "", "EUR", NOW)).isEmpty();
  }

  @Test
  void a_price_holds_from_its_first_moment_up_to_its_end() throws SQLException {
    var end = NOW.plusSeconds(60);
    list.add(connection, price(0, "", "", "1", NOW, end));
    list.add(connection, price(0, "", "", "2", end, Price.OPEN));
    var book = PriceBook.load(connection);

    assertThat(book.find(RESELLER, 1, "X", "", "", UAH, NOW.minusMillis(1))).isEmpty();
    assertThat(book.find(RESELLER, 1, "X", "", "", UAH, NOW).orElseThrow().unitPrice())
        .isEqualByComparingTo("1");
    assertThat(book.find(RESELLER, 1, "X", "", "", UAH, end.minusMillis(1)).orElseThrow())
        .matches(price -> price.unitPrice().compareTo(BigDecimal.ONE) == 0);
    assertThat(book.find(RESELLER, 1, "X", "", "", UAH, end).orElseThrow().unitPrice())
        .isEqualByComparingTo("2");
  }

  @Test
  void prices_of_one_key_cannot_overlap() throws SQLException {
    var end = NOW.plus(Duration.ofDays(1));
    list.add(connection, price(0, "", "", "1", NOW, end));
    var early = price(0, "", "", "2", end.minusMillis(1), Price.OPEN);

    assertThatThrownBy(() -> list.add(connection, early))
        .isInstanceOf(BillingException.Conflict.class)
        .hasMessageContaining("Seller 20 has a price for buyer 0, product X");

    list.add(connection, price(CLIENT, "", "", "2", NOW, Price.OPEN));
    list.add(connection, price(0, "UA", "", "2", NOW, Price.OPEN));
  }

  @Test
  void a_change_ends_the_old_price_where_the_new_one_starts() throws SQLException {
    var old = add(0, "", "", "1");
    var from = NOW.plusSeconds(10);

    var next = list.change(connection, RESELLER, old.id(), new BigDecimal("1.1"), from);

    assertThat(list.find(connection, RESELLER, old.id()).orElseThrow().validTo()).isEqualTo(from);
    assertThat(next.validFrom()).isEqualTo(from);
    assertThat(next.validTo()).isEqualTo(Price.OPEN);
    assertThatThrownBy(() -> list.change(connection, RESELLER, old.id(), BigDecimal.ONE, NOW))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("cannot end at");
  }

  @Test
  void only_a_price_that_has_not_begun_can_be_removed() throws SQLException {
    var price = add(0, "", "", "1");

    assertThatThrownBy(() -> list.remove(connection, RESELLER, price.id(), NOW))
        .isInstanceOf(BillingException.Invalid.class);
    list.remove(connection, RESELLER, price.id(), NOW.minusMillis(1));

    assertThat(list.find(connection, RESELLER, price.id())).isEmpty();
  }

  @Test
  void the_price_of_another_seller_is_not_there() throws SQLException {
    var price = add(0, "", "", "1");

    assertThat(list.find(connection, 99, price.id())).isEmpty();
    assertThatThrownBy(() -> list.end(connection, 99, price.id(), NOW.plusSeconds(1)))
        .isInstanceOf(BillingException.Unknown.class);
    assertThat(list.ofSeller(connection, RESELLER, price.id() - 1, 10)).hasSize(1);
    assertThat(list.ofSeller(connection, RESELLER, price.id(), 10)).isEmpty();
  }

  @Test
  void a_wrong_price_says_what_is_wrong() {
    assertThatThrownBy(() -> price(0, "", "", "-1", NOW, Price.OPEN))
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> price(0, "", "", "0.00000000001", NOW, Price.OPEN))
        .hasMessageContaining("10 decimals");
    assertThatThrownBy(() -> price(0, "", "", "10000000000", NOW, Price.OPEN))
        .hasMessageContaining("10 digits");
    assertThatThrownBy(() -> price(0, "ua", "", "1", NOW, Price.OPEN))
        .hasMessageContaining("country");
    assertThatThrownBy(() -> price(0, "", "", "1", NOW, NOW)).hasMessageContaining("end after");
    assertThatThrownBy(() -> price(RESELLER, "", "", "1", NOW, Price.OPEN))
        .hasMessageContaining("other than the seller");
    assertThatThrownBy(() -> price(0, "", "", "1", NOW.plusNanos(1), Price.OPEN))
        .hasMessageContaining("milliseconds");
  }

  @Test
  void ten_decimals_survive_the_database() throws SQLException {
    var price = add(0, "", "", "1234567890.0123456789");

    assertThat(list.find(connection, RESELLER, price.id()).orElseThrow().unitPrice())
        .isEqualTo(new BigDecimal("1234567890.0123456789"));
  }

  @Test
  void an_edge_with_a_wallet_and_no_price_cannot_be_rated() {
    assertThatThrownBy(() -> Rating.rate(town.book, 7, EDGES, "MO", 1, "UA", "", NOW))
        .isInstanceOfSatisfying(
            NoPrice.class,
            none -> {
              assertThat(none.refusal().reason()).isEqualTo(Refusal.Reason.NO_PRICE);
              assertThat(none.refusal().buyerId()).isEqualTo(CLIENT);
              assertThat(none.refusal().eventId()).isEqualTo(7);
            })
        .hasMessageContaining("seller 20 has no price in UAH for buyer 30, product MO");
  }

  @Test
  void a_cost_without_a_price_is_nothing() throws SQLException {
    var prices = list.ofSeller(connection, RESELLER, 0, 10);

    var rated =
        Rating.rate(
            PriceBook.of(prices),
            7,
            java.util.List.of(EDGES.get(0), new Edge(1, Edge.OPERATORS, RESELLER, UAH)),
            "MT",
            3,
            "UA",
            "",
            NOW);

    assertThat(rated.lines().get(1).amountMicros()).isZero();
    assertThat(rated.lines().get(1).priceId()).isZero();
    assertThat(rated.retail()).isEqualTo(Money.of("2.55", UAH));
    assertThatThrownBy(() -> Rating.rate(town.book, 7, EDGES, "MT", 0, "", "", NOW))
        .isInstanceOf(BillingException.Invalid.class);
  }

  @Test
  void a_batch_rates_each_moment_by_the_price_that_holds_then() throws SQLException {
    var before = list.ofSeller(connection, RESELLER, 0, 10).stream();
    var prices = before.filter(price -> price.product().equals("MT")).toList();
    var old = prices.get(0);
    var dearer =
        new Price(
            old.id() + 1,
            old.sellerId(),
            old.buyerId(),
            old.product(),
            old.country(),
            old.network(),
            old.currency(),
            old.unitPrice().add(BigDecimal.ONE),
            NOW,
            Price.OPEN);
    var ended =
        new Price(
            old.id(),
            old.sellerId(),
            old.buyerId(),
            old.product(),
            old.country(),
            old.network(),
            old.currency(),
            old.unitPrice(),
            old.validFrom(),
            NOW);
    var book = PriceBook.of(java.util.List.of(ended, dearer));
    var rater = new Rater(book, TierPrices.NONE, BillRules.of(java.util.List.of()));
    var edges = java.util.List.of(EDGES.get(0), new Edge(1, Edge.OPERATORS, RESELLER, UAH));

    for (var time = 1; time <= 2; time++) { // what is worked out and what is remembered
      assertThat(rater.rate(7, edges, "MT", 1, "UA", "", NOW.minusMillis(1)).retail())
          .isEqualTo(Money.of(old.unitPrice(), UAH));
      assertThat(rater.rate(8, edges, "MT", 1, "UA", "", NOW).retail())
          .isEqualTo(Money.of(dearer.unitPrice(), UAH));
      assertThat(rater.rate(9, edges, "MT", 2, "UA", "", NOW).eventId()).isEqualTo(9);
    }
  }

  @Test
  void prices_of_one_place_differ_by_prefix_and_overlap_within_one() throws SQLException {
    var any = price(0, "UA", "", "3", NOW, Price.OPEN);
    list.add(connection, any);
    var kyiv = list.add(connection, any.forPrefix("38044"));
    assertThat(list.find(connection, RESELLER, kyiv.id()).orElseThrow().prefix())
        .isEqualTo("38044");
    assertThatThrownBy(() -> list.add(connection, any.forPrefix("38044")))
        .isInstanceOf(BillingException.Conflict.class)
        .hasMessageContaining("prefix '38044'");
    var next =
        list.change(connection, RESELLER, kyiv.id(), new BigDecimal("9"), NOW.plusSeconds(1));
    assertThat(next.prefix()).isEqualTo("38044");
    assertThatThrownBy(
            () ->
                connection
                    .createStatement()
                    .execute("UPDATE price SET prefix = '+38' WHERE id = " + next.id()))
        .hasMessageContaining("price_prefix");
  }

  @Test
  void a_rater_keeps_numbers_of_different_prefixes_apart() {
    var prices = new java.util.ArrayList<Price>();
    var edges = EDGES;
    for (var edge : edges) {
      var one =
          new Price(
              0, edge.sellerId(), 0, "X", "", "", edge.currency(), BigDecimal.ONE, NOW, Price.OPEN);
      prices.add(one);
      prices.add(
          new Price(
              0,
              edge.sellerId(),
              0,
              "X",
              "",
              "",
              "38067",
              edge.currency(),
              BigDecimal.TEN,
              NOW,
              Price.OPEN));
    }
    var rater = new Rater(PriceBook.of(prices), TierPrices.NONE, BillRules.of(java.util.List.of()));
    var dear = rater.rate(1, edges, "X", 1, new Subscriber("UA", "", "380671234567"), NOW);
    var cheap = rater.rate(2, edges, "X", 1, new Subscriber("UA", "", "380501234567"), NOW);
    var again = rater.rate(3, edges, "X", 1, new Subscriber("UA", "", "380679999999"), NOW);
    assertThat(dear.lines()).allMatch(line -> line.unitPrice().compareTo(BigDecimal.TEN) == 0);
    assertThat(cheap.lines()).allMatch(line -> line.unitPrice().compareTo(BigDecimal.ONE) == 0);
    assertThat(again.lines()).isSameAs(dear.lines());
  }
}
