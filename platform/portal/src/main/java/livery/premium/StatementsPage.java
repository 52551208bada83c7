package livery.premium;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Download;
import livery.frame.Parts;
import livery.frame.Texts;
import livery.tariff.PremiumRule;
import livery.tariff.PremiumTerms;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The operators' statements: import with a choice of columns, differences, confirmation. */
@Named
@ViewScoped
public class StatementsPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MONTHS = 24;

  private final OperatorStatements statements;
  private final PremiumTerms terms;
  private final Income income;
  private final CurrentScope current;
  private final Texts texts;
  private final Parts<Statement, Long> parts =
      new Parts<>(OperatorStatements.PART_MAX, Long.MAX_VALUE, this::read, Statement::id);
  private transient Part part;
  private transient Statement statement;
  private transient List<Difference> differences;
  private long link;
  private String country = "UA";
  private String period = "";
  private String number = "";
  private String day = "";
  private String messages = "";
  private String amount = "";
  private long shown;
  private boolean onlyBeyond = true;
  private boolean accepting;

  @Inject
  public StatementsPage(
      OperatorStatements statements,
      PremiumTerms terms,
      Income income,
      CurrentScope current,
      Texts texts) {
    this.statements = statements;
    this.terms = terms;
    this.income = income;
    this.current = current;
    this.texts = texts;
  }

  protected StatementsPage() {
    this(null, null, null, null, null);
  }

  @PostConstruct
  void begin() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("id", "");
    shown = given.matches("[0-9]{1,18}") ? Long.parseLong(given) : 0;
    period = YearMonth.from(income.today()).minusMonths(1).toString();
  }

  @Once
  public List<Statement> getRows() {
    return parts.getRows();
  }

  private List<Statement> read(long before, int limit) {
    return statements.list(current.get(), before, limit);
  }

  public Parts<Statement, Long> getParts() {
    return parts;
  }

  /** The statement whose differences are shown; {@code null} for none. */
  public Statement getShown() {
    if (statement == null && shown != 0) {
      statement = statements.find(current.get(), shown);
    }
    return statement;
  }

  /** Sends all differences of the statement as a file instead of the page. */
  public void download() {
    Download.table("premium-differences", PremiumCsv.differences(all()));
  }

  public List<Difference> getDifferences() {
    return all().stream().filter(one -> !onlyBeyond || !one.tolerated()).toList();
  }

  /** How many days of numbers differ by more than the rule tolerates. */
  public long getBeyond() {
    return all().stream().filter(one -> !one.tolerated()).count();
  }

  private List<Difference> all() {
    if (differences == null) {
      differences = shown == 0 ? List.of() : statements.differences(current.get(), shown);
    }
    return differences;
  }

  /** A row that did not go in, in the reader's language. */
  public record Line(int number, String content, String reason) {}

  @Once
  public List<Line> getRefused() {
    return shown == 0
        ? List.of()
        : statements.refused(current.get(), shown).stream()
            .map(
                row ->
                    new Line(
                        row.line(),
                        row.content(),
                        texts.of(row.reason(), row.arguments().toArray())))
            .toList();
  }

  /** Takes the file in and shows what is different. */
  public String load() {
    var made =
        statements.load(
            current.get(),
            new OperatorStatements.Upload(
                link,
                country,
                period,
                part == null ? "" : part.getSubmittedFileName(),
                content(),
                new Mapping(number, day, messages, amount)));
    return "/premium/statements?faces-redirect=true&id=" + made.id();
  }

  private String content() {
    if (part == null || part.getSize() == 0) {
      throw Fault.invalid("file", "premium.fault.empty");
    }
    if (part.getSize() > StatementFile.LENGTH_MAX) {
      throw Fault.invalid("file", "premium.fault.long", part.getSize(), StatementFile.LENGTH_MAX);
    }
    try (var stream = part.getInputStream()) {
      var bytes = stream.readAllBytes();
      return XlsxSheet.isXlsx(bytes)
          ? XlsxSheet.csv(bytes)
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw Fault.invalid("file", "premium.fault.utf8");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Confirms the shown statement. */
  public String confirm() {
    statements.confirm(current.get(), shown, accepting);
    return "/premium/statements?faces-redirect=true&id=" + shown;
  }

  /** Takes the shown statement back. */
  public String drop() {
    statements.drop(current.get(), shown);
    Notice.say("premium.dropped");
    return "/premium/statements?faces-redirect=true";
  }

  /** Draws the differences anew. */
  public void redraw() {
    accepting = false;
  }

  @Once
  public List<Statement.Operator> getOperators() {
    return statements.operators(current.get());
  }

  public List<String> getCountries() {
    return terms.rules().stream().map(PremiumRule::country).toList();
  }

  /** The months that a statement may be for, the last one first. */
  public List<String> getPeriods() {
    var month = YearMonth.from(income.today());
    var months = new ArrayList<String>();
    for (var back = 0; back < MONTHS; back++) {
      months.add(month.minusMonths(back).toString());
    }
    return months;
  }

  /** The number that a month is written by: 202603. */
  public int number(String month) {
    return OperatorStatements.number(YearMonth.parse(month));
  }

  public int getMost() {
    return StatementFile.ROWS_MAX;
  }

  public Part getPart() {
    return part;
  }

  public void setPart(Part part) {
    this.part = part;
  }

  public long getLink() {
    return link;
  }

  public void setLink(long link) {
    this.link = link;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getPeriod() {
    return period;
  }

  public void setPeriod(String period) {
    this.period = period;
  }

  public String getNumber() {
    return number;
  }

  public void setNumber(String number) {
    this.number = number;
  }

  public String getDay() {
    return day;
  }

  public void setDay(String day) {
    this.day = day;
  }

  public String getMessages() {
    return messages;
  }

  public void setMessages(String messages) {
    this.messages = messages;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public boolean isOnlyBeyond() {
    return onlyBeyond;
  }

  public void setOnlyBeyond(boolean onlyBeyond) {
    this.onlyBeyond = onlyBeyond;
  }

  public boolean isAccepting() {
    return accepting;
  }

  public void setAccepting(boolean accepting) {
    this.accepting = accepting;
  }
}
