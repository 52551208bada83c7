package livery.task;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import livery.frame.Texts;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/tasks}: long work that people began on pages. */
@Path("/tasks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tasks")
public class TasksResource {

  @Inject private Tasks tasks;
  @Inject private CurrentScope current;

  /** A row that did not go in; {@code line} 0 for the work as a whole. */
  public record RefusedRow(int line, String text, String reason) {}

  /**
   * Long work. What {@code counts} holds, by kind: NUMBERS added, refused; BANK credited, waiting,
   * set aside, there before; DOCUMENTS invoices, credit notes, drafts of reports; CHECK what does
   * not add up.
   */
  public record TaskShape(
      long id,
      Task.Kind kind,
      String name,
      Task.State state,
      int done,
      int total,
      String startedBy,
      Instant startedAt,
      Instant endedAt,
      List<Long> counts,
      int refusedCount,
      List<RefusedRow> refused) {

    static TaskShape of(Task task) {
      var texts = Texts.in(Locale.ENGLISH);
      return new TaskShape(
          task.id(),
          task.kind(),
          task.name(),
          task.state(),
          task.done(),
          task.total(),
          task.startedBy(),
          task.startedAt(),
          task.endedAt(),
          task.counts(),
          task.refusedCount(),
          task.refused().stream()
              .map(
                  row ->
                      new RefusedRow(
                          row.line(),
                          row.text(),
                          row.told(one -> texts.of(one.key(), one.arguments().toArray()))))
              .toList());
    }
  }

  @GET
  @Needs("money:read")
  @Operation(
      summary = "Long work that was begun on pages, newest first",
      description =
          "NUMBERS: an import of stock; BANK: a bank statement; DOCUMENTS: the documents of a"
              + " month. Kept for 90 days; at most 1,000 refused rows are named. Over REST the same"
              + " work is done within its request: POST /stock/import, /bank-statements,"
              + " /issue/months.")
  public Listing<TaskShape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    Rights.mayFinance(current.get());
    var rows = Limit.rows(limit);
    return Listing.of(
        tasks.list(current.get(), Limit.after(after, Long.MAX_VALUE), rows + 1),
        rows,
        Task::id,
        TaskShape::of);
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One piece of long work: how far it is, or what it came to")
  public TaskShape get(@PathParam("id") long id) {
    Rights.mayFinance(current.get());
    return TaskShape.of(tasks.get(current.get(), id));
  }
}
