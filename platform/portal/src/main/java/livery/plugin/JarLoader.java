package livery.plugin;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import livery.api.PluginContext;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.JarPluginLoader;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;

/**
 * PF4J for one jar. One for each jar and version: PF4J itself refuses a second version of a plugin
 * while the first is loaded.
 */
final class JarLoader extends DefaultPluginManager {

  private static final List<String> PARENT_FIRST = List.of("livery.api.", "jakarta.", "org.pf4j.");

  private PluginContext context;

  JarLoader(Path jar) {
    super(jar.toAbsolutePath().getParent());
    setSystemVersion(PluginJar.API_VERSION);
  }

  /** What constructors get; set before the first extension is asked for. */
  void provide(PluginContext given) {
    context = given;
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new JarPluginLoader(this) {
      @Override
      protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
        return new PluginClassLoader(pluginManager, descriptor, JarLoader.class.getClassLoader()) {
          @Override
          protected boolean shouldDelegateToParent(String name) {
            return super.shouldDelegateToParent(name)
                || PARENT_FIRST.stream().anyMatch(name::startsWith);
          }
        };
      }
    };
  }

  @Override
  protected ExtensionFactory createExtensionFactory() {
    return this::construct;
  }

  private <T> T construct(Class<T> type) {
    try {
      for (var constructor : type.getConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == PluginContext.class) {
          return type.cast(constructor.newInstance(context));
        }
      }
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException thrown) {
      throw new PluginFailure(type.getName() + " could not be made", thrown.getCause());
    } catch (ReflectiveOperationException missing) {
      throw new PluginFailure(
          type.getName() + " needs a public constructor that takes a PluginContext", missing);
    }
  }
}
