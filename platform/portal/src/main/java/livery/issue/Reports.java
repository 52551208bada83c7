package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.BillingMonth;
import livery.billing.period.CommissionAccrual;
import livery.billing.price.PriceBook;
import livery.books.Branches;
import livery.books.LedgerLines;
import livery.books.LedgerMoney;
import livery.books.Month;
import livery.books.Settling;
import livery.books.Sold;
import livery.document.Acts;
import livery.document.By;
import livery.document.Document;
import livery.document.Documents;
import livery.document.Issuer;
import livery.document.State;
import livery.evidence.Evidence;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.paper.Kind;
import livery.store.Store;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Agents' reports: drawn up from the ledger for each month, sent by the agent, corrected by new
 * versions. Thread-safe.
 */
@ApplicationScoped
public class Reports {

  private static final int TEXT_LENGTH = 200;
  private static final int ADJUSTMENTS_MAX = 50;

  private final Store store;
  private final TenantTree tree;
  private final Terms terms;
  private final Settling settling;
  private final Evidence evidence;
  private final Desk desk;
  private final Issuer issuer;
  private final Documents documents;
  private final Acts acts;
  private final Runs runs;
  private final Clock clock;

  /**
   * What a corrected report adds to the sales that the ledger knows.
   *
   * @param amount below zero for what was not sold
   */
  public record Adjustment(String text, BigDecimal amount) {}

  @Inject
  public Reports(
      Store store,
      TenantTree tree,
      Terms terms,
      Settling settling,
      Evidence evidence,
      Desk desk,
      Issuer issuer,
      Documents documents,
      Acts acts,
      Runs runs,
      Clock clock) {
    this.store = store;
    this.tree = tree;
    this.terms = terms;
    this.settling = settling;
    this.evidence = evidence;
    this.desk = desk;
    this.issuer = issuer;
    this.documents = documents;
    this.acts = acts;
    this.runs = runs;
    this.clock = clock;
  }

