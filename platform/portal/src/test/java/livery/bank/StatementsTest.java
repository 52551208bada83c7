package livery.bank;

import static livery.bank.BankDesk.BAKERS_BANK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.money.Purses;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

  private final BankDesk desk = new BankDesk();
  private final Purses purses = desk.purses;
  private final TestTenants test = desk.test;
  private final List<Demands.Paid> paid = new ArrayList<>();
  private final Demands demands = desk.demands;
  private final Entries entries = desk.entries;
  private final Statements statements = desk.statements;
  private final Scope acme = desk.acme;

  StatementsTest() {
    desk.paid.observe(paid::add);
  }

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(purses.violations()).isEmpty();
  }

  private static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  private static Money eur(String amount) {
    return Money.of(amount, "EUR");
  }

  private String bakersReference() {
    return CreditorReference.of(purses.wallets.ofBuyer(acme, BAKERY).wallet().id());
  }

  private List<Entry> waiting() {
    return entries.list(acme, Entry.State.UNMATCHED, Entry.ORDERS.first(), 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "04", "06", "08", "10", "13"})
  void money_with_the_wallets_reference_is_credited_in_every_version(String version) {
    var file =
        new Camt(version)
            .credit(
                "12.50", "EUR", "Bakery &amp; Söhne", BAKERS_BANK, "Top up " + bakersReference());

    var report = statements.read(acme, file.file());

    assertThat(report.posted()).isEqualTo(1);
    assertThat(report.bad()).isEmpty();
    assertThat(report.statements().get(0).version()).isEqualTo("camt.053.001." + version);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("12.5 EUR");
    var entry = entries.list(acme, Entry.State.POSTED, Entry.ORDERS.first(), 10).get(0);
    assertThat(entry.payer()).isEqualTo("Bakery & Söhne");
    assertThat(entry.payerAccount()).isEqualTo(BAKERS_BANK);
  }

  @Test
  void the_same_file_and_the_same_entry_in_another_file_post_once() {
    var one =
        new Camt("08")
            .entry("10", "EUR", "CRDT", false, "B-1", "Bakery", BAKERS_BANK, bakersReference())
            .credit("5", "EUR", "Bakery", BAKERS_BANK, bakersReference());
    var longer =
        new Camt("08")
            .credit("7", "EUR", "Bakery", BAKERS_BANK, bakersReference())
            .credit("5", "EUR", "Bakery", BAKERS_BANK, bakersReference())
            .entry("10.00", "EUR", "CRDT", false, "B-1", "BAKERY GMBH", BAKERS_BANK, "enriched");

    statements.read(acme, one.file());
    var again = statements.read(acme, one.file());
    var overlapping = statements.read(acme, longer.file());

    assertThat(again.posted()).isZero();
    assertThat(again.repeated()).isEqualTo(2);
    assertThat(overlapping.posted()).isEqualTo(1);
    assertThat(overlapping.repeated()).isEqualTo(2);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("22 EUR");
  }

  @Test
  void two_payments_that_look_alike_are_two() {
    var file =
        new Camt("02")
            .credit("5", "EUR", "Bakery", BAKERS_BANK, bakersReference())
            .credit("5", "EUR", "Bakery", BAKERS_BANK, bakersReference());

    assertThat(statements.read(acme, file.file()).posted()).isEqualTo(2);
    assertThat(statements.read(acme, file.file()).posted()).isZero();
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
  }

  @Test
  void proformas_are_found_partly_paid_paid_and_overpaid() {
    var demand = demands.open(acme, BAKERY, "PF-2026/00017", eur("100"), 4711);

    statements.read(
        acme,
        new Camt("08")
            .credit("60", "EUR", "Bakery", BAKERS_BANK, "Proforma PF 2026 00017, services")
            .file());
    assertThat(demands.get(acme, demand).orElseThrow().isPaid()).isFalse();
    statements.read(
        acme, new Camt("08").credit("55", "EUR", "Bakery", BAKERS_BANK, "pf-2026-00017").file());

    var after = demands.get(acme, demand).orElseThrow();
    assertThat(after.isPaid()).isTrue();
    assertThat(after.paid()).isEqualTo(eur("115"));
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("115 EUR");
    assertThat(paid).extracting(Demands.Paid::change).containsExactly(eur("60"), eur("55"));
    assertThat(paid.get(1).demand().documentId()).isEqualTo(4711);
  }

  @Test
  void an_issued_proforma_is_found_by_its_number() {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO document (id, kind, issuer_id, recipient_id, seller_id, buyer_id,"
                        + " issue_key, series, sequence, number, issued_on, language, currency,"
                        + " net, tax, gross, sheet, hash, created_by, created_at) VALUES (900,"
                        + " 'PROFORMA', ?, ?, ?, ?, 'p', 'PF-2026', 42, 'PF-2026-00042',"
                        + " '2026-02-20', 'uk', 'EUR', 10000000, 2000000, 12000000, '{}',"
                        + " UNHEX(REPEAT('0', 64)), '', '2026-02-20')",
                    ACME,
                    BAKERY,
                    ACME,
                    BAKERY));

    var report =
        statements.read(
            acme,
            new Camt("08").credit("12", "EUR", "Bakery", BAKERS_BANK, "PF-2026-00042").file());

    assertThat(report.posted()).isEqualTo(1);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("12 EUR");
    assertThat(paid.get(0).demand().documentId()).isEqualTo(900);
  }

  @Test
  void a_demand_opened_twice_is_one_and_a_used_reference_is_refused() {
    var first = demands.open(acme, BAKERY, "PF-1001", eur("100"), 1);

    assertThat(demands.open(acme, BAKERY, "pf 1001", eur("100"), 1)).isEqualTo(first);
    assertFault(Fault.Kind.CONFLICT, () -> demands.open(acme, DENTIST, "PF-1001", eur("100"), 1));
    assertFault(Fault.Kind.INVALID, () -> demands.open(acme, BAKERY, "PF-1", eur("100"), 1));
    assertFault(Fault.Kind.INVALID, () -> demands.open(acme, BAKERY, "Proforma", eur("1"), 1));
    demands.cancel(acme, first);
    statements.read(acme, new Camt("08").credit("100", "EUR", "B", BAKERS_BANK, "PF-1001").file());
    assertThat(waiting()).extracting(Entry::reason).containsExactly("no-reference");
  }

  @Test
  void what_names_nobody_or_two_or_comes_in_another_currency_waits_for_a_person() {
    demands.open(acme, DENTIST, "PF-2026-18", eur("5"), 0);
    var studio =
        CreditorReference.of(purses.wallets.ofBuyer(test.owner(NOVA), STUDIO).wallet().id());

    var report =
        statements.read(
            acme,
            new Camt("08")
                .credit("1", "EUR", "Stranger", "", "hello")
                .credit("2", "EUR", "Two", "", "PF-2026-18 " + bakersReference())
                .credit("3", "USD", "Bakery", "", bakersReference())
                .credit("4", "EUR", "Studio", "", studio)
                .entry("6", "EUR", "DBIT", false, "", "Landlord", "", "Rent")
                .file());

    assertThat(report.posted()).isZero();
    assertThat(report.unmatched()).isEqualTo(4);
    assertThat(report.setAside()).isEqualTo(1);
    assertThat(waiting())
        .extracting(Entry::reason)
        .containsExactly("no-reference", "currency", "two-matches", "no-reference");
    assertThat(purses.transfers("TOP_UP")).isZero();
  }

  @Test
  void a_person_assigns_once_and_the_account_is_remembered() {
    statements.read(
        acme, new Camt("08").credit("9", "EUR", "Bakery", BAKERS_BANK, "thanks").file());
    var id = waiting().get(0).id();

    assertFault(Fault.Kind.NOT_FOUND, () -> entries.assign(acme, id, STUDIO));
    assertFault(Fault.Kind.NOT_FOUND, () -> entries.assign(test.owner(NOVA), id, STUDIO));
    assertFault(
        Fault.Kind.NOT_ALLOWED, () -> entries.assign(test.scope(ACME, Role.MANAGER), id, BAKERY));
    entries.assign(acme, id, BAKERY);
    assertFault(Fault.Kind.CONFLICT, () -> entries.assign(acme, id, DENTIST));
    assertFault(Fault.Kind.CONFLICT, () -> entries.setAside(acme, id, "no"));
    demands.open(acme, BAKERY, "PF-2026-20", eur("11"), 0);
    statements.read(
        acme,
        new Camt("08")
            .credit("11", "EUR", "Bakery", BAKERS_BANK, "second")
            .credit("12", "EUR", "Bakery", BAKERS_BANK, "third")
            .file());

    assertThat(purses.available(ACME, BAKERY)).isEqualTo("20 EUR");
    assertThat(waiting()).extracting(Entry::suggestedId).containsExactly(BAKERY);
    assertThat(paid).hasSize(1);
  }

  @Test
  void what_is_set_aside_says_why_and_can_still_be_assigned() {
    statements.read(acme, new Camt("08").credit("9", "EUR", "Tax office", "", "refund").file());
    var id = waiting().get(0).id();

    assertFault(Fault.Kind.INVALID, () -> entries.setAside(acme, id, " "));
    assertThat(entries.setAside(acme, id, "tax").note()).isEqualTo("tax");
    assertThat(waiting()).isEmpty();
    assertThat(entries.assign(acme, id, BAKERY).state()).isEqualTo(Entry.State.POSTED);
  }

  @Test
  void a_reversal_takes_back_what_came_even_in_one_file_and_once() {
    var demand = demands.open(acme, BAKERY, "PF-2026-21", eur("10"), 0);
    var file =
        new Camt("08")
            .entry("10", "EUR", "DBIT", true, "R-1", "Bakery", BAKERS_BANK, "PF-2026-21")
            .entry("10", "EUR", "CRDT", false, "B-1", "Bakery", BAKERS_BANK, "PF-2026-21");

    var report = statements.read(acme, file.file());
    statements.read(acme, file.file());

    assertThat(report.posted()).isEqualTo(2);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(purses.transfers("REVERSAL")).isEqualTo(1);
    assertThat(demands.get(acme, demand).orElseThrow().paid()).isEqualTo(eur("0"));
  }

  @Test
  void a_reversal_before_its_entry_waits_and_is_found_when_looked_for_again() {
    statements.read(
        acme,
        new Camt("08")
            .entry("10", "EUR", "DBIT", true, "", "Bakery", BAKERS_BANK, bakersReference())
            .file());
    assertThat(waiting()).extracting(Entry::reason).containsExactly("no-original");
    statements.read(
        acme, new Camt("08").credit("10", "EUR", "Bakery", BAKERS_BANK, bakersReference()).file());

    assertThat(entries.again(acme)).isEqualTo(1);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
  }

  @ParameterizedTest
  @CsvSource({
    "INV-1, false, BAKERY",
    "INV-2, true, DENTIST",
    "NOTPROVIDED, true, BAKERY",
    "INV-9, true, NOBODY",
    "NOTPROVIDED, false, NOBODY"
  })
  void of_two_that_pay_alike_the_one_that_the_reversal_names_pays_back(
      String endToEnd, boolean isAccountGiven, String who) {
    var words = "Payment for SMS";
    var numbered = !endToEnd.equals("NOTPROVIDED");
    statements.read(acme, alike(numbered ? "INV-1" : "", BAKERS_BANK, words).file());
    entries.assign(acme, waiting().get(0).id(), BAKERY);
    statements.read(acme, alike(numbered ? "INV-2" : "", "DE-2", words).file());
    entries.assign(acme, waiting().get(0).id(), DENTIST);
    var account = isAccountGiven ? who.equals("DENTIST") ? "DE-2" : BAKERS_BANK : "";

    statements.read(
        acme,
        new Camt("08")
            .entry("1000", "EUR", "DBIT", true, "R-1", endToEnd, "", account, words)
            .file());

    assertThat(purses.available(ACME, BAKERY))
        .isEqualTo(who.equals("BAKERY") ? "0 EUR" : "1000 EUR");
    assertThat(purses.available(ACME, DENTIST))
        .isEqualTo(who.equals("DENTIST") ? "0 EUR" : "1000 EUR");
    assertThat(waiting())
        .extracting(Entry::reason)
        .isEqualTo(
            !who.equals("NOBODY")
                ? List.of()
                : List.of(numbered ? "no-original" : "two-originals"));
  }

  private static Camt alike(String endToEnd, String account, String words) {
    return new Camt("08")
        .entry("1000", "EUR", "CRDT", false, "", endToEnd, "Payer", account, words);
  }

  @Test
  void each_bad_entry_is_told_with_its_number_and_the_good_ones_go_in() {
    var good = "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-27</Dt></BookgDt>";
    var batch =
        "<NtryDtls><TxDtls><Amt"
            + " Ccy=\"EUR\">%s</Amt><RmtInf><Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd></RmtInf></TxDtls><TxDtls><Amt"
            + " Ccy=\"EUR\">4</Amt></TxDtls></NtryDtls>";
    var reference = bakersReference().replace(" ", "");
    var file =
        new Camt("04")
            .raw("<Amt Ccy=\"EUR\">-1</Amt>" + good)
            .raw("<Amt Ccy=\"eur\">1</Amt>" + good)
            .raw("<Amt Ccy=\"EUR\">0.00</Amt>" + good)
            .raw("<Amt Ccy=\"EUR\">1</Amt>" + good.replace("BOOK", "PDNG"))
            .raw("<Amt Ccy=\"EUR\">1</Amt>" + good.replace("2026-02-27", "yesterday"))
            .raw("<Amt Ccy=\"EUR\">1</Amt>" + good.replace("CRDT", "IN"))
            .raw("<Amt Ccy=\"EUR\">10</Amt>" + good + batch.formatted("5", reference))
            .raw("<Amt Ccy=\"EUR\">10</Amt>" + good + batch.formatted("6", reference));

    var report = statements.read(acme, file.file());

    assertThat(report.bad())
        .extracting(Statements.Bad::number)
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(report.bad())
        .allSatisfy(
            bad ->
                assertThat(
                        Texts.in(java.util.Locale.ENGLISH).of(bad.key(), bad.arguments().toArray()))
                    .isNotBlank());
    assertThat(report.posted()).isEqualTo(1);
    assertThat(report.unmatched()).isEqualTo(1);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("6 EUR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"/>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.01\"/>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>",
        "<!DOCTYPE Document SYSTEM \"file:///etc/passwd\"><Document"
            + " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>"
      })
  void what_is_no_statement_is_refused_whole(String text) {
    assertFault(
        Fault.Kind.INVALID,
        () ->
            statements.read(acme, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    assertThat(statements.list(acme, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void entities_are_refused_and_a_broken_end_lets_nothing_in() {
    var good = new Camt("08").credit("5", "EUR", "B", "", bakersReference()).text();
    var head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    var bomb =
        head
            + "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
            + "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + good.substring(head.length()).replace("hello", "&x;&b;");
    for (var text :
        List.of(bomb, good.substring(0, good.length() - 30), good.replace("RF", "&x;"))) {
      assertFault(
          Fault.Kind.INVALID,
          () ->
              statements.read(
                  acme, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }
    assertThat(purses.transfers("TOP_UP")).isZero();
    assertThat(entries.list(acme, null, Entry.ORDERS.first(), 10)).isEmpty();
  }

  @Test
  void nobody_sees_the_statements_of_another_seller() {
    statements.read(acme, new Camt("08").credit("5", "EUR", "B", "", "x").file());
    var entry = waiting().get(0).id();
    var statement = statements.list(acme, Long.MAX_VALUE, 10).get(0).id();

    assertThat(statements.list(test.owner(NOVA), Long.MAX_VALUE, 10)).isEmpty();
    assertThat(entries.list(test.owner(NOVA), null, Entry.ORDERS.first(), 10)).isEmpty();
    assertFault(Fault.Kind.NOT_FOUND, () -> entries.get(test.owner(NOVA), entry));
    assertFault(Fault.Kind.NOT_FOUND, () -> statements.get(test.owner(NOVA), statement));
    assertFault(
        Fault.Kind.CONFLICT, () -> statements.read(test.owner(BAKERY), new Camt("08").file()));
  }
}
