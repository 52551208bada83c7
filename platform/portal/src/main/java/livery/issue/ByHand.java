package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.books.PairAccount;
import livery.document.By;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.document.Issuer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.party.Parties;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Documents that somebody asks for: proformas and reconciliation acts. Thread-safe. */
@ApplicationScoped
public class ByHand {

  private static final BigDecimal MOST = BigDecimal.valueOf(100_000_000);
  private static final int TEXT_LENGTH = 200;
  private static final int DAYS_MAX = 366;

  private final Store store;
  private final TenantTree tree;
  private final Terms terms;
  private final Desk desk;
  private final Issuer issuer;
  private final Parties parties;
  private final Runs runs;
  private final Clock clock;

  @Inject
  public ByHand(
      Store store,
      TenantTree tree,
      Terms terms,
      Desk desk,
      Issuer issuer,
      Parties parties,
      Runs runs,
      Clock clock) {
    this.store = store;
    this.tree = tree;
    this.terms = terms;
    this.desk = desk;
    this.issuer = issuer;
    this.parties = parties;
    this.runs = runs;
    this.clock = clock;
  }

  protected ByHand() {
    this(null, null, null, null, null, null, null, null);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), runs.zone());
  }

  /**
   * A request to pay ahead. A seller writes it to a buyer; a buyer may ask for its own.
   *
   * @param buyerId a tenant directly below; 0 or the tenant itself for its own
   * @param amount to be paid, tax included
   * @param text what it is for; empty for "services"
   * @param key names the request: a repeat gives the same proforma
   */
  public Issuer.Issued proforma(
      Scope scope, long buyerId, BigDecimal amount, String text, String key) {
    Rights.mayFinance(scope);
    var buyer = buyer(scope, buyerId);
    var seller = terms.sellerOf(buyer.id());
    var money = amount(amount, buyer.currency());
    var what = Check.optionalText("text", text, TEXT_LENGTH);
    var writer = terms.issuer(seller, buyer.id(), today());
    requireKnown(writer);
    var sitting = desk.sit(List.of(writer, buyer.id()));
    var tax = gross(terms.sale(seller, buyer.id(), today(), sitting.requisites()).tax());
    var total = tax.tax(money);
    var language = sitting.language(writer);
    var line =
        new DocumentLine(
            0,
            "",
            "",
            null,
            1,
            money,
            total,
            0,
            what.isEmpty() ? Texts.in(new Locale(language)).of("issue.line.prepayment") : what);
    var due = today().plusDays(runs.rule(writer).dueDays());
    var draft =
        new Draft(
            Kind.PROFORMA,
            writer,
            buyer.id(),
            seller,
            buyer.id(),
            "PROFORMA/" + buyer.id() + "/" + key(key),
            1,
            0,
            0,
            0,
            null,
            null,
            today(),
            due,
            0,
            language,
            total,
            Money.zero(money.currency()),
            money,
            null,
            List.of(line),
            "",
            number -> proformaSheet(number, writer, buyer.id(), line, tax, total, due, sitting));
    return issuer.again(
        connection -> issuer.issue(List.of(draft), By.of(scope)).get(draft.issueKey()));
  }

  private Sheet proformaSheet(
      String number,
      long writer,
      long buyer,
      DocumentLine line,
      TaxRule tax,
      Taxed total,
      LocalDate due,
      Desk.Sitting sitting) {
    var language = sitting.language(writer);
    return Sheet.of(
            sitting.letterhead(writer),
            Sheet.Heading.of(Kind.PROFORMA, language, number, today(), total.gross().currency())
                .withDue(due),
            sitting.party(writer),
            sitting.party(buyer))
        .withLines(sitting.lines(List.of(line), tax, language), Desk.taxes(tax, total))
        .withTotals(Desk.totals(total, Money.zero(total.gross().currency()), true));
  }

  /** What is asked for is what is to be paid: tax is inside, however the seller's prices are. */
  private static TaxRule gross(TaxRule tax) {
    return new TaxRule(tax.regime(), tax.percent(), true, tax.inclusiveRounding(), tax.roundAt());
  }

  private Tenant buyer(Scope scope, long buyerId) {
    var id = buyerId == 0 ? scope.tenantId() : buyerId;
    return tree.find(id)
        .filter(
            buyer ->
                buyer.parentId() != 0
                    && (buyer.id() == scope.tenantId() || buyer.parentId() == scope.tenantId()))
        .orElseThrow(() -> Fault.notFound("tenant", id));
  }

  private void requireKnown(long writer) {
    if (!parties.areKnown(writer)) {
      throw Fault.conflict("", "issue.fault.requisites");
    }
  }

  private static String key(String key) {
    var name = Check.text("key", key, 60);
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw Fault.invalid("key", "issue.fault.key");
    }
    return name;
  }

  private static Money amount(BigDecimal amount, String currency) {
    var coins = Rounding.toCoins(currency);
    if (amount == null
        || amount.precision() > 20
        || Math.abs((long) amount.scale()) > 20
        || amount.signum() <= 0
        || amount.compareTo(MOST) > 0
        || amount.stripTrailingZeros().scale() > coins.decimals()) {
      throw Fault.invalid("amount", "issue.fault.amount", coins.decimals(), MOST);
    }
    return Money.of(amount, currency);
  }

  /**
   * The account between the tenant and who it sells to or buys from, as the ledger has it. With one
   * that has another seller since, from a day on which it had not.
   *
   * @param partyId a tenant directly below, the seller, or who was that before a move
   * @param to last day
   * @param key names the request: a repeat gives the same act
   */
  public Issuer.Issued reconcile(
      Scope scope, long partyId, LocalDate from, LocalDate to, String key) {
    Rights.mayFinance(scope);
    var self = tree.find(scope.tenantId()).orElseThrow();
    var party = tree.find(partyId).orElseThrow(() -> Fault.notFound("tenant", partyId));
    var pair = pair(self, party);
    if (from == null
        || to == null
        || from.getYear() < 2000
        || to.isBefore(from)
        || from.plusDays(DAYS_MAX).isBefore(to)
        || to.isAfter(today())) {
      throw Fault.invalid("to", "issue.fault.span", DAYS_MAX);
    }
    if (pair.until() != null && from.isAfter(pair.until())) {
      throw Fault.invalid("from", "issue.fault.moved", pair.until());
    }
    requireKnown(self.id());
    var buyer = pair.buyer();
    var seller = pair.sellerId();
    var sells = buyer.id() == party.id();
    var sitting = desk.sit(List.of(self.id(), party.id()));
    var account = PairAccount.read(store, buyer, seller, from, to, runs.zone());
    if (account.entries().size() > PairAccount.MOST) {
      throw Fault.invalid("to", "issue.fault.movements", PairAccount.MOST);
    }
    var name = "RECONCILIATION/%d-%d/%s".formatted(self.id(), party.id(), key(key));
    var paper = new AccountPaper(account, self.id(), party.id(), sells, today(), sitting);
    var draft = paper.draft(name, seller, buyer.id());
    return issuer.again(
        connection -> issuer.issue(List.of(draft), By.of(scope)).get(draft.issueKey()));
  }

  /**
   * Who buys from whom.
   *
   * @param until the last day on which it did; {@code null} while it does
   */
  private record Pair(Tenant buyer, long sellerId, LocalDate until) {}

  private Pair pair(Tenant self, Tenant party) {
    if (party.parentId() == self.id() || self.parentId() == party.id()) {
      var buyer = party.parentId() == self.id() ? party : self;
      return new Pair(buyer, terms.sellerOf(buyer.id()), null);
    }
    return left(party, self)
        .or(() -> left(self, party))
        .orElseThrow(() -> Fault.notFound("tenant", party.id()));
  }

  /** When the buyer has got another seller than this one. */
  private Optional<Pair> left(Tenant buyer, Tenant seller) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT moved_at FROM tenant_move WHERE tenant_id = :buyer AND from_id ="
                            + " :seller ORDER BY id DESC LIMIT 1")
                    .bind("buyer", buyer.id())
                    .bind("seller", seller.id())
                    .map((row, context) -> Utc.read(row, "moved_at").orElseThrow())
                    .findFirst())
        .map(at -> new Pair(buyer, seller.id(), LocalDate.ofInstant(at, runs.zone())));
  }

  /** Who bought from the tenant, or sold to it, before a move; by name: all, one for each move. */
  public List<Tenant> former(Scope scope) {
    Rights.mayFinance(scope);
    var self = scope.tenantId();
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT tenant_id AS id FROM tenant_move WHERE from_id = :self UNION SELECT"
                            + " from_id FROM tenant_move WHERE tenant_id = :self")
                    .bind("self", self)
                    .mapTo(Long.class)
                    .list())
        .stream()
        .flatMap(id -> tree.find(id).stream())
        .filter(one -> one.parentId() != self && terms.tenant(self).parentId() != one.id())
        .sorted(Comparator.comparing(Tenant::name))
        .toList();
  }
}