  protected Reports() {
    this(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Keeps the drafts of a month's reports of all agents of a principal. */
  int ofMonth(long principal, Month month, By by) {
    var kept = 0;
    for (var agent : tree.childrenOf(principal)) {
      var agency =
          agent.kind() == Tenant.Kind.RESELLER
              ? terms.agencyWithin(principal, agent.id(), month)
              : Optional.<Contract>empty();
      if (agency.isPresent() && !isIssued(ReportPaper.key(agency.get(), month.number(), 1))) {
        var paper = paper(agency.get(), month, 1, Optional.empty(), List.of());
        issuer.again(connection -> issuer.keep(paper.draft(), by));
        kept++;
      }
    }
    return kept;
  }

  private boolean isIssued(String key) {
    return store.inTransaction(connection -> issuer.find(connection, key)).isPresent();
  }

  private ReportPaper paper(
      Contract contract,
      Month month,
      int version,
      Optional<Document> before,
      List<Adjustment> adjustments) {
    var agent = contract.buyerId();
    var currency = contract.currency();
    var principals = terms.principals(contract, month.lastDay());
    var then = Branches.at(store, tree, month.to());
    var figures = figures(contract, month, principals, then);
    var stretch = stretch(contract, month);
    var sold =
        registry(principals, month, stretch).stream()
            .filter(one -> then.isBelow(one.buyerId(), agent))
            .filter(one -> one.currency().equals(currency))
            .collect(Collectors.toCollection(ArrayList::new));
    var payments = new LedgerMoney(store, principals).payments(stretch.from(), stretch.to());
    payments
        .keySet()
        .removeIf(
            edge -> !then.isBelow(edge.buyerId(), agent) || !edge.currency().equals(currency));
    var tenants = new ArrayList<>(List.of(agent, contract.sellerId()));
    sold.forEach(one -> tenants.add(one.buyerId()));
    payments.keySet().forEach(edge -> tenants.add(edge.buyerId()));
    var sitting = desk.sit(tenants);
    var texts = Texts.in(new Locale(sitting.language(agent)));
    var rest = figures.sold().micros() - sold.stream().mapToLong(Sold::micros).sum();
    if (rest != 0) {
      var text = texts.of("issue.report.other");
      sold.add(new Sold(contract.sellerId(), 0, currency, "", "", null, 1, rest, text, 0));
    }
    var carried = new ReportPaper.CarriedOver(figures);
    sold.addAll(carried.lines(contract, texts));
    return new ReportPaper(
        contract,
        month,
        version,
        before,
        sold,
        payments,
        adjustments,
        carried,
        settlement(contract, figures, ReportPaper.sum(adjustments, currency), month, principals),
        evidence.upTo(
            new Evidence.Report(agent, contract.sellerId(), month.number(), currency), version),
        ownFees(agent, month.number(), currency),
        sitting);
  }

  /** What the close of the agent's own books has charged its clients on top. */
  private Map<Long, Money> ownFees(long agent, int period, String currency) {
    return store.inTransaction(
        connection -> AgentFeeTerms.charged(connection, agent, period, currency));
  }

  /** What the ledger has, or will have, of the agent's month. */
  private CommissionAccrual.Whole figures(
      Contract contract, Month month, List<Long> principals, Branches then) {
    var agent = contract.buyerId();
    var clients =
        tree.root().map(root -> tree.subtree(root.id())).orElse(List.of()).stream()
            .filter(one -> then.isBelow(one, agent))
            .toList();
    var books = new BillingMonth(contract.sellerId(), month.month(), month.zone());
    return store.inTransaction(
        connection ->
            CommissionAccrual.whole(
                connection,
                books,
                history(contract),
                principals,
                clients,
                PriceBook.load(connection)));
  }

  private ContractHistory history(Contract contract) {
    return terms.history(contract.sellerId(), contract.buyerId()).orElseThrow();
  }

  private record Stretch(Instant from, Instant to) {}

  /** From the first to the last day of a month on which the buyer was an agent. */
  private Stretch stretch(Contract contract, Month month) {
    var agent =
        history(contract).within(month.firstDay(), month.lastDay().plusDays(1)).stream()
            .filter(term -> term.contract().mode().isAgent())
            .toList();
    var last = agent.get(agent.size() - 1);
    return new Stretch(
        agent.get(0).from().atStartOfDay(month.zone()).toInstant(),
        last.to().atStartOfDay(month.zone()).toInstant());
  }

  /** What was charged, and given back, on the days that count: as it earns. */
  private List<Sold> registry(List<Long> principals, Month month, Stretch stretch) {
    var lines = new LedgerLines(store, principals, month.zone()).withoutBundles();
    var sold = new ArrayList<>(lines.sold(stretch.from(), stretch.to(), stretch.to()));
    for (var one : lines.late(stretch.from(), stretch.to(), stretch.from())) {
      sold.add(one.sold().negated());
    }
    return sold;
  }

  /**
   * Under del credere the report asks for what clients owe at the month's end, and not again for
   * what the report before asked for.
   */
  private AgentSettlement settlement(
      Contract contract,
      CommissionAccrual.Whole figures,
      Money adjusted,
      Month month,
      List<Long> principals) {
    var nothing = Money.zero(contract.currency());
    var before =
        terms
            .agencyWithin(contract.sellerId(), contract.buyerId(), month.before())
            .filter(old -> old.commission().delCredere())
            .filter(old -> old.currency().equals(contract.currency()))
            .map(old -> settling.owing(old, principals, month.from()))
            .orElse(nothing);
    var sales = figures.sales();
    var earned = figures.earned();
    if (!adjusted.isZero()) {
      sales = adjusted(sales, adjusted);
      var with = contract.commission().earn(sales);
      var without = contract.commission().earn(figures.sales());
      earned =
          new Commission.Earned(
              earned.accrued().plus(with.accrued()).minus(without.accrued()),
              earned.due().plus(with.due()).minus(without.due()));
    }
    var open = figures.sold().plus(adjusted).minus(figures.received());
    var receivable =
        contract.commission().delCredere()
            ? settling.owing(contract, principals, month.to())
            : open.isNegative() ? nothing : open;
    var expected = AgentSettlement.of(contract, sales, earned, receivable, before);
    if (contract.settlement() == Contract.Settlement.PAYOUT
        || settling.isToCome(contract, month.number())) {
      return expected;
    }
    return settling
        .posted(contract, month.number())
        .map(
            one -> {
              var left = one.payable().minus(figures.earned().due());
              return expected.settled(contract, left, one.amount());
            })
        .orElseGet(() -> expected.settled(contract, nothing, nothing));
  }

  /** Whether the close of its month is still to say what of the commission it settles. */
  boolean isEarly(Document report) {
    return report.kind() == Kind.AGENT_REPORT
        && terms
            .agencyOf(report)
            .filter(contract -> settling.isToCome(contract, report.period()))
            .isPresent();
  }

  private void requireClosed(Document report) {
    if (isEarly(report)) {
      throw Fault.conflict("", "issue.fault.month-open", month(report).month());
    }
  }

  private static Commission.Sales adjusted(Commission.Sales sales, Money adjusted) {
    var total = sales.sold().plus(adjusted);
    if (total.isNegative()) {
      throw Fault.invalid("adjustments", "issue.fault.adjusted-below", total);
    }
    return new Commission.Sales(
        total, sales.base(), sales.units(), sales.received(), sales.collected());
  }

  /**
   * Draws the draft up once more, gives it its number and sends it: after the month's close where
   * that settles the commission.
   *
   * @return the report, under an id of its own
   */
  public Issuer.Issued send(Scope scope, long draftId) {
    Rights.mayFinance(scope);
    var draft = mine(scope, draftId);
    if (draft.state() != State.DRAFT) {
      throw Fault.conflict("", "document.fault.step", draft.state(), State.SENT);
    }
    requireClosed(draft);
    return issuer.again(
        connection -> {
          Acts.lock(connection, draftId); // no file is attached while it is drawn up
          var paper = paper(agency(draft), month(draft), 1, Optional.empty(), List.of());
          var issued = issuer.release(draftId, paper.draft(), By.of(scope));
          acts.send(scope, issued.id());
          return issued;
        });
  }

  /**
   * Answers an objection by a new version, which is sent at once. The ledger is read again.
   *
   * @param adjustments what the ledger does not know; may be empty
   */
  public Issuer.Issued correct(Scope scope, long id, List<Adjustment> adjustments) {
    Rights.mayFinance(scope);
    var old = mine(scope, id);
    var checked = checked(adjustments, old.currency());
    if (old.state() != State.OBJECTED) {
      throw Fault.conflict("", "document.fault.step", old.state(), State.CORRECTED);
    }
    requireClosed(old);
    return issuer.again(
        connection -> {
          Acts.lock(connection, id);
          var paper = paper(agency(old), month(old), old.version() + 1, Optional.of(old), checked);
          var draft = paper.draft();
          var issued = issuer.issue(List.of(draft), By.of(scope)).get(draft.issueKey());
          acts.corrected(scope, old, issued.number());
          acts.send(scope, issued.id());
          return issued;
        });
  }

  private static List<Adjustment> checked(List<Adjustment> adjustments, String currency) {
    if (adjustments.size() > ADJUSTMENTS_MAX) {
      throw Fault.invalid("adjustments", "issue.fault.adjustments", ADJUSTMENTS_MAX);
    }
    var coins = livery.billing.Rounding.toCoins(currency);
    return adjustments.stream()
        .map(
            one -> {
              var amount = one.amount();
              if (amount == null
                  || amount.signum() == 0
                  || amount.precision() > 15
                  || Math.abs((long) amount.scale()) > 15
                  || amount.stripTrailingZeros().scale() > coins.decimals()) {
                throw Fault.invalid("amount", "issue.fault.adjustment", coins.decimals());
              }
              return new Adjustment(Check.text("text", one.text(), TEXT_LENGTH), amount);
            })
        .toList();
  }

  private Document mine(Scope scope, long id) {
    var document = documents.get(scope, id);
    if (document.kind() != Kind.AGENT_REPORT || document.issuerId() != scope.tenantId()) {
      throw Fault.conflict("", "issue.fault.not-a-report");
    }
    return document;
  }

  private Contract agency(Document report) {
    return terms.agencyOf(report).orElseThrow(() -> Fault.conflict("", "issue.fault.no-agency"));
  }

  private Month month(Document report) {
    var today = LocalDate.ofInstant(clock.instant(), runs.zone());
    return Month.of(report.period(), runs.zone(), today);
  }
}
