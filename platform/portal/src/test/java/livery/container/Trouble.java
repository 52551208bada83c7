package livery.container;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.rest.Needs;

/** What breaks in every way that code of ours may break, over REST and in a page. */
@Path("/trouble")
@Named("trouble")
@RequestScoped
@Needs(Needs.NOBODY)
@Produces(MediaType.APPLICATION_JSON)
public class Trouble {

  /** An answer that cannot be written. */
  public record Unwritable(String text) {

    @Override
    public String text() {
      throw new IllegalStateException("secret of the house");
    }
  }

  @GET
  @Path("{kind}")
  public Object make(@PathParam("kind") String kind) {
    return switch (kind) {
      case "exception" -> throw new IllegalStateException("secret of the house");
      case "cause" -> throw new RuntimeException(new java.sql.SQLException("secret of the house"));
      case "error" -> throw new AssertionError("secret of the house");
      case "deep" -> make(kind);
      case "unwritable" -> new Unwritable("x");
      case "unknown" -> new Object();
      case "fields" -> refused();
      default -> java.util.Map.of("fine", true);
    };
  }

  private Object refused() {
    refuse();
    return null;
  }

  /** Two fields of a form are wrong. */
  public void refuse() {
    var faults = new Faults();
    faults.add(Fault.invalid("amount", "fault.missing", "amount"));
    faults.add(Fault.invalid("note", "fault.missing", "note"));
    faults.end();
  }

  public String getException() {
    throw new IllegalStateException("secret of the house");
  }
}
