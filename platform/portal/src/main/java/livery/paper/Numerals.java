package livery.paper;

import java.util.List;

/**
 * The words of numbers in a language.
 *
 * @param and between whole and coins, with the space behind it
 * @param units from 1 to 19, masculine
 * @param tens from 20 to 90
 * @param hundreds from 100 to 900
 * @param feminine 1 and 2 of feminine things
 * @param neuter 1 of neuter things
 * @param powers from a thousand on: the forms for one, few and many
 */
record Numerals(
    String zero,
    String minus,
    String and,
    List<String> units,
    List<String> tens,
    List<String> hundreds,
    List<String> feminine,
    String neuter,
    List<List<String>> powers) {

  private static final Numerals ENGLISH =
      new Numerals(
          "zero",
          "minus",
          "and ",
          words(
              "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen"),
          words("twenty thirty forty fifty sixty seventy eighty ninety"),
          List.of(),
          words("one two"),
          "one",
          List.of(words("thousand"), words("million"), words("billion"), words("trillion")));

  private static final Numerals UKRAINIAN =
      new Numerals(
          "нуль",
          "мінус",
          "",
          words(
              "один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять"
                  + " тринадцять чотирнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять"
                  + " дев’ятнадцять"),
          words("двадцять тридцять сорок п’ятдесят шістдесят сімдесят вісімдесят дев’яносто"),
          words("сто двісті триста чотириста п’ятсот шістсот сімсот вісімсот дев’ятсот"),
          words("одна дві"),
          "одне",
          List.of(
              words("тисяча тисячі тисяч"),
              words("мільйон мільйони мільйонів"),
              words("мільярд мільярди мільярдів"),
              words("трильйон трильйони трильйонів")));

  private static final Numerals RUSSIAN =
      new Numerals(
          "ноль",
          "минус",
          "",
          words(
              "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
                  + " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать"
                  + " девятнадцать"),
          words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"),
          words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"),
          words("одна две"),
          "одно",
          List.of(
              words("тысяча тысячи тысяч"),
              words("миллион миллиона миллионов"),
              words("миллиард миллиарда миллиардов"),
              words("триллион триллиона триллионов")));

  private static List<String> words(String all) {
    return List.of(all.split(" "));
  }

  static Numerals of(String language) {
    return switch (language) {
      case "uk" -> UKRAINIAN;
      case "ru" -> RUSSIAN;
      default -> ENGLISH;
    };
  }

  /**
   * Three digits with the name of their power.
   *
   * @param group from 1 to 999
   * @param power 0 for ones, 1 for thousands
   * @param gender m, f or n, of what is counted
   */
  String group(int group, int power, char gender) {
    var words = new StringBuilder();
    var rest = group;
    if (rest >= 100) {
      words.append(hundred(rest / 100)).append(' ');
      rest %= 100;
    }
    if (rest >= 20) {
      words.append(tens.get(rest / 10 - 2));
      rest %= 10;
      words.append(rest > 0 && hundreds.isEmpty() ? '-' : ' ');
    }
    if (rest > 0) {
      // A thousand is feminine in both Slavic languages, a million is not.
      words.append(unit(rest, power == 0 ? gender : power == 1 ? 'f' : 'm')).append(' ');
    }
    if (power > 0) {
      words.append(form(powers.get(power - 1), group));
    }
    return words.toString().strip();
  }

  private String hundred(int number) {
    return hundreds.isEmpty() ? units.get(number - 1) + " hundred" : hundreds.get(number - 1);
  }

  private String unit(int number, char gender) {
    if (gender == 'f' && number <= feminine.size()) {
      return feminine.get(number - 1);
    }
    return gender == 'n' && number == 1 ? neuter : units.get(number - 1);
  }

  private static String form(List<String> forms, int number) {
    var last = number % 10;
    var teen = number % 100 / 10 == 1;
    var index = teen || last == 0 || last > 4 ? 2 : last == 1 ? 0 : 1;
    return forms.get(Math.min(index, forms.size() - 1));
  }
}
