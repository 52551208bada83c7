package livery.voting;

import java.util.function.Supplier;
import livery.api.PluginContext;
import livery.api.Rest;
import livery.api.Visit;
import org.pf4j.Extension;

/** {@code /api/v1/plugins/voting}: where a vote stands, and its ballots. */
@Extension
public class VotingRest implements Rest {

  private final PluginContext context;

  public VotingRest(PluginContext context) {
    this.context = context;
  }

  @Override
  public Object resource(Supplier<Visit> visit) {
    return new VotingResource(context, visit);
  }
}
