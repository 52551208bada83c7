package livery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/**
 * The description of the interface has one list of schemas. A record goes into it under its simple
 * name or under that of its {@link Schema}; of two with one name it shows the fields of either.
 */
class SchemaNamesTest {

  private final Set<Class<?>> shapes = new HashSet<>();

  @Test
  void no_name_stands_for_two_shapes() throws ReflectiveOperationException {
    var resources =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages("livery")
                .stream()
                .filter(one -> one.isAnnotatedWith(Path.class))
                .toList();
    for (var resource : resources) {
      for (var method : resource.reflect().getDeclaredMethods()) {
        if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
          add(method.getGenericReturnType());
          for (var parameter : method.getGenericParameterTypes()) {
            add(parameter);
          }
          for (var annotation : method.getAnnotations()) {
            addNamedIn(annotation);
          }
        }
      }
    }
    var byName = new TreeMap<String, Set<String>>();
    for (var shape : shapes) {
      byName.computeIfAbsent(nameOf(shape), none -> new TreeSet<>()).add(shape.getName());
    }

    assertThat(byName).hasSizeGreaterThan(100);
    assertThat(byName.values()).allSatisfy(shared -> assertThat(shared).hasSize(1));
  }

  private static String nameOf(Class<?> shape) {
    var schema = shape.getAnnotation(Schema.class);
    return schema == null || schema.name().isEmpty() ? shape.getSimpleName() : schema.name();
  }

  /** What the plugins' API and the ledger name cannot say how it is described. */
  private static boolean isOthers(Class<?> shape) {
    return shape.isEnum()
        && (shape.getName().startsWith("livery.api.")
            || shape.getName().startsWith("livery.billing."));
  }

  private void add(Type type) {
    if (type instanceof ParameterizedType generic) {
      add(generic.getRawType());
      for (var argument : generic.getActualTypeArguments()) {
        add(argument);
      }
    } else if (type instanceof Class<?> shape
        && shape.getName().startsWith("livery.")
        && !isOthers(shape)
        && shapes.add(shape)
        && shape.isRecord()) {
      for (var component : shape.getRecordComponents()) {
        add(component.getGenericType());
      }
    }
  }

  /** What an answer holds is told by its annotation. */
  private void addNamedIn(Annotation annotation) throws ReflectiveOperationException {
    for (var element : annotation.annotationType().getDeclaredMethods()) {
      var value = element.invoke(annotation);
      for (var one : value instanceof Object[] several ? List.of(several) : List.of(value)) {
        if (one instanceof Class<?> shape) {
          add(shape);
        } else if (one instanceof Annotation inner) {
          addNamedIn(inner);
        }
      }
    }
  }
}
