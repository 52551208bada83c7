package livery.plugin.page;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands before the pages of plugins: who may not see one gets 403, a page that is not there 404.
 * The address's parameters are kept in the view, because an update by script has none.
 */
public class PagePhase implements PhaseListener {

  private static final long serialVersionUID = 1L;
  private static final String KEPT = "plugin.parameters";

  @Override
  public PhaseId getPhaseId() {
    return PhaseId.RESTORE_VIEW;
  }

  @Override
  public void beforePhase(PhaseEvent event) {
    // The view is not there yet.
  }

  @Override
  public void afterPhase(PhaseEvent event) {
    var faces = event.getFacesContext();
    var address = PluginVisits.Address.of(faces.getExternalContext().getRequestServletPath());
    if (address.isEmpty() || faces.getResponseComplete()) {
      return;
    }
    var status =
        CDI.current().select(PluginVisits.class).get().enterPage(address.get(), parameters(faces));
    if (status != 200) {
      try {
        faces.getExternalContext().responseSendError(status, null);
        faces.responseComplete();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> parameters(FacesContext faces) {
    var root = faces.getViewRoot();
    if (faces.isPostback() && root != null) {
      return (Map<String, String>) root.getViewMap().getOrDefault(KEPT, Map.of());
    }
    var all = faces.getExternalContext().getRequestParameterMap();
    var kept = new HashMap<String, String>();
    PluginVisits.kept(all).forEach(name -> kept.put(name, all.get(name)));
    if (root != null) {
      root.getViewMap().put(KEPT, kept);
    }
    return kept;
  }
}
