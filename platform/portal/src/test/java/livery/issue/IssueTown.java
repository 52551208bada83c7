package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Wallet;
import livery.books.Settling;
import livery.campaign.OneType;
import livery.contract.Agreement;
import livery.contract.Contracts;
import livery.contract.Drafts;
import livery.contract.ProductGroups;
import livery.contract.Terms.Fee;
import livery.document.Acts;
import livery.document.Credits;
import livery.document.Document;
import livery.document.Documents;
import livery.document.Issuer;
import livery.document.Letterheads;
import livery.document.Numbering;
import livery.evidence.Evidence;
import livery.fault.Fault;
import livery.move.Moves;
import livery.paper.Kind;
import livery.party.Parties;
import livery.price.Prices;
import livery.price.Products;
import livery.store.Heard;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The tenants of {@link TestTenants} with wallets, legal details and all of this package. */
public final class IssueTown extends IssueTenants {

  public static final YearMonth MARCH = YearMonth.of(2026, 3);
  static final String CURRENCY = "EUR";

  public final Parties parties =
      new Parties(test.store, test.sql, test.tree, test.clock, test.audit);
  public final Documents documents = new Documents(test.sql, test.tree, test.clock);
  public final Heard<Acts.Moved> moved = new Heard<>();
  public final Acts acts = new Acts(test.store, documents, test.ids, test.clock, test.audit, moved);
  public final Numbering numbering = new Numbering(test.sql, test.audit);
  public final Issuer issuer = new Issuer(test.store, test.ids, test.clock, test.audit);
  public final Credits credits = new Credits(test.clock);
  final Contracts agreements = new Contracts(test.store, test.sql);
  final Drafts drafts =
      new Drafts(
          test.sql,
          test.tree,
          agreements,
          new ProductGroups(test.sql, test.audit),
          test.ids,
          test.clock,
          test.audit);
  final Terms terms = new Terms(test.tree, agreements);
  public final Desk desk =
      new Desk(
          parties,
          new Letterheads(test.brands, parties, test.tree),
          terms,
          new Products(test.store, test.tree, test.audit, new OneType()));
  public final Runs runs = new Runs(test.store, test.sql, test.tree, test.clock, test.audit);
  public final CreditNotes notes =
      new CreditNotes(
          documents,
          credits,
          new Room(test.store, credits, runs, test.ids, test.clock),
          issuer,
          desk,
          runs,
          test.clock);
  public final Evidence evidence =
      new Evidence(test.store, documents, test.ids, test.clock, test.audit);
  final Settling settling = new Settling(test.store, test.tree);
  public final Reports reports =
      new Reports(
          test.store,
          test.tree,
          terms,
          settling,
          evidence,
          desk,
          issuer,
          documents,
          acts,
          runs,
          test.clock);
  final OperatorPapers operators =
      new OperatorPapers(test.store, desk, issuer, parties, runs, test.clock);
  public final MonthIssue months =
      new MonthIssue(
          test.store,
          test.tree,
          runs,
          terms,
          desk,
          issuer,
          notes,
          reports,
          operators,
          parties,
          acts,
          test.clock);
  public final ByHand byHand =
      new ByHand(test.store, test.tree, terms, desk, issuer, parties, runs, test.clock);
  public final Ledger ledger = new Ledger(test.ids::next);

  /** On 1 March 2026. */
  public IssueTown() {
    this(new TestTenants());
    wallet(ACME, PLATFORM);
    wallet(BAKERY, ACME);
    wallet(DENTIST, ACME);
    for (var seller : new long[] {PLATFORM, ACME}) {
      parties.save(owner(seller), requisites("Company " + seller, "20", true));
    }
  }

  /** The town that another process has made with these tenants. */
  IssueTown(TestTenants test) {
    super(test);
    moved.observe(
        new Commissions(test.store, credits, terms, settling, desk, issuer, runs, test.clock)
            ::accepted);
  }

  public Scope owner(long tenant) {
    return test.owner(tenant);
  }

