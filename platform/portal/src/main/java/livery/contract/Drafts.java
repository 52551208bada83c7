package livery.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import livery.contract.Agreement.Parties;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.store.Ids;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Writes contracts: a draft may be changed as often as one likes, a version that was sent never is.
 * The seller writes; the buyer may change how much it passes on, where the terms let it.
 * Thread-safe.
 */
@ApplicationScoped
public class Drafts {

  private static final int NUMBER_LENGTH = 40;

  /** Stands for a buyer that is refused, so that the terms are read. */
  private static final long NOT_CHOSEN = Long.MAX_VALUE;

  private final TenantSql sql;
  private final TenantTree tree;
  private final Contracts contracts;
  private final ProductGroups groups;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /** A new contract, right in everything. */
  private record Wish(Tenant buyer, String number, Terms terms) {}

  @Inject
  public Drafts(
      TenantSql sql,
      TenantTree tree,
      Contracts contracts,
      ProductGroups groups,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.sql = sql;
    this.tree = tree;
    this.contracts = contracts;
    this.groups = groups;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Drafts() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * A new contract with a reseller directly below, as a draft.
   *
   * @param number as it will be printed
   * @throws Fault naming everything that is wrong with it
   */
  public Agreement create(Scope scope, long buyerId, String number, Terms terms) {
    Rights.mayFinance(scope);
    var wish = wish(scope, buyerId, number, terms);
    var buyer = wish.buyer();
    if (contracts.sold(scope).stream().anyMatch(one -> one.parties().buyerId() == buyerId)) {
      throw Fault.conflict("buyerId", "contract.fault.there", buyer.name());
    }
    var id = ids.next();
    return sql.inTransaction(
        () -> {
          var made =
              sql.update(
                  scope,
                  "INSERT IGNORE INTO contract (id, seller_id, buyer_id, currency, number, draft,"
                      + " draft_mark, created_at)"
                      + " VALUES (:id, :tenant, :buyer, :currency, :number, :draft, 1, :now)",
                  update ->
                      update
                          .bind("id", id)
                          .bind("buyer", buyerId)
                          .bind("currency", buyer.currency())
                          .bind("number", wish.number())
                          .bind("draft", wish.terms().written())
                          .bind("now", LocalDateTime.now(clock)));
          if (made == 0) {
            throw Fault.conflict("buyerId", "contract.fault.there", buyer.name());
          }
          note(scope, "contract.create", id, buyer.name() + ", " + wish.number());
          return contracts.require(scope, id);
        });
  }

  private Wish wish(Scope scope, long buyerId, String number, Terms terms) {
    var faults = new Faults();
    var buyer = faults.of(() -> buyer(scope, buyerId));
    var printed = faults.of(() -> Check.text("number", number, NUMBER_LENGTH));
    var whole = faults.of(() -> whole(scope, terms));
    if (whole != null) {
      var parties =
          new Parties(
              scope.tenantId(),
              buyer == null ? NOT_CHOSEN : buyerId,
              (buyer == null ? tree.find(scope.tenantId()).orElseThrow() : buyer).currency());
      faults.check(
          () -> TermsRules.read(whole, 0, 1, parties, buyer == null ? null : clients(buyerId)));
    }
    faults.end();
    return new Wish(buyer, printed, whole);
  }

  private Tenant buyer(Scope scope, long buyerId) {
    if (buyerId == 0) {
      throw Fault.invalid("buyerId", "fault.missing", "buyerId");
    }
    return tree.find(buyerId)
        .filter(one -> one.parentId() == scope.tenantId() && one.kind() == Tenant.Kind.RESELLER)
        .orElseThrow(() -> Fault.invalid("buyerId", "contract.fault.buyer", buyerId));
  }

  /**
   * What {@link #create} would say, or {@link #save} of a contract that is there, without writing.
   *
   * @param id 0 for a new one; {@code buyerId} and {@code number} are its own else
   * @throws Fault naming everything that is wrong
   */
  void check(Scope scope, long id, long buyerId, String number, Terms terms) {
    Rights.mayFinance(scope);
    if (id == 0) {
      wish(scope, buyerId, number, terms);
    } else {
      checked(scope, sold(scope, id), terms);
    }
  }

  private Terms checked(Scope scope, Agreement agreement, Terms terms) {
    var whole = whole(scope, terms);
    var parties = agreement.parties();
    TermsRules.read(whole, agreement.id(), 1, parties, clients(parties.buyerId()));
    return whole;
  }

  /**
   * Writes the draft of the next version.
   *
   * @param mark the draft's as it was read; another one means that somebody else has changed it
   */
  public Agreement save(Scope scope, long id, Terms terms, int mark) {
    Rights.mayFinance(scope);
    var agreement = sold(scope, id);
    var whole = checked(scope, agreement, terms);
    return draft(scope, id, whole.written(), mark, "contract.draft");
  }

  /** Throws the draft away. */
  public Agreement drop(Scope scope, long id, int mark) {
    Rights.mayFinance(scope);
    sold(scope, id);
    return draft(scope, id, null, mark, "contract.drop");
  }

  private Agreement draft(Scope scope, long id, String json, int mark, String action) {
    return sql.inTransaction(
        () -> {
          var changed =
              sql.update(
                  scope,
                  "UPDATE contract SET draft = :draft, draft_mark = draft_mark + 1"
                      + " WHERE id = :id AND seller_id = :tenant AND draft_mark = :mark",
                  update -> update.bind("draft", json).bind("id", id).bind("mark", mark));
          if (changed == 0) {
            throw Fault.conflict("", "contract.fault.changed");
          }
          note(scope, action, id, json == null ? "" : json);
          return contracts.require(scope, id);
        });
  }

  /**
   * Sends the draft as the next version; from then on it stays as it is.
   *
   * @param mark see {@link #save}
   * @throws Fault when it begins in a month that is closed, or changes within a month what can only
   *     change with one; nothing is sent then
   */
  public Agreement send(Scope scope, long id, int mark) {
    Rights.mayFinance(scope);
    var done =
        sql.inTransaction(
            () -> {
              lock(scope, id);
              var agreement = sold(scope, id);
              if (agreement.draft() == null) {
                throw Fault.conflict("", "contract.fault.no-draft");
              }
              if (agreement.draftMark() != mark) {
                throw Fault.conflict("", "contract.fault.changed");
              }
              var sent = add(scope, agreement, agreement.draft(), "contract.send");
              sql.update(
                  scope,
                  "UPDATE contract SET draft = NULL, draft_mark = draft_mark + 1"
                      + " WHERE id = :id AND seller_id = :tenant",
                  update -> update.bind("id", id));
              return sent;
            });
    contracts.reload();
    return contracts.require(scope, done.id());
  }

  /**
   * The buyer passes on another share of a discount from a day on: a version that differs in
   * nothing else.
   */
  public Agreement passOn(Scope scope, long id, String group, Terms.Share share, String from) {
    Rights.mayFinance(scope);
    sql.inTransaction(
        () -> {
          lock(scope, id);
          var agreement = contracts.require(scope, id);
          if (agreement.parties().buyerId() != scope.tenantId()) {
            throw Fault.notFound("contract", id);
          }
          var day = TermsRules.date("from", Check.text("from", from, 10));
          var holds =
              agreement
                  .at(day)
                  .orElseThrow(() -> Fault.conflict("from", "contract.fault.rests", day));
          if (!Boolean.TRUE.equals(holds.terms().buyerSetsShare())) {
            throw Fault.conflict("", "contract.fault.share-fixed");
          }
          if (agreement.history().orElseThrow().versions().stream()
              .anyMatch(later -> later.from().isAfter(day))) {
            throw Fault.conflict("from", "contract.fault.agreed-later", day);
          }
          var terms = holds.terms();
          var discounts =
              terms.discounts().stream()
                  .map(one -> one.group().equals(group) ? one.passing(share) : one)
                  .toList();
          if (discounts.equals(terms.discounts())) {
            throw Fault.conflict("percent", "contract.fault.same");
          }
          return add(
              scope, agreement, terms.with(discounts).starting(day.toString()), "contract.share");
        });
    contracts.reload();
    return contracts.require(scope, id);
  }

  private Agreement add(Scope scope, Agreement agreement, Terms terms, String action) {
    var number = agreement.last().map(Agreement.Version::number).orElse(0) + 1;
    var read =
        TermsRules.read(
            terms,
            agreement.id(),
            number,
            agreement.parties(),
            clients(agreement.parties().buyerId()));
    SendRules.check(agreement, read, openFrom(scope, agreement));
    new ModeChange(sql, tree).check(scope, agreement, read.contract());
    sql.update(
        scope,
        "INSERT INTO contract_version (contract_id, version, from_day, mode, terms, sent_at,"
            + " sent_by) SELECT id, :version, :from, :mode, :terms, :now, :actor FROM contract"
            + " WHERE id = :id AND (seller_id = :tenant OR buyer_id = :tenant)",
        update ->
            update
                .bind("version", number)
                .bind("from", read.contract().from())
                .bind("mode", read.contract().mode())
                .bind("terms", terms.written())
                .bind("now", LocalDateTime.now(clock))
                .bind("actor", scope.actor())
                .bind("id", agreement.id()));
    note(
        scope,
        action,
        agreement.id(),
        "%s, %s %d: %s".formatted(agreement.buyer(), "version", number, terms.written()));
    return contracts.require(scope, agreement.id());
  }

  private void lock(Scope scope, long id) {
    sql.query(
        scope,
        "SELECT id FROM contract WHERE id = :id AND (seller_id = :tenant OR buyer_id = :tenant)"
            + " FOR UPDATE",
        query -> query.bind("id", id).mapTo(long.class).findOne());
  }

  private Agreement sold(Scope scope, long id) {
    var agreement = contracts.require(scope, id);
    if (agreement.parties().sellerId() != scope.tenantId()) {
      throw Fault.notFound("contract", id);
    }
    return agreement;
  }

  /** First day of the seller's books that no close has begun with: months end as the platform's. */
  private LocalDate openFrom(Scope scope, Agreement agreement) {
    var zone = tree.root().orElseThrow().zone();
    return sql.query(
        scope,
        "SELECT MAX(p.to_at) AS to_at FROM billing_period p JOIN contract c"
            + " ON c.seller_id = p.seller_id WHERE p.state <> 'OPEN' AND c.id = :id"
            + " AND (c.seller_id = :tenant OR c.buyer_id = :tenant)",
        query ->
            query
                .bind("id", agreement.id())
                .map((row, context) -> Utc.read(row, "to_at"))
                .one()
                .map(at -> LocalDate.ofInstant(at, zone))
                .orElse(LocalDate.MIN));
  }

  private Set<Long> clients(long buyerId) {
    return tree.childrenOf(buyerId).stream().map(Tenant::id).collect(Collectors.toSet());
  }

  /** The terms with the products of each group, as the seller has them today. */
  private Terms whole(Scope scope, Terms terms) {
    if (terms == null) {
      throw Fault.invalid("terms", "fault.missing", "terms");
    }
    var known = groups.of(scope);
    var discounts =
        terms.discounts().stream()
            .map(
                one ->
                    one.products().isEmpty()
                            && one.group() != null
                            && known.containsKey(one.group())
                        ? one.of(java.util.List.copyOf(known.get(one.group())))
                        : one)
            .toList();
    return terms.with(discounts);
  }

  private void note(Scope scope, String action, long id, String detail) {
    audit.write(scope, action, "contract " + id, detail);
  }
}
