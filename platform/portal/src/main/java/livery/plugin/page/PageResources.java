package livery.plugin.page;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ViewResource;
import jakarta.faces.context.FacesContext;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import livery.plugin.PluginHost;
import livery.plugin.RunningPlugin;

/** Finds {@code /plugin/<id>/<page>.xhtml} in the jar of the plugin: {@code META-INF/pages}. */
public class PageResources extends ResourceHandlerWrapper {

  /** Called by Faces. */
  public PageResources(ResourceHandler wrapped) {
    super(wrapped);
  }

  @Override
  public ViewResource createViewResource(FacesContext context, String name) {
    var url = PluginVisits.Address.of(name).flatMap(PageResources::url);
    if (url.isEmpty()) {
      return super.createViewResource(context, name);
    }
    return new ViewResource() {
      @Override
      public URL getURL() {
        return url.get();
      }
    };
  }

  private static Optional<URL> url(PluginVisits.Address address) {
    return CDI.current()
        .select(PluginHost.class)
        .get()
        .folder()
        .find(address.pluginId())
        .map(RunningPlugin::classes)
        .map(
            classes ->
                ((URLClassLoader) classes)
                    .findResource("META-INF/pages/" + address.page() + ".xhtml"));
  }
}
