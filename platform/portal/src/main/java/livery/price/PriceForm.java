package livery.price;

import java.io.Serializable;

/** The form of a price, for a new one or for what follows one that is there. */
public class PriceForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private long id;
  private long buyer;
  private String buyerName = "";
  private String product = Prices.MT;
  private String country = "";
  private String network = "";
  private String prefix = "";
  private String currency = "";
  private String unitPrice = "";
  private String validFrom = "";
  private String validTo = "";

  void begin(String today) {
    id = 0;
    buyer = 0;
    buyerName = "";
    product = Prices.MT;
    country = "";
    network = "";
    prefix = "";
    currency = "";
    unitPrice = "";
    validFrom = today;
    validTo = "";
  }

  void edit(PriceRow row, String today) {
    begin(today);
    var price = row.price();
    id = price.id();
    buyer = price.buyerId();
    buyerName = row.buyer();
    product = price.product();
    country = price.country();
    network = price.network();
    prefix = price.prefix();
    currency = price.currency();
    unitPrice = price.unitPrice().stripTrailingZeros().toPlainString();
  }

  public boolean isNew() {
    return id == 0;
  }

  public long getId() {
    return id;
  }

  public String getBuyerName() {
    return buyerName;
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getProduct() {
    return product;
  }

  public void setProduct(String product) {
    this.product = product;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country == null ? "" : country;
  }

  public String getNetwork() {
    return network;
  }

  public void setNetwork(String network) {
    this.network = network == null ? "" : network;
  }

  public String getPrefix() {
    return prefix;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix == null ? "" : prefix;
  }

  /** What the price is for, in a line. */
  public String getPlace() {
    return PriceRow.place(country, network, prefix);
  }

  public String getCurrency() {
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency;
  }

  public String getUnitPrice() {
    return unitPrice;
  }

  public void setUnitPrice(String unitPrice) {
    this.unitPrice = unitPrice;
  }

  public String getValidFrom() {
    return validFrom;
  }

  public void setValidFrom(String validFrom) {
    this.validFrom = validFrom;
  }

  public String getValidTo() {
    return validTo;
  }

  public void setValidTo(String validTo) {
    this.validTo = validTo;
  }
}
