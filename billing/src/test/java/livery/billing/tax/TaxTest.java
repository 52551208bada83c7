package livery.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.tax.TaxRule.InclusiveRounding;
import livery.billing.tax.TaxRule.Regime;
import livery.billing.tax.TaxRule.RoundAt;
import livery.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxTest {

  private static final long SEED = Seed.of(TaxTest.class);

  private static Money money(String amount) {
    return Money.of(amount, "UAH");
  }

  private static List<Money> all(String... amounts) {
    return Arrays.stream(amounts).map(TaxTest::money).toList();
  }

  private static String shown(Taxed taxed) {
    return "%s+%s=%s"
        .formatted(
            taxed.net().toBigDecimal().setScale(2),
            taxed.tax().toBigDecimal().setScale(2),
            taxed.gross().toBigDecimal().setScale(2));
  }

  @ParameterizedTest(name = "{0} with {1} % inside, rounding {2}: {3}")
  @CsvSource({
    // Zuora, tax inclusive mode: 2.99 / 1.04 = 2.875, 2.99 × 0.04 / 1.04 = 0.115
    "2.99, 4, NET, 2.88+0.11=2.99", "2.99, 4, TAX, 2.87+0.12=2.99",
    "120, 20, NET, 100.00+20.00=120.00", "120, 20, TAX, 100.00+20.00=120.00",
    "0.01, 20, NET, 0.01+0.00=0.01", "0.01, 20, TAX, 0.01+0.00=0.01",
    "100, 0, NET, 100.00+0.00=100.00", "0, 20, TAX, 0.00+0.00=0.00"
  })
  void a_gross_price_is_taken_apart(
      String price, String percent, InclusiveRounding rounding, String parts) {
    var rule = TaxRule.inclusive(percent).withInclusiveRounding(rounding);

    assertThat(shown(rule.tax(money(price)))).isEqualTo(parts);
  }

  @Test
  void tax_is_rounded_for_each_line_or_once_for_the_document() {
    var rule = TaxRule.exclusive("20");
    var lines = all("0.03", "0.03", "0.03");

    var byLine = rule.withRoundAt(RoundAt.LINE).document(lines);
    var once = rule.document(lines);

    // 0.006 a line is 0.01 three times; 0.018 in all is 0.02
    assertThat(shown(byLine.total())).isEqualTo("0.09+0.03=0.12");
    assertThat(shown(once.total())).isEqualTo("0.09+0.02=0.11");
    assertThat(once.lines())
        .extracting(TaxTest::shown)
        .containsExactly("0.03+0.01=0.04", "0.03+0.01=0.04", "0.03+0.00=0.03");
  }

  @Test
  void exact_lines_are_rounded_once_where_the_document_is() {
    var lines = all("0.333333", "0.333333", "0.333334");

    assertThat(shown(TaxRule.exclusive("0").document(lines).total())).startsWith("1.00");
    assertThat(shown(TaxRule.exclusive("0").withRoundAt(RoundAt.LINE).document(lines).total()))
        .startsWith("0.99");
  }

  @Test
  void a_seller_that_pays_no_vat_adds_none() {
    for (var regime : List.of(Regime.NOT_A_PAYER, Regime.ZERO_RATED, Regime.REVERSE_CHARGE)) {
      assertThat(shown(TaxRule.none(regime).tax(money("10")))).isEqualTo("10.00+0.00=10.00");
      assertThatThrownBy(
              () -> new TaxRule(regime, BigDecimal.TEN, false, InclusiveRounding.NET, RoundAt.LINE))
          .hasMessageContaining("a tax of 0 %, not 10 %");
    }
  }

  @Test
  void lines_always_add_up_to_the_document() {
    var random = new Random(SEED);
    for (var round = 0; round < 5_000; round++) {
      var rule =
          new TaxRule(
              Regime.VAT,
              BigDecimal.valueOf(random.nextInt(3_000), 2),
              random.nextBoolean(),
              InclusiveRounding.values()[random.nextInt(2)],
              RoundAt.values()[random.nextInt(2)]);
      var lines = new ArrayList<Money>();
      for (var i = 0; i <= random.nextInt(9); i++) {
        lines.add(new Money(random.nextInt(40_000_000), round % 3 == 0 ? "JPY" : "UAH"));
      }
      var document = rule.document(lines);
      var name = "seed " + SEED + " " + rule + " " + lines;

      assertThat(document.lines().stream().reduce(Taxed::plus)).as(name).hasValue(document.total());
      var notes = Creditable.of(document);
      var credited =
          Taxed.of(Money.zero(lines.get(0).currency()), Money.zero(lines.get(0).currency()));
      while (!notes.total().net().isZero()) {
        var parts = new ArrayList<Money>();
        for (var left : notes.left()) {
          var coin = lines.get(0).currency().equals("JPY") ? 1_000_000 : 10_000;
          var coins = left.net().micros() / coin;
          var part = random.nextInt(3) == 0 ? coins : (long) (coins * random.nextDouble());
          parts.add(new Money(part * coin, left.net().currency()));
        }
        if (parts.stream().anyMatch(part -> !part.isZero())) {
          var note = notes.credit(parts);
          credited = credited.plus(note.total());
          notes = note.after();
          assertThat(note.lines()).as(name).noneMatch(line -> line.tax().isNegative());
        }
      }
      assertThat(credited.net()).as(name).isEqualTo(document.total().net());
      if (!credited.net().isZero()) {
        assertThat(credited.tax()).as(name).isEqualTo(document.total().tax());
      }
    }
  }

  /** Lago: coupon shared over the fees, then tax, then credit notes, then prepaid credits. */
  @ParameterizedTest(name = "discount {0}, notes {1}, prepaid {2}: {3} due {4}")
  @CsvSource({
    "0, 0, 0, 30.00+6.00=36.00, 36", "10, 0, 0, 20.00+4.00=24.00, 24",
    "10, 5, 0, 20.00+4.00=24.00, 19", "10, 5, 100, 20.00+4.00=24.00, 0",
    "99, 0, 0, 0.00+0.00=0.00, 0", "0, 100, 3, 30.00+6.00=36.00, 0",
    "0.01, 0, 0, 29.99+6.00=35.99, 35.99"
  })
  void a_document_is_added_up_in_order(
      String discount, String notes, String prepaid, String total, String due) {
    var totals =
        DocumentTotals.of(
            all("10", "20"),
            money(discount),
            TaxRule.exclusive("20"),
            money(notes),
            money(prepaid));

    assertThat(shown(totals.document().total())).isEqualTo(total);
    assertThat(totals.due()).isEqualTo(money(due));
  }

  @ParameterizedTest(name = "of 36.00, notes of {0} and {1} prepaid leave {2}")
  @CsvSource({"0.009999, 0, 36", "5.019999, 0, 30.99", "0, 1.239999, 34.77", "99, 1, 0"})
  void whole_coins_are_set_off_so_that_what_is_due_can_be_paid(
      String notes, String prepaid, String due) {
    var totals =
        DocumentTotals.of(
            all("10", "20"), money("0"), TaxRule.exclusive("20"), money(notes), money(prepaid));

    assertThat(totals.due()).isEqualTo(money(due));
  }

  /**
   * 0.49 with 99 % inside has 0.24 of tax; by exact shares the fifth line, of nothing, got 0.01.
   */
  @Test
  void no_line_has_more_tax_inside_than_its_price() {
    var lines =
        all("0.066845", "0.161284", "0.00667", "0.129033", "0.000106", "0.017265", "0.108265");

    var document = TaxRule.inclusive("99").document(lines);

    assertThat(document.lines()).noneMatch(line -> line.net().isNegative());
    assertThat(document.lines().stream().reduce(Taxed::plus)).hasValue(document.total());
  }

  /**
   * Stripe, docs.stripe.com/api/credit_notes: pre_payment_amount lowers what is due, not below 0;
   * refund, customer balance and out of band make post_payment_amount exactly.
   */
  @ParameterizedTest(name = "{0} credited, {1} due: {2} + {3} + {4} after {5}")
  @CsvSource({
    "30, 100, 0, 0, 0, 30", "30, 30, 0, 0, 0, 30", "30, 10, 20, 0, 0, 10",
    "30, 0, 5, 15, 10, 0", "30, 29.99, 0, 0.01, 0, 29.99", "0, 5, 0, 0, 0, 0"
  })
  void stripe_a_credit_note_lowers_what_is_due_and_gives_back_the_rest(
      String total, String due, String refund, String balance, String elsewhere, String owed) {
    var split =
        CreditSplit.of(money(total), money(due), money(refund), money(balance), money(elsewhere));

    assertThat(split.prePayment()).isEqualTo(money(owed));
    assertThat(CreditSplit.toBalance(money(total), money(due)).balance())
        .isEqualTo(money(total).minus(money(owed)));
  }

  @ParameterizedTest(name = "{0} credited, {1} due, {2} + {3} + {4}: {5}")
  @CsvSource({
    "30, 10, 19.99, 0, 0, 'Of 30 UAH credited 20 UAH was paid, but 19.99 UAH refunded'",
    "30, 10, 20, 0.01, 0, make 20.01 UAH",
    "30, 30, 0, 0, 1, 0 UAH was paid",
    "30, 0, 31, -1, 0, 'What the balance is credited is 0 or more, not -1 UAH'",
    "-1, 0, 0, 0, 0, A credit note is 0 or more",
    "1, -1, 1, 0, 0, The amount due is 0 or more"
  })
  void a_credit_note_that_does_not_go_out_even_is_refused(
      String total, String due, String refund, String balance, String elsewhere, String text) {
    assertThatThrownBy(
            () ->
                CreditSplit.of(
                    money(total), money(due), money(refund), money(balance), money(elsewhere)))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining(text);
  }

  @Test
  void the_last_credit_note_takes_the_rest_of_the_tax_and_no_more() {
    var notes = Creditable.of(TaxRule.exclusive("20").document(all("0.10")));

    var first = notes.credit(all("0.03"));
    var second = first.after().credit(all("0.03"));
    var third = second.after().credit(all("0.04"));

    assertThat(shown(first.total())).isEqualTo("0.03+0.01=0.04");
    assertThat(shown(second.total())).isEqualTo("0.03+0.01=0.04");
    assertThat(shown(third.total())).isEqualTo("0.04+0.00=0.04");
    assertThat(third.after().isUsedUp()).isTrue();
    assertThat(second.after().isUsedUp()).isFalse();
    assertThatThrownBy(() -> third.after().credit(all("0.01")))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("Row 1: 0 to 0 UAH can be credited");
    assertThatThrownBy(() -> notes.credit(all("0.11"))).hasMessageContaining("0 to 0.1 UAH");
    assertThatThrownBy(() -> notes.credit(all("-0.01"))).hasMessageContaining("Row 1");
    assertThatThrownBy(() -> notes.credit(all("0.011"))).hasMessageContaining("in coins");
    assertThatThrownBy(() -> notes.credit(all("0"))).hasMessageContaining("something");
  }

  @Test
  void bad_lines_are_refused_with_the_row_named() {
    var rule = TaxRule.exclusive("20");

    assertThatThrownBy(() -> rule.document(all("1", "-1"))).hasMessageContaining("Row 2");
    assertThatThrownBy(() -> rule.document(List.of(money("1"), Money.of("1", "EUR"))))
        .hasMessageContaining("Row 2");
    assertThatThrownBy(() -> rule.document(List.of())).hasMessageContaining("at least one line");
    assertThatThrownBy(() -> TaxRule.exclusive("101")).hasMessageContaining("0 to 100");
    assertThatThrownBy(() -> TaxRule.exclusive("-1")).hasMessageContaining("0 to 100");
  }

  @Test
  void how_it_rounds_is_told_and_not_guessed() {
    assertThatThrownBy(() -> new TaxRule(Regime.VAT, BigDecimal.TEN, true, null, RoundAt.LINE))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("The rounding of gross prices is missing");
    assertThatThrownBy(
            () -> new TaxRule(Regime.VAT, BigDecimal.TEN, true, InclusiveRounding.NET, null))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessage("The rounding of documents is missing");
  }

  @Test
  void notes_say_what_the_ledger_gave_back() {
    var random = new Random(SEED);
    for (var round = 0; round < 3_000; round++) {
      var inside = random.nextBoolean();
      var rule =
          new TaxRule(
              Regime.VAT,
              BigDecimal.valueOf(random.nextInt(30)),
              inside,
              random.nextBoolean() ? InclusiveRounding.NET : InclusiveRounding.TAX,
              RoundAt.DOCUMENT);
      var ledger = new ArrayList<Money>();
      for (var i = random.nextInt(5); i >= 0; i--) {
        ledger.add(new Money(random.nextInt(random.nextBoolean() ? 3_000_000 : 30_000), "UAH"));
      }
      var notes = Creditable.of(rule.document(ledger));
      var credited = Money.zero("UAH");
      var moved = Money.zero("UAH");
      for (var turn = 0; turn < 6; turn++) {
        var back = back(random, ledger, turn == 5);
        var given = sum(back);
        var amounts = notes.given(ledger, back, inside);
        var said = sum(amounts);
        var coins = Math.abs(said.micros() - given.micros());
        assertThat(coins).as("seed " + SEED).isLessThan(10_000);
        if (given.micros() % 10_000 == 0) {
          assertThat(said).as("seed " + SEED).isEqualTo(given);
        }
        for (var i = 0; i < back.size(); i++) {
          ledger.set(i, ledger.get(i).minus(back.get(i)));
        }
        moved = moved.plus(given);
        credited = credited.plus(said);
        assertThat(Math.abs(credited.micros() - moved.micros())).isLessThanOrEqualTo(10_000);
        if (!said.isZero()) {
          var note = inside ? notes.creditGross(amounts) : notes.credit(amounts);
          assertThat(inside ? note.total().gross() : note.total().net()).isEqualTo(said);
          note.lines().forEach(TaxTest::isWhole);
          note.after().left().forEach(TaxTest::isWhole);
          notes = note.after();
        }
      }
      assertThat(notes.isUsedUp()).as("seed " + SEED).isTrue();
    }
  }

  private static void isWhole(Taxed line) {
    assertThat(line.net().isNegative() || line.tax().isNegative()).as("seed " + SEED).isFalse();
  }

  /** Whole coins, any part, or all that is left. */
  private static List<Money> back(Random random, List<Money> ledger, boolean all) {
    var back = new ArrayList<Money>();
    var whole = random.nextBoolean();
    for (var left : ledger) {
      var part = all ? left.micros() : random.nextLong(left.micros() + 1);
      var step = whole && !all ? part / 10_000 * 10_000 : part;
      back.add(new Money(random.nextInt(3) == 0 && !all ? 0 : step, left.currency()));
    }
    return back;
  }

  private static Money sum(List<Money> amounts) {
    return amounts.stream().reduce(Money.zero("UAH"), Money::plus);
  }
}
