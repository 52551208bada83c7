package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.frame.MenuEntry.Group;

/** The menu of the layout, as this person may see it. An entry without its page is left out. */
@Named
@RequestScoped
public class Menu {

  private final Frame frame;
  private final Texts texts;
  private final Instance<MenuSource> sources;
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
    var shown = FacesContext.getCurrentInstance().getExternalContext().getRequestServletPath();
    var folder = folder(entry);
    return shown.equals(entry.page())
        || (entries().stream().noneMatch(other -> other.page().equals(shown))
            && folder.length() > 1
            && shown.startsWith(folder)
            && last(folder).filter(entry::equals).isPresent());
  }

  /** Of the entries that share a folder, the one that its other pages belong to. */
  private Optional<MenuEntry> last(String folder) {
    return entries().stream()
        .filter(other -> folder(other).equals(folder))
        .reduce((first, next) -> next);
  }

  private static String folder(MenuEntry entry) {
    return entry.page().substring(0, entry.page().lastIndexOf('/') + 1);
  }

  private Section section(Group group, List<MenuEntry> entries) {
    return new Section(
        texts.get("frame.menu." + group.name().toLowerCase(Locale.ROOT)),
        entries.stream().filter(entry -> entry.group() == group).toList());
  }

  private List<MenuEntry> entries() {
    var all = new ArrayList<MenuEntry>();
    if (!frame.isKnown()) {
      return all;
    }
    add(all, true, Group.WORK, "dashboard", "pi-chart-bar", "/index.xhtml");
    add(all, true, Group.WORK, "messages", "pi-comments", "/message/list.xhtml");
    add(all, true, Group.WORK, "campaigns", "pi-megaphone", "/campaign/list.xhtml");
    add(all, true, Group.WORK, "numbers", "pi-hashtag", "/number/list.xhtml");
    add(all, frame.isPlatform(), Group.WORK, "links", "pi-link", "/smpp/links.xhtml");
    add(all, frame.isPlatform(), Group.WORK, "plugins", "pi-th-large", "/plugin/list.xhtml");
    add(all, frame.isSeller(), Group.PEOPLE, "clients", "pi-building", "/tenant/clients.xhtml");
    add(all, frame.isManages(), Group.PEOPLE, "people-page", "pi-users", "/tenant/people.xhtml");
    add(all, true, Group.MONEY, "wallet", "pi-wallet", "/money/wallet.xhtml");
    sources.forEach(source -> all.addAll(source.entries()));
    return all;
  }

  private void add(
      List<MenuEntry> to, boolean may, Group group, String key, String icon, String page) {
    if (may && exists(page)) {
      to.add(new MenuEntry(group, texts.get("frame.menu." + key), icon, page));
    }
  }

  private static boolean exists(String page) {
    try {
      return FacesContext.getCurrentInstance().getExternalContext().getResource(page) != null;
    } catch (MalformedURLException noPath) {
      throw new IllegalArgumentException(page, noPath);
    }
  }
}
