package livery.frame;

import java.util.List;

/** Adds entries to the menu: a bean of this type is found and asked for each page. */
public interface MenuSource {

  /** What this source shows to the person of the current request; empty for nothing. */
  List<MenuEntry> entries();
}
