package livery.task;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import livery.faces.Answers;
import livery.frame.Amounts;
import livery.frame.Format;
import livery.frame.Texts;
import livery.tenant.CurrentScope;

/** The piece of a page that shows long work: {@code /WEB-INF/task.xhtml}. */
@Named
@RequestScoped
public class TaskPage {

  private final Tasks tasks;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;

  /** A refused row, in the reader's language. */
  public record Line(int number, String text, String reason) {}

  @Inject
  public TaskPage(Tasks tasks, CurrentScope current, Texts texts, Format format) {
    this.tasks = tasks;
    this.current = current;
    this.texts = texts;
    this.format = format;
  }

  protected TaskPage() {
    this(null, null, null, null);
  }

  /** The work of a kind that runs or ran last; {@code null} before the first. */
  public Task of(String kind) {
    var wanted = Task.Kind.valueOf(kind);
    return Answers.once(this, wanted, () -> tasks.last(current.get(), wanted).orElse(null));
  }

  /** Whether one runs now. */
  public boolean isRunning(String kind) {
    var task = of(kind);
    return task != null && task.running();
  }

  /** What is worked on. */
  public String label(String kind) {
    return texts.of("task.running." + kind, name(of(kind)));
  }

  /** What it came to. */
  public String result(String kind) {
    var task = of(kind);
    return task.state() == Task.State.FAILED
        ? texts.of("task.failed." + kind, name(task))
        : texts.of("task.done." + kind, task.counts().toArray());
  }

  private String name(Task task) {
    return task.kind() == Task.Kind.DOCUMENTS
        ? format.month(YearMonth.parse(task.name()))
        : task.name();
  }

  /** Why the whole of it failed; {@code null} when it broke off or is done. */
  public String why(String kind) {
    return of(kind).refused().stream()
        .filter(one -> one.line() == 0)
        .findFirst()
        .map(this::reason)
        .orElse(null);
  }

  /** The first rows that did not go in. */
  public List<Line> lines(String kind) {
    var task = of(kind);
    return task == null
        ? List.of()
        : task.refused().stream()
            .filter(one -> one.line() > 0)
            .map(one -> new Line(one.line(), one.text(), reason(one)))
            .toList();
  }

  private String reason(Task.Refused row) {
    return row.told(
        one -> texts.of(one.key(), one.arguments().stream().map(TaskPage::typed).toArray()));
  }

  /** Days and months were written down as ISO has them, money as it is in logs. */
  private static Object typed(String argument) {
    if (argument.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return LocalDate.parse(argument);
    }
    return argument.matches("\\d{4}-\\d{2}")
        ? YearMonth.parse(argument)
        : Amounts.Exact.read(argument);
  }
}
