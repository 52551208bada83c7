package livery.forward;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/inbox}: incoming messages, given out until they are acknowledged. */
@Path("/inbox")
@RequestScoped
@Needs("inbox:pull")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox")
public class InboxResource {

  @Inject private Pull pull;
  @Inject private Readers readers;
  @Inject private CurrentScope current;

  /** A message that came; {@code campaignId} is absent without one. */
  @Schema(name = "InboxMessage")
  public record Shape(
      long id,
      String from,
      String to,
      String text,
      int parts,
      String state,
      String rule,
      String label,
      Long campaignId,
      Instant receivedAt) {

    static Shape of(Pull.Message message) {
      return new Shape(
          message.id(),
          message.from(),
          message.to(),
          message.text(),
          message.parts(),
          message.state(),
          message.rule(),
          message.label(),
          message.campaignId() == 0 ? null : (Long) message.campaignId(),
          message.receivedAt());
    }
  }

  /** What the reader has and does not want again. */
  public record Acknowledgement(String reader, List<Long> ids) {}

  /**
   * What became of an acknowledgement.
   *
   * @param unknown ids that are no incoming messages of the tenant
   */
  public record Acknowledged(int acknowledged, List<Long> unknown) {}

  /**
   * A name under which messages are pulled; {@code pulledAt} is its last call.
   *
   * @param open messages it has not acknowledged, as far as they were counted
   * @param more whether there may be more of them
   */
  @Schema(name = "InboxReader")
  public record ReaderShape(String name, Instant madeAt, Instant pulledAt, int open, boolean more) {

    static ReaderShape of(Readers.Reader reader) {
      return new ReaderShape(
          reader.name(), reader.madeAt(), reader.pulledAt(), reader.open(), reader.more());
    }
  }

  @GET
  @Operation(
      summary = "Incoming messages that have not been acknowledged, oldest first",
      description =
          "They come again with every call until POST /inbox/ack names them. With lease, nobody"
              + " else who pulls under the same reader gets them for so many seconds, so that"
              + " several workers share the work. next is the after of the following part. A new"
              + " reader begins with the messages of the last two days; an account has up to "
              + Readers.MOST
              + ", and one that has not called for 30 days makes room for a new one.")
  public Listing<Shape> next(
      @Parameter(description = "Who pulls; each reader gets every message")
          @QueryParam("reader")
          @DefaultValue("default")
          String reader,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @Parameter(description = "Seconds, 0 to 3600") @QueryParam("lease") @DefaultValue("0")
          String lease) {
    var rows = Limit.rows(limit);
    var found =
        pull.next(current.get(), reader, Limit.after(after, 0), rows, seconds(lease)).stream()
            .map(Shape::of)
            .toList();
    var next = found.size() < rows ? null : Long.toString(found.get(rows - 1).id());
    return new Listing<>(found, next);
  }

  @POST
  @Path("/ack")
  @Operation(
      summary = "Acknowledge up to 500 messages",
      description = "They do not come again under this reader. Saying so twice does no harm.")
  public Acknowledged acknowledge(Acknowledgement wanted) {
    if (wanted == null || wanted.ids() == null) {
      throw Fault.invalid("ids", "fault.missing", "ids");
    }
    var ids = new java.util.HashSet<>(wanted.ids());
    var unknown = pull.acknowledge(current.get(), wanted.reader(), ids);
    return new Acknowledged(ids.size() - unknown.size(), unknown.stream().sorted().toList());
  }

  @GET
  @Path("/readers")
  @Operation(
      summary = "Who pulls: the readers of the account by name",
      description =
          "When each was made, when it pulled last, and how many messages it has not acknowledged:"
              + " counted among the first "
              + Readers.WINDOW
              + " messages, sent ones too, after those that it is done with; more says that there"
              + " may be others.")
  public Listing<ReaderShape> readers() {
    return Listing.whole(readers.list(current.get()).stream().map(ReaderShape::of).toList());
  }

  @DELETE
  @Path("/readers/{reader}")
  @Operation(
      summary = "Remove a reader",
      description =
          "What it has acknowledged is forgotten, messages stay. Who pulls under its name"
              + " afterwards is a new reader, which begins with the messages of the last two"
              + " days.")
  public void remove(@PathParam("reader") String reader) {
    readers.remove(current.get(), reader);
  }

  private static int seconds(String lease) {
    if (!lease.matches("\\d{1,9}")) {
      throw Fault.invalid("lease", "rest.fault.number", "lease", Check.shown(lease));
    }
    return Integer.parseInt(lease);
  }
}
