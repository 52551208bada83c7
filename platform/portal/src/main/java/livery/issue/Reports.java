package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.Account;
import livery.billing.Money;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.books.Branches;
import livery.books.LedgerLines;
import livery.books.LedgerMoney;
import livery.books.Month;
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
    this.evidence = evidence;
    this.desk = desk;
    this.issuer = issuer;
    this.documents = documents;
    this.acts = acts;
    this.runs = runs;
    this.clock = clock;
  }

  protected Reports() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  /** Keeps the drafts of a month's reports of all agents of a principal. */
  int ofMonth(long principal, Month month, Instant cutoff, By by) {
    var kept = 0;
    for (var agent : tree.childrenOf(principal)) {
      var agency =
          agent.kind() == Tenant.Kind.RESELLER
              ? terms.agencyWithin(principal, agent.id(), month)
              : Optional.<Contract>empty();
      if (agency.isPresent() && !isIssued(ReportPaper.key(agency.get(), month.number(), 1))) {
        var paper = paper(agency.get(), month, cutoff, 1, Optional.empty(), List.of());
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
      Instant cutoff,
      int version,
      Optional<Document> before,
      List<Adjustment> adjustments) {
    var agent = contract.buyerId();
    var principals = terms.principals(contract, month.lastDay());
    var then = Branches.at(store, tree, month.to());
    var lines = new LedgerLines(store, principals, month.zone());
    var sold =
        lines.sold(month.from(), month.to(), cutoff).stream()
            .filter(one -> then.isBelow(one.buyerId(), agent))
            .filter(one -> one.currency().equals(contract.currency()))
            .toList();
    var payments = new LedgerMoney(store, principals).payments(month.from(), month.to());
    payments
        .keySet()
        .removeIf(
            edge ->
                !then.isBelow(edge.buyerId(), agent)
                    || !edge.currency().equals(contract.currency()));
    var currency = contract.currency();
    var total =
        new Money(sold.stream().mapToLong(Sold::micros).sum(), currency)
            .plus(ReportPaper.sum(adjustments, currency));
    if (total.isNegative()) {
      throw Fault.invalid("adjustments", "issue.fault.adjusted-below", total);
    }
    var paid = payments.values().stream().flatMap(List::stream).toList();
    var received = sum(paid, currency);
    var clearing = Account.CLEARING.of(agent);
    var collected =
        sum(paid.stream().filter(one -> one.fromAccount() == clearing).toList(), currency);
    var units = BigDecimal.valueOf(sold.stream().mapToLong(Sold::quantity).sum());
    var sales =
        Commission.Sales.of(total, received)
            .withUnits(units, base(contract, month))
            .withCollected(collected);
    var tenants = new ArrayList<>(List.of(agent, contract.sellerId()));
    sold.forEach(one -> tenants.add(one.buyerId()));
    payments.keySet().forEach(edge -> tenants.add(edge.buyerId()));
    return new ReportPaper(
        contract,
        month,
        version,
        before,
        sold,
        payments,
        adjustments,
        settlement(contract, sales, month, principals),
        evidence.upTo(
            new Evidence.Report(agent, contract.sellerId(), month.number(), contract.currency()),
            version),
        desk.sit(tenants));
  }

  /**
   * Under del credere the report asks for what clients owe at the month's end, and not again for
   * what the report before asked for.
   */
  private AgentSettlement settlement(
      Contract contract, Commission.Sales sales, Month month, List<Long> principals) {
    var before =
        terms
            .agencyWithin(contract.sellerId(), contract.buyerId(), month.before())
            .filter(old -> old.commission().delCredere())
            .filter(old -> old.currency().equals(contract.currency()))
            .map(old -> owing(old, principals, month.from()))
            .orElse(Money.zero(contract.currency()));
    var plain = AgentSettlement.of(contract, sales);
    var receivable =
        contract.commission().delCredere()
            ? owing(contract, principals, month.to())
            : plain.receivable();
    return AgentSettlement.of(contract, sales, receivable, before);
  }

  /** How far the wallets of an agent's clients were below zero at a moment. */
  private Money owing(Contract contract, List<Long> principals, Instant at) {
    var then = Branches.at(store, tree, at);
    var balances = new LedgerMoney(store, principals).balances(at);
    var micros =
        balances.entrySet().stream()
            .filter(one -> then.isBelow(one.getKey().buyerId(), contract.buyerId()))
            .filter(one -> one.getKey().currency().equals(contract.currency()))
            .mapToLong(one -> Math.max(0, -one.getValue()))
            .sum();
    return new Money(micros, contract.currency());
  }

  private static Money sum(List<LedgerMoney.Payment> payments, String currency) {
    return new Money(payments.stream().mapToLong(LedgerMoney.Payment::micros).sum(), currency);
  }

  /** What the principal asks for the same, as the commission of the month was earned on it. */
  private Money base(Contract contract, Month month) {
    return new Money(
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT base FROM commission WHERE agent_id = :agent AND period ="
                                + " :period AND currency = :currency ORDER BY upto_day DESC LIMIT"
                                + " 1")
                        .bind("agent", contract.buyerId())
                        .bind("period", month.number())
                        .bind("currency", contract.currency())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L)),
        contract.currency());
  }

  /**
   * Draws the draft up once more, gives it its number and sends it.
   *
   * @return the report, under an id of its own
   */
  public Issuer.Issued send(Scope scope, long draftId) {
    Rights.mayFinance(scope);
    var draft = mine(scope, draftId);
    if (draft.state() != State.DRAFT) {
      throw Fault.conflict("", "document.fault.step", draft.state(), State.SENT);
    }
    return issuer.again(
        connection -> {
          Acts.lock(connection, draftId); // no file is attached while it is drawn up
          var paper = paper(agency(draft), month(draft), cutoff(), 1, Optional.empty(), List.of());
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
    return issuer.again(
        connection -> {
          Acts.lock(connection, id);
          var paper =
              paper(
                  agency(old), month(old), cutoff(), old.version() + 1, Optional.of(old), checked);
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

  private Instant cutoff() {
    return clock.instant().minus(Runs.IN_FLIGHT);
  }
}
