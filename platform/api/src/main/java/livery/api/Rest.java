package livery.api;

import java.util.function.Supplier;
import org.pf4j.ExtensionPoint;

/**
 * One resource of a plugin under {@code /api/v1/plugins/<id>}.
 *
 * <p>The object has Jakarta REST annotations on its methods; paths are relative to the plugin's
 * address. No injection: what it needs comes through the constructor of the extension.
 *
 * <pre>{@code
 * @Extension
 * public class VotingRest implements Rest {
 *   public Object resource(Supplier<Visit> visit) { return new TallyResource(tallies, visit); }
 * }
 *
 * public class TallyResource {
 *   @GET @Path("tally") @Produces("application/json")
 *   public Map<String, Long> tally() { ... visit.get().campaign() ... }
 *   // GET /api/v1/plugins/voting/tally?campaign=17
 * }
 * }</pre>
 */
public interface Rest extends ExtensionPoint {

  /** Whether this caller may use the resource; asked once for each request, before its method. */
  default boolean mayCall(Visit visit) {
    return true;
  }

  /**
   * The object that answers. Made for each request.
   *
   * @param visit who calls; known only inside the methods of the object, because the address is
   *     matched before the key is checked
   */
  Object resource(Supplier<Visit> visit);
}
