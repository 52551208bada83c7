package livery.plugin.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import livery.fault.Check;
import livery.plugin.PluginHost;
import livery.plugin.PluginJar;
import livery.plugin.Plugins;
import livery.plugin.RunningPlugin;
import livery.rest.BodyLimit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/plugins}: what is installed, and below each id the plugin's own resource. */
@Path("/plugins")
@RequestScoped
@Needs("campaigns:read")
@Produces(MediaType.APPLICATION_JSON)
public class PluginsResource {

  private static final List<String> STATES = List.of("STARTED", "STOPPED");

  /** More exact than the locator's path, as Jersey wants methods and locators apart. */
  private static final String ONE = "/{id: [a-z][a-z0-9]+}";

  @Inject private Plugins plugins;
  @Inject private PluginHost host;
  @Inject private PluginVisits visits;
  @Inject private CurrentScope current;
  @Context private UriInfo uri;

  /** What is to be different. */
  @Schema(name = "PluginChange")
  public record Change(String state) {}

  @GET
  @Needs("plugins:read")
  @Tag(name = "Plugins")
  @Operation(summary = "The installed plugins, by id")
  public Listing<Plugins.Plugin> list() {
    return Listing.whole(plugins.list(current.get(), Locale.ENGLISH));
  }

  @POST
  @Needs("plugins:write")
  @Consumes({"application/java-archive", MediaType.APPLICATION_OCTET_STREAM})
  @BodyLimit(PluginJar.SIZE_MAX)
  @Tag(name = "Plugins")
  @Operation(summary = "Install a jar, or another version of a plugin")
  public Response install(InputStream jar) {
    var id = plugins.install(current.get(), jar);
    return Response.created(uri.getAbsolutePathBuilder().path(id).build())
        .entity(plugins.find(current.get(), id, Locale.ENGLISH))
        .build();
  }

  @GET
  @Path(ONE)
  @Needs("plugins:read")
  @Tag(name = "Plugins")
  @Operation(summary = "One plugin")
  public Plugins.Plugin get(@PathParam("id") String id) {
    return plugins.find(current.get(), id, Locale.ENGLISH);
  }

  @PATCH
  @Path(ONE)
  @Needs("plugins:write")
  @Consumes(MediaType.APPLICATION_JSON)
  @Tag(name = "Plugins")
  @Operation(summary = "Start or stop a plugin")
  public Plugins.Plugin change(@PathParam("id") String id, Change wanted) {
    Check.given(wanted);
    if (Check.oneOf("state", wanted.state(), STATES).equals("STARTED")) {
      plugins.start(current.get(), id);
    } else {
      plugins.stop(current.get(), id);
    }
    return plugins.find(current.get(), id, Locale.ENGLISH);
  }

  @DELETE
  @Path(ONE)
  @Needs("plugins:write")
  @Tag(name = "Plugins")
  @Operation(summary = "Remove a plugin; its tables stay")
  public void remove(@PathParam("id") String id) {
    plugins.remove(current.get(), id);
  }

  /**
   * The plugin's own resource. {@link PluginAccess} asks who may call it, before its method. It
   * declares no parameter, because the description of the API has no place for one of it.
   */
  @Path("/{id}")
  public Object own() {
    return host.folder()
        .find(uri.getPathParameters().getFirst("id"))
        .flatMap(RunningPlugin::rest)
        .map(rest -> rest.resource(visits::visit))
        .orElseThrow(NotFoundException::new);
  }
}
