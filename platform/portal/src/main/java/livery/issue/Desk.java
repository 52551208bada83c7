package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.books.LedgerMoney;
import livery.books.Sold;
import livery.document.DocumentLine;
import livery.document.Letterheads;
import livery.frame.Format;
import livery.frame.Texts;
import livery.paper.Letterhead;
import livery.paper.Line;
import livery.paper.Party;
import livery.paper.TaxLine;
import livery.paper.Total;
import livery.paper.Unit;
import livery.party.Parties;
import livery.party.Requisites;
import livery.price.Products;

/** What every document wants: parties, letterheads, lines in words, the foot. Thread-safe. */
@ApplicationScoped
public class Desk {

  private final Parties parties;
  private final Letterheads letterheads;
  private final Terms terms;
  private final Products products;

  @Inject
  public Desk(Parties parties, Letterheads letterheads, Terms terms, Products products) {
    this.parties = parties;
    this.letterheads = letterheads;
    this.terms = terms;
    this.products = products;
  }

  protected Desk() {
    this(null, null, null, null);
  }

  /**
   * How the invoice of a sale will be taxed, for a look before it is made: by the contract that
   * holds on that day, else by the legal details of who writes the invoice.
   */
  public TaxRule tax(long sellerId, long buyerId, LocalDate day) {
    var issuer = terms.issuer(sellerId, buyerId, day);
    return terms.sale(sellerId, buyerId, day, parties.of(List.of(issuer))).tax();
  }

  /** One sitting: what was looked up stays the same until its documents are issued. */
  Sitting sit(Collection<Long> tenants) {
    return new Sitting(parties.of(new HashSet<>(tenants)));
  }

  /** The parties and letterheads of some documents. Not thread-safe. */
  final class Sitting {

    private final Map<Long, Requisites> requisites;
    private final Map<Long, Letterhead> heads = new HashMap<>();

    private Sitting(Map<Long, Requisites> requisites) {
      this.requisites = requisites;
    }

    Map<Long, Requisites> requisites() {
      return requisites;
    }

    Requisites of(long tenant) {
      return requisites.computeIfAbsent(tenant, id -> parties.of(List.of(id)).get(id));
    }

    Letterhead letterhead(long issuer) {
      return heads.computeIfAbsent(issuer, letterheads::of);
    }

    Party party(long tenant) {
      return Desk.party(of(tenant));
    }

    /** Documents speak their issuer's language. */
    String language(long issuer) {
      return terms.tenant(issuer).language();
    }

    /** Lines as they are printed. */
    List<Line> lines(List<DocumentLine> lines, TaxRule tax, String language) {
      var printed = new ArrayList<Line>(lines.size());
      for (var line : lines) {
        printed.add(
            new Line(
                line.isNamedByText() ? line.text() : product(line.product(), language),
                detail(line, language),
                unit(line.product()),
                BigDecimal.valueOf(line.quantity()),
                unitPrice(line, tax),
                line.amount().net(),
                tax.regime(),
                tax.percent(),
                line.amount().tax()));
      }
      return printed;
    }

    String product(String product, String language) {
      var texts = Texts.in(new Locale(language));
      return switch (product) {
        case Sold.SETTLEMENT -> texts.of("issue.line.volume");
        case Sold.BUNDLE -> texts.of("issue.line.bundle");
        default -> products.name(product, language);
      };
    }
  }

  /** A party as its legal details name it. */
  public static Party party(Requisites one) {
    return Party.of(one.legalName(), one.country())
        .withNumbers(one.taxNumber(), one.vatNumber())
        .withAddress(one.street(), one.city(), one.postcode())
        .withContact(one.email(), one.phone())
        .withBank(one.bank(), one.bankCode(), one.account())
        .withSignatory(one.position(), one.signatory());
  }

  private static String detail(DocumentLine line, String language) {
    var country =
        line.country().isEmpty()
            ? ""
            : new Locale("", line.country()).getDisplayCountry(new Locale(language));
    if (line.isNamedByText() || line.text().isEmpty()) {
      return country;
    }
    return country.isEmpty() ? line.text() : country + " · " + line.text();
  }

  /**
   * How an agent's own fee was worked out: "5 % of 100.00 EUR bought in the month + 10.00 EUR for
   * the month"; empty for what is no such fee.
   */
  static String fee(LedgerMoney.Settlement one, String language, ZoneId zone, Clock clock) {
    if (one.fee() == null) {
      return "";
    }
    var locale = new Locale(language);
    var texts = Texts.in(locale);
    var format = Format.in(locale, zone, clock);
    var fee = one.fee().fee();
    var parts = new ArrayList<String>();
    if (fee.percent().signum() > 0) {
      var bought = one.fee().bought();
      var base = bought.isNegative() ? Money.zero(bought.currency()) : bought;
      parts.add(texts.of("issue.line.fee-part", format.rate(fee.percent()), money(format, base)));
    }
    if (!fee.fixed().isZero()) {
      parts.add(texts.of("issue.line.fee-fixed", money(format, fee.fixed())));
    }
    return String.join(" + ", parts);
  }

  private static String money(Format format, Money money) {
    return format.money(money.micros(), money.currency());
  }

  private static Unit unit(String product) {
    if (product.startsWith("sms.")) {
      return Unit.PART;
    }
    return product.startsWith("number.rent")
            || product.equals("keyword.rent")
            || product.startsWith("plugin")
        ? Unit.MONTH
        : Unit.SERVICE;
  }

  /** Net of tax; where many prices, or a part of one, made the amount, what it comes to for one. */
  private static BigDecimal unitPrice(DocumentLine line, TaxRule tax) {
    if (line.unitPrice() == null || isPart(line)) {
      var net = line.amount().net().toBigDecimal();
      return line.quantity() == 0
          ? net
          : net.divide(BigDecimal.valueOf(line.quantity()), 6, RoundingMode.HALF_UP);
    }
    if (!tax.priceIncludesTax() || tax.percent().signum() == 0) {
      return line.unitPrice();
    }
    var whole = BigDecimal.ONE.add(tax.percent().movePointLeft(2));
    return line.unitPrice().divide(whole, 10, RoundingMode.HALF_UP);
  }

  /** Of a rent for some days of a month; each unit's amount is rounded to the millionth. */
  private static boolean isPart(DocumentLine line) {
    var whole = line.unitPrice().multiply(BigDecimal.valueOf(line.quantity()));
    var off = whole.subtract(line.ledger().toBigDecimal()).abs().movePointRight(Money.SCALE);
    return off.compareTo(BigDecimal.valueOf(line.quantity())) > 0;
  }

  static List<TaxLine> taxes(TaxRule tax, Taxed total) {
    return List.of(new TaxLine(tax.regime(), tax.percent(), total.net(), total.tax()));
  }

  /** Net and gross, and what is paid of it where something is. */
  static List<Total> totals(Taxed total, Money prepaid, boolean payable) {
    var foot = new ArrayList<Total>();
    foot.add(new Total(Total.What.NET, total.net()));
    foot.add(new Total(Total.What.GROSS, total.gross()));
    if (payable) {
      if (!prepaid.isZero()) {
        foot.add(new Total(Total.What.PREPAID, prepaid));
      }
      foot.add(new Total(Total.What.DUE, total.gross().minus(prepaid)));
    }
    return foot;
  }
}
