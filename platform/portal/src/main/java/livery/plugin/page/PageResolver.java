package livery.plugin.page;

import jakarta.el.ELContext;
import jakarta.el.ELResolver;
import jakarta.el.PropertyNotWritableException;
import jakarta.enterprise.inject.spi.CDI;

/** Makes {@code #{plugin}} the object of the plugin's page that is shown. */
public class PageResolver extends ELResolver {

  private static final String NAME = "plugin";

  @Override
  public Object getValue(ELContext context, Object base, Object property) {
    if (base != null || !NAME.equals(property)) {
      return null;
    }
    var page = CDI.current().select(PluginVisits.class).get().page();
    context.setPropertyResolved(page != null);
    return page;
  }

  @Override
  public Class<?> getType(ELContext context, Object base, Object property) {
    return null;
  }

  @Override
  public void setValue(ELContext context, Object base, Object property, Object value) {
    if (base == null && NAME.equals(property)) {
      throw new PropertyNotWritableException(NAME);
    }
  }

  @Override
  public boolean isReadOnly(ELContext context, Object base, Object property) {
    return true;
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, Object base) {
    return base == null ? String.class : null;
  }
}
