package livery.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import livery.billing.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uk | UAH | 0            | Нуль гривень 00 копійок
          uk | UAH | 1            | Одна гривня 00 копійок
          uk | UAH | 2.01         | Дві гривні 01 копійка
          uk | UAH | 5.02         | П’ять гривень 02 копійки
          uk | UAH | 11.11        | Одинадцять гривень 11 копійок
          uk | UAH | 12           | Дванадцять гривень 00 копійок
          uk | UAH | 21.21        | Двадцять одна гривня 21 копійка
          uk | UAH | 111          | Сто одинадцять гривень 00 копійок
          uk | UAH | 1001.50      | Одна тисяча одна гривня 50 копійок
          uk | UAH | 2002         | Дві тисячі дві гривні 00 копійок
          uk | UAH | 40019        | Сорок тисяч дев’ятнадцять гривень 00 копійок
          uk | UAH | 1000000      | Один мільйон гривень 00 копійок
          uk | UAH | 2000001      | Два мільйони одна гривня 00 копійок
          uk | UAH | 100000000000 | Сто мільярдів гривень 00 копійок
          uk | EUR | 1            | Одне євро 00 центів
          uk | EUR | 1001.04      | Одна тисяча одне євро 04 центи
          uk | USD | 22           | Двадцять два долари США 00 центів
          ru | RUB | 1            | Один рубль 00 копеек
          ru | RUB | 2.01         | Два рубля 01 копейка
          ru | RUB | 1234.52      | Одна тысяча двести тридцать четыре рубля 52 копейки
          ru | RUB | 5000000000   | Пять миллиардов рублей 00 копеек
          ru | UAH | 341.43       | Триста сорок одна гривна 43 копейки
          ru | UAH | 2002         | Две тысячи две гривны 00 копеек
          ru | KZT | 3.05         | Три тенге 05 тиынов
          ru | EUR | 1            | Один евро 00 центов
          ru | PLN | 14           | Четырнадцать злотых 00 грошей
          en | UAH | 1            | One hryvnia and 00 kopiykas
          en | UAH | 1.01         | One hryvnia and 01 kopiyka
          en | EUR | 0.05         | Zero euros and 05 cents
          en | USD | 1234.50      | One thousand two hundred thirty-four US dollars and 50 cents
          en | GBP | 100.01       | One hundred pounds sterling and 01 penny
          en | EUR | 2000021      | Two million twenty-one euros and 00 cents
          """)
  void an_amount_takes_the_forms_that_its_language_wants(
      String language, String currency, String amount, String expected) {
    assertThat(InWords.of(Money.of(amount, currency), language)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "uk, -2.00, Мінус дві гривні 00 копійок",
    "ru, -1.00, Минус одна гривна 00 копеек",
    "en, -1.50, Minus one hryvnia and 50 kopiykas",
    "uk, 0.999999, Одна гривня 00 копійок",
    "uk, 0.994999, Нуль гривень 99 копійок"
  })
  void a_debt_says_so_and_parts_of_a_coin_are_rounded(
      String language, String amount, String expected) {
    assertThat(InWords.of(Money.of(amount, "UAH"), language)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "UZS, 12.50, Двенадцать UZS 50/100",
    "JPY, 12, Двенадцать JPY",
    "KWD, 1.005, Один KWD 005/1000"
  })
  void a_currency_without_words_is_named_by_its_code(
      String currency, String amount, String expected) {
    assertThat(InWords.of(Money.of(new BigDecimal(amount), currency), "ru")).isEqualTo(expected);
  }
}
