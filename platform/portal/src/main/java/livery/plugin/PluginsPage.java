package livery.plugin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import org.primefaces.model.file.UploadedFile;

/** The page of installed plugins. */
@Named("pluginsPage")
@RequestScoped
public class PluginsPage {

  private final Plugins plugins;
  private final CurrentScope current;
  private final Frame frame;
  private final Texts texts;
  private UploadedFile file;
  private List<Plugins.Plugin> rows;

  @Inject
  PluginsPage(Plugins plugins, CurrentScope current, Frame frame, Texts texts) {
    this.plugins = plugins;
    this.current = current;
    this.frame = frame;
    this.texts = texts;
  }

  protected PluginsPage() {
    this(null, null, null, null);
  }

  public List<Plugins.Plugin> getRows() {
    if (rows == null) {
      rows = plugins.list(current.get(), frame.getLocale());
    }
    return rows;
  }

  /** The state in words. */
  public String state(Plugins.Plugin row) {
    return texts.of("plugin.state." + row.state().toLowerCase(Locale.ROOT));
  }

  /** The tone of the state, as {@code l:status} knows it. */
  public String tone(Plugins.Plugin row) {
    return switch (row.state()) {
      case "STARTED" -> "good";
      case "STOPPED" -> "quiet";
      default -> "bad";
    };
  }

  /** Takes the jar in. */
  public String upload() {
    if (file == null || file.getSize() == 0) {
      return say(FacesMessage.SEVERITY_ERROR, texts.of("plugin.fault.no-file"));
    }
    try (var in = file.getInputStream()) {
      var id = plugins.install(current.get(), in);
      return say(FacesMessage.SEVERITY_INFO, texts.of("plugin.installed", id));
    } catch (Fault fault) {
      return say(FacesMessage.SEVERITY_ERROR, texts.of(fault.key(), fault.arguments()));
    } catch (IOException failure) {
      return say(
          FacesMessage.SEVERITY_ERROR, texts.of("plugin.fault.unreadable", failure.getMessage()));
    }
  }

  public String start(String id) {
    return act(() -> plugins.start(current.get(), id), "plugin.started", id);
  }

  public String stop(String id) {
    return act(() -> plugins.stop(current.get(), id), "plugin.stopped", id);
  }

  public String remove(String id) {
    return act(() -> plugins.remove(current.get(), id), "plugin.removed", id);
  }

  private String act(Runnable what, String key, String id) {
    try {
      what.run();
      return say(FacesMessage.SEVERITY_INFO, texts.of(key, id));
    } catch (Fault fault) {
      return say(FacesMessage.SEVERITY_ERROR, texts.of(fault.key(), fault.arguments()));
    }
  }

  private String say(FacesMessage.Severity severity, String text) {
    var faces = FacesContext.getCurrentInstance();
    faces.addMessage(null, new FacesMessage(severity, text, null));
    faces.getExternalContext().getFlash().setKeepMessages(true);
    return "/plugin/list.xhtml?faces-redirect=true";
  }

  public UploadedFile getFile() {
    return file;
  }

  public void setFile(UploadedFile file) {
    this.file = file;
  }

  public long getSizeMax() {
    return Plugins.SIZE_MAX;
  }
}
