package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.frame.MenuEntry.Group;

/** The menu of the layout and the tabs of its parts, as this person may see them. */
@Named
@RequestScoped
public class Menu {

  private final Frame frame;
  private final Texts texts;
  private final Instance<MenuSource> sources;
  private List<MenuEntry> entries;
  private Optional<MenuPlaces.Found> found;
  private List<Section> sections;

  @Inject
  public Menu(Frame frame, Texts texts, @Any Instance<MenuSource> sources) {
    this.frame = frame;
    this.texts = texts;
    this.sources = sources;
  }

  protected Menu() {
    this(null, null, null);
  }

  /** A group with its heading. */
  public record Section(String label, List<MenuEntry> entries) {}

  /** The groups that have entries. */
  public List<Section> getSections() {
    if (sections == null) {
      var entries = entries();
      sections =
          Arrays.stream(Group.values())
              .map(group -> section(group, entries))
              .filter(section -> !section.entries().isEmpty())
              .toList();
    }
    return sections;
  }

  /** Whether the page that is shown belongs to this entry. */
  public boolean isCurrent(MenuEntry entry) {
    return found().filter(found -> found.entry().equals(entry)).isPresent();
  }

  /** The pages beside the one that is shown; empty where it stands alone. */
  public List<MenuTab> getTabs() {
    return found()
        .map(found -> found.entry().tabs())
        .filter(tabs -> tabs.size() > 1)
        .orElse(List.of());
  }

  /** Whether the page that is shown is this tab's. */
  public boolean isCurrentTab(MenuTab tab) {
    return found().filter(found -> found.tab().equals(tab)).isPresent();
  }

  /** The name of the part of the portal that is shown. */
  public String getPart() {
    return found().map(found -> found.entry().label()).orElse("");
  }

  private Optional<MenuPlaces.Found> found() {
    if (found == null) {
      var request = FacesContext.getCurrentInstance().getExternalContext();
      var shown = request.getRequestServletPath();
      var wallet = request.getRequestParameterMap().getOrDefault("wallet", "");
      found =
          wallet.isEmpty()
              ? MenuPlaces.find(entries(), shown)
              : MenuPlaces.find(entries(), shown + "?wallet", shown);
    }
    return found;
  }

  private Section section(Group group, List<MenuEntry> entries) {
    return new Section(
        texts.get("frame.menu." + group.name().toLowerCase(Locale.ROOT)),
        entries.stream().filter(entry -> entry.group() == group).toList());
  }

  private List<MenuEntry> entries() {
    if (entries == null) {
      entries = new ArrayList<>();
      if (frame.isKnown()) {
        entries.addAll(MenuPlaces.of(frame.reader(), texts::get));
        sources.forEach(source -> entries.addAll(source.entries()));
      }
    }
    return entries;
  }
}