  public void wallet(long buyer, long seller) {
    test.store.inTransaction(
        connection ->
            Wallet.open(connection, test.ids::next, buyer, seller, CURRENCY, test.clock.instant()));
  }

  public void topUp(long buyer, long seller, String amount) {
    test.store.inTransaction(
        connection ->
            ledger.topUp(
                connection,
                buyer,
                seller,
                Money.of(amount, CURRENCY),
                UUID.randomUUID().toString(),
                "Payment",
                test.clock.instant()));
  }

  /** Sells texts of a client at a price, and at the wholesale price to its reseller. */
  public List<Long> sell(long client, int texts, String retail, String wholesale) {
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < texts; i++) {
      events.add(
          new RatedEvent(
              test.ids.next(),
              List.of(
                  line(0, ACME, client, 1 + i % 2, retail),
                  line(1, PLATFORM, ACME, 1 + i % 2, wholesale),
                  line(2, Edge.OPERATORS, PLATFORM, 1 + i % 2, "0"))));
    }
    test.store.inTransaction(
        connection -> ledger.chargeAnyway(connection, events, test.clock.instant()));
    return events.stream().map(RatedEvent::eventId).toList();
  }

  /** Sells texts of a client that buys of another reseller than acme. */
  public List<Long> sellVia(
      long reseller, long client, int texts, String retail, String wholesale) {
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < texts; i++) {
      events.add(
          new RatedEvent(
              test.ids.next(),
              List.of(
                  line(0, reseller, client, 1, retail),
                  line(1, PLATFORM, reseller, 1, wholesale),
                  line(2, Edge.OPERATORS, PLATFORM, 1, "0"))));
    }
    test.store.inTransaction(
        connection -> ledger.chargeAnyway(connection, events, test.clock.instant()));
    return events.stream().map(RatedEvent::eventId).toList();
  }

  /** Gives a tenant another seller, now. */
  public void move(long tenant, long to) {
    var prices = new Prices(test.store, test.tree, test.ids);
    prices.reload();
    new Moves(test.store, test.tree, prices, agreements, test.ids, test.clock, test.audit)
        .move(owner(PLATFORM), tenant, to, Moves.Balance.STAY);
  }

  /** Sells texts of an agent's client, which buys from the platform. */
  List<Long> sellDirect(long client, int texts, String price) {
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < texts; i++) {
      events.add(
          new RatedEvent(
              test.ids.next(),
              List.of(
                  line(0, PLATFORM, client, 1 + i % 2, price),
                  line(1, Edge.OPERATORS, PLATFORM, 1 + i % 2, "0"))));
    }
    test.store.inTransaction(
        connection -> ledger.chargeAnyway(connection, events, test.clock.instant()));
    return events.stream().map(RatedEvent::eventId).toList();
  }

  /** An agent takes money from a client. */
  void collect(long client, String amount) {
    test.store.inTransaction(
        connection ->
            new livery.billing.AgentLedger(test.ids::next)
                .collect(
                    connection,
                    ACME,
                    client,
                    PLATFORM,
                    Money.of(amount, CURRENCY),
                    UUID.randomUUID().toString(),
                    "Cash",
                    test.clock.instant()));
  }

  private static RatedLine line(int level, long seller, long buyer, int quantity, String price) {
    var unit = new BigDecimal(price);
    return new RatedLine(
        level,
        seller,
        buyer,
        "sms.mt",
        quantity,
        0,
        unit,
        RatedLine.micros(unit, quantity),
        CURRENCY);
  }

  public void refund(List<Long> events) {
    test.store.inTransaction(
        connection -> ledger.refund(connection, events, "late", test.clock.instant()));
  }

  /** Gives back a part of what a client paid for each of March's texts, as late receipts do. */
  public void giveBack(List<Long> events, int units, String amount) {
    var micros = Money.of(amount, CURRENCY).micros();
    var then = MARCH.atDay(15).atStartOfDay(runs.zone()).toInstant();
    var parts =
        events.stream().map(event -> new Ledger.Return(event, 0, units, micros, then)).toList();
    test.store.inTransaction(
        connection ->
            ledger.giveBack(connection, parts, "late receipt", runs.zone(), test.clock.instant()));
  }

  /** Sells a client free units of text messages, from ACME. */
  void sellBundle(long client, int units, String price) {
    test.store.inTransaction(
        connection ->
            new Bundles(test.ids::next)
                .sell(
                    connection,
                    new Bundles.Sale(
                        client,
                        ACME,
                        "sms.mt",
                        units,
                        Money.of(price, "EUR"),
                        Instant.parse("2027-01-01T00:00:00Z")),
                    "bundle-" + client + "-" + units,
                    "Bundle",
                    test.clock.instant()));
  }

  /** Makes acme the platform's agent from 1 April 2026 on, for 10 % of what it sells. */
  void agent(String mode, String settlement, boolean selfBilled) {
    agent(mode, settlement, selfBilled, false);
  }

  /** The same until a day. */
  void agentUntil(String lastDay) {
    agent(AgentTerms.usual().ending(lastDay));
  }

  /** The same, answering for its clients or not. */
  void agent(String mode, String settlement, boolean selfBilled, boolean delCredere) {
    agent(mode, settlement, selfBilled, AgentTerms.fee("10", "CHARGE", delCredere));
  }

  /** The same by a fee of another kind. */
  void agent(String mode, String settlement, boolean selfBilled, Fee fee) {
    agent(AgentTerms.of(AgentTerms.FROM, mode, settlement, selfBilled, fee));
  }

  /** Changes acme's commission from a day on. */
  void agentFrom(String day, String mode, String settlement, Fee fee) {
    var id = agreements.history(PLATFORM, ACME).orElseThrow().versions().get(0).id();
    var mark = agreements.require(owner(PLATFORM), id).draftMark();
    var terms = AgentTerms.of(day, mode, settlement, false, fee);
    send(PLATFORM, drafts.save(owner(PLATFORM), id, terms, mark));
  }

  /** Makes a reseller the agent of the one above it, as acme is. */
  void subAgent(long seller, long buyer) {
    agree(seller, buyer, AgentTerms.usual());
  }

  private void agree(long seller, long buyer, livery.contract.Terms terms) {
    send(seller, drafts.create(owner(seller), buyer, "AG-1", terms));
  }

  private void send(long seller, Agreement draft) {
    drafts.send(owner(seller), draft.id(), draft.draftMark());
    agreements.reload();
  }

  private void agent(livery.contract.Terms terms) {
    agree(PLATFORM, ACME, terms);
    test.tree.agents(List.of(ACME));
    wallet(BAKERY, PLATFORM);
    wallet(DENTIST, PLATFORM);
    test.store.inTransaction(
        connection -> {
          ledger.setCreditLimit(
              connection,
              ACME,
              PLATFORM,
              Money.of("1000", CURRENCY),
              UUID.randomUUID().toString(),
              test.clock.instant());
          return null;
        });
  }

  /** Moves the clock to a moment. */
  public void at(String moment) {
    test.clock.pass(Duration.between(test.clock.instant(), Instant.parse(moment)));
  }

  public long count(String sql) {
    return test.store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  /** What two clients of a reseller bought. */
  void sellInMarch() {
    topUp(ACME, PLATFORM, "1000");
    topUp(BAKERY, ACME, "100");
    sell(BAKERY, 10, "0.0325", "0.02");
    sell(BAKERY, 4, "0.05", "0.02");
    sell(DENTIST, 6, "0.07777", "0.02");
  }

  /** What a tenant sees of a kind, newest first. */
  List<Document> all(long tenant, Kind kind) {
    return documents.list(
        owner(tenant), new Documents.Query(kind, null, null, false, "", 0, 0), Long.MAX_VALUE, 100);
  }

  /** The only document of a kind that a tenant has. */
  Document one(long tenant, Kind kind) {
    var found = all(tenant, kind);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  static void assertFault(String field, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }
}
