package livery.premium;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import livery.frame.MenuEntry;
import livery.frame.MenuSource;
import livery.frame.Texts;
import livery.tenant.CurrentScope;

/** The entry of the menu, for whoever sees the money. */
@RequestScoped
public class PremiumLinks implements MenuSource {

  private final CurrentScope current;
  private final Texts texts;

  @Inject
  public PremiumLinks(CurrentScope current, Texts texts) {
    this.current = current;
    this.texts = texts;
  }

  protected PremiumLinks() {
    this(null, null);
  }

  @Override
  public List<MenuEntry> entries() {
    return current.isKnown()
        ? List.of(
            new MenuEntry(
                MenuEntry.Group.MONEY,
                texts.get("premium.title"),
                "pi-star",
                "/premium/income.xhtml"))
        : List.of();
  }
}
