package livery.party;

import java.io.Serializable;
import java.math.BigDecimal;

/** Legal details while somebody types them. */
public class RequisitesForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private String legalName;
  private String taxNumber;
  private String vatNumber;
  private String country;
  private String postcode;
  private String city;
  private String street;
  private String bank;
  private String bankCode;
  private String account;
  private String signatory;
  private String position;
  private String email;
  private String phone;
  private boolean vatPayer;
  private String vatPercent;
  private boolean pricesIncludeVat;

  RequisitesForm(Requisites one) {
    legalName = one.legalName();
    taxNumber = one.taxNumber();
    vatNumber = one.vatNumber();
    country = one.country();
    postcode = one.postcode();
    city = one.city();
    street = one.street();
    bank = one.bank();
    bankCode = one.bankCode();
    account = one.account();
    signatory = one.signatory();
    position = one.position();
    email = one.email();
    phone = one.phone();
    vatPayer = one.vatPayer();
    vatPercent = one.vatPercent().toPlainString();
    pricesIncludeVat = one.pricesIncludeVat();
  }

  Requisites wish(BigDecimal percent) {
    return new Requisites(
        legalName,
        taxNumber,
        vatNumber,
        country,
        postcode,
        city,
        street,
        bank,
        bankCode,
        account,
        vatPayer,
        vatPayer ? percent : BigDecimal.ZERO,
        pricesIncludeVat,
        signatory,
        position,
        email,
        phone);
  }

  public String getLegalName() {
    return legalName;
  }

  public void setLegalName(String legalName) {
    this.legalName = legalName;
  }

  public String getTaxNumber() {
    return taxNumber;
  }

  public void setTaxNumber(String taxNumber) {
    this.taxNumber = taxNumber;
  }

  public String getVatNumber() {
    return vatNumber;
  }

  public void setVatNumber(String vatNumber) {
    this.vatNumber = vatNumber;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getPostcode() {
    return postcode;
  }

  public void setPostcode(String postcode) {
    this.postcode = postcode;
  }

  public String getCity() {
    return city;
  }

  public void setCity(String city) {
    this.city = city;
  }

  public String getStreet() {
    return street;
  }

  public void setStreet(String street) {
    this.street = street;
  }

  public String getBank() {
    return bank;
  }

  public void setBank(String bank) {
    this.bank = bank;
  }

  public String getBankCode() {
    return bankCode;
  }

  public void setBankCode(String bankCode) {
    this.bankCode = bankCode;
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public String getSignatory() {
    return signatory;
  }

  public void setSignatory(String signatory) {
    this.signatory = signatory;
  }

  public String getPosition() {
    return position;
  }

  public void setPosition(String position) {
    this.position = position;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public String getPhone() {
    return phone;
  }

  public void setPhone(String phone) {
    this.phone = phone;
  }

  public String getVatPercent() {
    return vatPercent;
  }

  public void setVatPercent(String vatPercent) {
    this.vatPercent = vatPercent;
  }

  public boolean isVatPayer() {
    return vatPayer;
  }

  public void setVatPayer(boolean vatPayer) {
    this.vatPayer = vatPayer;
  }

  public boolean isPricesIncludeVat() {
    return pricesIncludeVat;
  }

  public void setPricesIncludeVat(boolean pricesIncludeVat) {
    this.pricesIncludeVat = pricesIncludeVat;
  }
}
