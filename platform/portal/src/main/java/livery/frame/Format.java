package livery.frame;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Collator;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How money, numbers, phones and times are written for the reader of this request: {@code
 * #{f.money(row.micros(), row.currency())}}. Times are shown in the tenant's zone and may be an
 * {@link Instant}, or a {@link LocalDateTime} or {@link java.util.Date} in UTC as the database has
 * it. Null is written as a dash.
 */
@Named("f")
@RequestScoped
public class Format {

  private static final String NONE = "–";
  private static final long MICROS = 1_000_000;
  private static final int MOST_DIGITS = 6;
  private static final int RATE_DIGITS = 10;

  /** Signs that everybody reads, also where a locale would spell the code. */
  private static final Map<String, String> SIGNS =
      Map.of("EUR", "€", "USD", "$", "GBP", "£", "UAH", "₴", "PLN", "zł", "KZT", "₸", "JPY", "¥");

  /** Between a sign and what it belongs to: a line does not end there, and nothing is seen. */
  private static final String JOINED = "\u2060";

  private final Locale locale;
  private final ZoneId zone;
  private final Clock clock;

  /** Whether a browser breaks the lines; a paper has no letter for {@link #JOINED}. */
  private final boolean page;

  @Inject
  public Format(Frame frame, Clock clock) {
    this(frame.locale(), frame.zone(), clock, true);
  }

  protected Format() {
    this(Locale.ENGLISH, ZoneOffset.UTC, Clock.systemUTC(), true);
  }

  private Format(Locale locale, ZoneId zone, Clock clock, boolean page) {
    this.page = page;
    // Plain English has the American order of day and month; Europe is where this is sold.
    this.locale = locale.getLanguage().equals("en") ? Locale.UK : locale;
    this.zone = zone;
    this.clock = clock;
  }

  /** The same for a reader outside a request: mails, documents, jobs. Immutable. */
  public static Format in(Locale locale, ZoneId zone, Clock clock) {
    return new Format(locale, zone, clock, false);
  }

  /** An amount in its currency, rounded to what can be paid: "€ 1,204.50". */
  public String money(Number micros, String currency) {
    return micros == null ? NONE : money(amountOf(micros), currency, digits(currency));
  }

  /** An exact amount in its currency, rounded to what can be paid: "€ 1,204.50". */
  public String coins(BigDecimal amount, String currency) {
    return money(amount, currency, digits(currency));
  }

  /** A price for one piece, with the digits below the smallest coin that it has: "€ 0.0325". */
  public String price(Number micros, String currency) {
    return micros == null ? NONE : unitPrice(amountOf(micros), currency);
  }

  /** A price of a price list, which may be finer than a micro-unit: "€ 0.00004125". */
  public String unitPrice(BigDecimal price, String currency) {
    var digits = price.stripTrailingZeros().scale();
    return money(price, currency, Math.max(digits(currency), digits));
  }

  /** A rate between two currencies, all its digits: "48.9075". */
  public String rate(BigDecimal rate) {
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(RATE_DIGITS);
    return format.format(rate);
  }

  private static BigDecimal amountOf(Number micros) {
    return BigDecimal.valueOf(micros.longValue(), MOST_DIGITS);
  }

  private String money(BigDecimal amount, String currency, int digits) {
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance(currency));
    if (SIGNS.containsKey(currency) && format instanceof DecimalFormat decimal) {
      var symbols = decimal.getDecimalFormatSymbols();
      symbols.setCurrencySymbol(SIGNS.get(currency));
      decimal.setDecimalFormatSymbols(symbols);
    }
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    var written = format.format(amount);
    return page ? written.replaceFirst("^-(?!\\d)", "-" + JOINED) : written;
  }

  /** Micro-units as a plain amount, for a column whose head names the currency: "1,204.50". */
  public String amount(Number micros) {
    if (micros == null) {
      return NONE;
    }
    var format = NumberFormat.getNumberInstance(locale);
    var payable = micros.longValue() % (MICROS / 100) == 0;
    format.setMinimumFractionDigits(payable ? 2 : 4);
    format.setMaximumFractionDigits(payable ? 2 : MOST_DIGITS);
    return format.format(BigDecimal.valueOf(micros.longValue(), MOST_DIGITS));
  }

  /** The same in a column whose amounts have all so many decimals: {@link #decimals}. */
  public String amount(Number micros, int decimals) {
    if (micros == null) {
      return NONE;
    }
    var format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(amountOf(micros));
  }

  /** How many decimals a column needs: the currency's own, more where an amount has more. */
  public static int decimals(String currency, LongStream micros) {
    var finest = micros.map(one -> amountOf(one).stripTrailingZeros().scale()).max().orElse(0);
    return (int) Math.max(digits(currency), finest);
  }

  private static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  /** A number with its groups: "12,408". */
  public String number(Number number) {
    return number == null ? NONE : NumberFormat.getInstance(locale).format(number);
  }

  /** A number with one digit after the point: "214.6". */
  public String decimal(Number number) {
    if (number == null) {
      return NONE;
    }
    var format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  /** A share between 0 and 1: "98.4 %". */
  public String percent(Number share) {
    if (share == null) {
      return NONE;
    }
    var format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(share);
  }

  /** A change with its sign: "+12.4%", "−3%". */
  public String change(Number share) {
    if (share == null) {
      return NONE;
    }
    var sign = share.doubleValue() > 0 ? "+" : share.doubleValue() < 0 ? "−" : "";
    return sign + percent(Math.abs(share.doubleValue()));
  }

  /** A phone number as people of its country read it; a short number or a name stays as it is. */
  public String phone(String number) {
    if (number == null || number.isBlank()) {
      return NONE;
    }
    var digits = number.startsWith("+") ? number.substring(1) : number;
    if (digits.length() < 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return number;
    }
    try {
      var phones = PhoneNumberUtil.getInstance();
      var parsed = phones.parse("+" + digits, null);
      return phones.isPossibleNumber(parsed)
          ? phones.format(parsed, PhoneNumberFormat.INTERNATIONAL)
          : number;
    } catch (NumberParseException noPhone) {
      return number;
    }
  }

  /** "22 Nov 2026", of a moment or of a day: a {@link LocalDate}, or ISO 8601 as text. */
  public String date(Object moment) {
    var format = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
    var day = day(moment);
    return day == null ? show(moment, format) : format.withLocale(locale).format(day);
  }

  private static LocalDate day(Object moment) {
    if (moment instanceof String text && text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return LocalDate.parse(text);
    }
    return moment instanceof LocalDate day ? day : null;
  }

  /** A day where the year is known, as under a chart: "22 Nov". */
  public String shortDate(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM", locale).format(day);
  }

  /** From the first day to the last: "1 Oct 2026 – 31 Oct 2026". */
  public String days(LocalDate first, LocalDate last) {
    return first.equals(last) ? date(first) : date(first) + " – " + date(last);
  }

  /** A month by its number, 202603: "March 2026". */
  public String period(int month) {
    return month(YearMonth.of(month / 100, month % 100));
  }

  /** "March 2026". */
  public String month(YearMonth month) {
    return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(month);
  }

  /** A month where the year is known: "Mar". */
  public String shortMonth(YearMonth month) {
    return DateTimeFormatter.ofPattern(month.getMonthValue() == 1 ? "LLL yyyy" : "LLL", locale)
        .format(month);
  }

  /** The name of a country by its two letters: "Ukraine". */
  public String country(String code) {
    return new Locale("", code).getDisplayCountry(locale);
  }

  /** Countries, two letters each, in the order in which the reader looks for their names. */
  public List<String> countries(Collection<String> codes) {
    return codes.stream()
        .sorted(Comparator.comparing(this::country, Collator.getInstance(locale)))
        .toList();
  }

  /** "14:05". */
  public String time(Object moment) {
    return show(moment, DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT));
  }

  /** "22 Nov 2026, 14:05". */
  public String moment(Object moment) {
    return show(
        moment, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
  }

  /** "22 Nov 2026, 14:05", of a time as a form has it, in no zone but its own: 2026-11-22T14:05. */
  public String typed(String time) {
    return time == null || !time.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?")
        ? NONE
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(LocalDateTime.parse(time));
  }

  /** "14:05:09.482", for the life of a message. */
  public String millis(Object moment) {
    return show(moment, DateTimeFormatter.ofPattern("HH:mm:ss.SSS"));
  }

  /** For the {@code datetime} attribute of {@code <time>}: ISO 8601 with the zone's offset. */
  public String iso(Object moment) {
    return show(moment, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  /** How long ago, in words: "4 minutes ago"; from a week on, the date. */
  public String ago(Object moment) {
    if (moment == null) {
      return NONE;
    }
    var texts = Texts.in(locale);
    var passed = Duration.between(instant(moment), clock.instant());
    if (passed.toSeconds() < 60) {
      return texts.of("frame.ago.now");
    }
    if (passed.toHours() < 1) {
      return texts.of("frame.ago.minutes", passed.toMinutes());
    }
    if (passed.toDays() < 1) {
      return texts.of("frame.ago.hours", passed.toHours());
    }
    return passed.toDays() < 7 ? texts.of("frame.ago.days", passed.toDays()) : date(moment);
  }

  /** A span of time in its two largest units: "2 h 5 min". */
  public String span(Duration span) {
    if (span == null) {
      return NONE;
    }
    var texts = Texts.in(locale);
    if (span.toHours() > 0) {
      return texts.of("frame.span.hours", span.toHours(), span.toMinutesPart());
    }
    return span.toMinutes() > 0
        ? texts.of("frame.span.minutes", span.toMinutes(), span.toSecondsPart())
        : texts.of("frame.span.seconds", span.toSeconds());
  }

  private String show(Object moment, DateTimeFormatter format) {
    return moment == null || "".equals(moment)
        ? NONE
        : format.withLocale(locale).format(ZonedDateTime.ofInstant(instant(moment), zone));
  }

  private static Instant instant(Object moment) {
    if (moment instanceof Instant instant) {
      return instant;
    }
    if (moment instanceof LocalDateTime utc) {
      return utc.toInstant(ZoneOffset.UTC);
    }
    if (moment instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    if (moment instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    if (moment instanceof java.util.Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    throw new IllegalArgumentException("Not a moment: " + moment.getClass().getName());
  }
}
