package livery.faces;

import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import org.primefaces.config.PrimeConfiguration;
import org.primefaces.context.PrimeRequestContext;
import org.primefaces.renderkit.HeadRenderer;
import org.primefaces.util.LocaleUtils;

/**
 * The head of a page, which writes the theme, the icons and the language of the script by itself.
 *
 * <p>The delivered one adds them to the page as components while it is drawn. The page's state then
 * remembers three additions more with every drawing, and makes them again, each with a walk through
 * the whole page, before it takes the next form: a page that was sent five hundred times had
 * fifteen hundred of them.
 */
public class PageHead extends HeadRenderer {

  @Override
  protected void encodeCSS(FacesContext context, String library, String name) throws IOException {
    var writer = context.getResponseWriter();
    writer.startElement("link", null);
    writer.writeAttribute("rel", "stylesheet", null);
    writer.writeURIAttribute("href", address(context, library, name), null);
    writer.endElement("link");
  }

  /** After the scripts that it belongs to: {@link #encodeSettingScripts}. */
  @Override
  protected void encodeLocaleResources(FacesContext context, PrimeConfiguration configuration) {}

  @Override
  protected void encodeSettingScripts(
      FacesContext context,
      PrimeRequestContext request,
      PrimeConfiguration configuration,
      ResponseWriter writer)
      throws IOException {
    if (configuration.isClientSideLocalizationEnabled()) {
      var language = LocaleUtils.getCurrentLocale(context).getLanguage();
      writer.startElement("script", null);
      writer.writeURIAttribute(
          "src", address(context, "primefaces", "locales/locale-" + language + ".js"), null);
      writer.endElement("script");
    }
    super.encodeSettingScripts(context, request, configuration, writer);
  }

  private static String address(FacesContext context, String library, String name) {
    var resource = context.getApplication().getResourceHandler().createResource(name, library);
    if (resource == null) {
      throw new IllegalStateException("No " + name + " in the library " + library);
    }
    return context.getExternalContext().encodeResourceURL(resource.getRequestPath());
  }
}
