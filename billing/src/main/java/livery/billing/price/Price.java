package livery.billing.price;

import java.math.BigDecimal;
import java.time.Instant;
import livery.billing.BillingException;
import livery.billing.Money;

/**
 * What a seller asks for one unit.
 *
 * @param id 0 before {@link PriceList#add} has given it one
 * @param buyerId 0 for every buyer of the seller that has no price of its own
 * @param product "MO", "MT", "RENT", ...: 1 to 30 printable ASCII characters
 * @param country ISO 3166 code, or "" for any
 * @param network name of the operator or link, or "" for any
 * @param prefix how the subscriber's number begins, up to 15 digits in international form without
 *     "+", or "" for any
 * @param unitPrice 0 or more, at most 10 decimals
 * @param validFrom first moment, whole milliseconds
 * @param validTo first moment after, {@link #OPEN} without an end
 */
public record Price(
    long id,
    long sellerId,
    long buyerId,
    String product,
    String country,
    String network,
    String prefix,
    String currency,
    BigDecimal unitPrice,
    Instant validFrom,
    Instant validTo) {

  /** {@code validTo} of a price without an end. */
  public static final Instant OPEN = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Decimals that a unit price may have. */
  public static final int SCALE = 10;

  private static final int PRECISION = 20;
  private static final int NETWORK_MAX = 40;

  public Price {
    require(id >= 0 && sellerId >= 0 && buyerId >= 0, "ids of 0 or more", id, sellerId + "");
    require(sellerId != buyerId || buyerId == 0, "a buyer other than the seller", id, buyerId + "");
    requireProduct(product);
    require(country.isEmpty() || country.matches("[A-Z]{2}"), "a country code", id, country);
    require(
        network.codePointCount(0, network.length()) <= NETWORK_MAX,
        "a network of 40 characters",
        id,
        network);
    require(prefix.matches("[0-9]{0,15}"), "a prefix of up to 15 digits", id, prefix);
    Money.requireCurrency(currency);
    requireUnitPrice(id, unitPrice);
    require(validFrom.isBefore(validTo), "an end after its start", id, validFrom + "/" + validTo);
    require(!validTo.isAfter(OPEN), "an end before the year 10000", id, validTo.toString());
    require(
        validFrom.getNano() % 1_000_000 == 0 && validTo.getNano() % 1_000_000 == 0,
        "whole milliseconds",
        id,
        validFrom + "/" + validTo);
  }

  /** A price for every number of its country and network. */
  public Price(
      long id,
      long sellerId,
      long buyerId,
      String product,
      String country,
      String network,
      String currency,
      BigDecimal unitPrice,
      Instant validFrom,
      Instant validTo) {
    this(
        id, sellerId, buyerId, product, country, network, "", currency, unitPrice, validFrom,
        validTo);
  }

  /** A price from now on without an end, before it has an id. */
  public static Price starting(
      long sellerId,
      long buyerId,
      String product,
      String country,
      String network,
      String currency,
      BigDecimal unitPrice,
      Instant validFrom) {
    return new Price(
        0, sellerId, buyerId, product, country, network, currency, unitPrice, validFrom, OPEN);
  }

  /** Whether this price holds at that moment. */
  public boolean isValidAt(Instant at) {
    return !at.isBefore(validFrom) && at.isBefore(validTo);
  }

  /** The same for numbers that begin so. */
  public Price forPrefix(String digits) {
    return new Price(
        id, sellerId, buyerId, product, country, network, digits, currency, unitPrice, validFrom,
        validTo);
  }

  Price withId(long newId) {
    return new Price(
        newId, sellerId, buyerId, product, country, network, prefix, currency, unitPrice, validFrom,
        validTo);
  }

  static String requireProduct(String product) {
    if (product == null || !product.matches("[!-~]{1,30}")) {
      throw new BillingException.Invalid(
          "A product is named by 1 to 30 printable ASCII characters, not by " + product);
    }
    return product;
  }

  private static void requireUnitPrice(long id, BigDecimal unitPrice) {
    require(unitPrice.signum() >= 0, "a unit price of 0 or more", id, unitPrice.toPlainString());
    var plain = unitPrice.stripTrailingZeros();
    require(
        plain.scale() <= SCALE && plain.precision() - plain.scale() <= PRECISION - SCALE,
        "a unit price with at most 10 decimals and 10 digits before them",
        id,
        unitPrice.toPlainString());
  }

  private static void require(boolean right, String expected, long id, String came) {
    if (!right) {
      throw new BillingException.Invalid("Price " + id + " wants " + expected + ", not " + came);
    }
  }
}
