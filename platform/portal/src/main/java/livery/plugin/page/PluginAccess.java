package livery.plugin.page;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.HashMap;
import java.util.regex.Pattern;
import livery.rest.Problem;
import livery.rest.ProblemType;

/** Asks a plugin whether the caller may use its resource; the key was checked before. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class PluginAccess implements ContainerRequestFilter {

  private static final Pattern OWN = Pattern.compile("/?plugins/([^/]+)/.+");

  @Inject private PluginVisits visits;

  @Override
  public void filter(ContainerRequestContext request) {
    var path = OWN.matcher(request.getUriInfo().getPath());
    if (!path.matches()) {
      return;
    }
    var parameters = new HashMap<String, String>();
    request
        .getUriInfo()
        .getQueryParameters()
        .forEach((name, values) -> parameters.put(name, values.get(0)));
    var status = visits.enterRest(path.group(1), parameters);
    if (status == 404) {
      throw Problem.refuse(ProblemType.NOT_FOUND, "There is no such plugin or campaign");
    }
    if (status != 200) {
      throw Problem.refuse(ProblemType.NOT_ALLOWED, "The plugin does not allow this");
    }
  }
}
