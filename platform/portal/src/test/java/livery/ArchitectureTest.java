package livery;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.rest.Needs;
import livery.store.Store;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of who may know whom. A new arrow is a change here, in the same commit. */
class ArchitectureTest {

  private static final java.nio.file.Path SOURCES = java.nio.file.Path.of("src/main/java/livery");
  private static final java.nio.file.Path PAGES = java.nio.file.Path.of("src/main/webapp");
  private static final int MOST_LINES = 400;
  private static final int MOST_FILES = 25;

  /** What every feature may stand on. */
  private static final Set<String> GROUND =
      Set.of("faces", "fault", "frame", "order", "rest", "store", "text");

  /** Modules of their own, known with all their packages. */
  private static final Set<String> MODULES = Set.of("api", "billing");

  /** Package to what it may know, exactly; features know the ground besides. */
  private static final Map<String, Set<String>> MAP =
      Map.ofEntries(
          Map.entry("fault", Set.of()),
          Map.entry("order", Set.of("fault")),
          Map.entry("faces", Set.of("order")),
          Map.entry("text", Set.of()),
          Map.entry("store", Set.of()),
          Map.entry("rest", Set.of("fault", "store")),
          Map.entry("tenant", Set.of("billing", "faces", "fault", "order", "rest", "store")),
          Map.entry("frame", Set.of("billing", "faces", "fault", "store", "tenant", "text")),
          Map.entry("sales", feature("billing", "client", "tenant")),
          Map.entry("work", feature("billing", "issue", "money", "tenant")),
          Map.entry("price", feature("api", "billing", "client", "plugin", "sales", "tenant")),
          Map.entry("money", feature("billing", "client", "price", "rented", "task", "tenant")),
          Map.entry("rented", feature("billing", "tenant")), // names what a statement's rent is for
          Map.entry("pdf", Set.of()),
          Map.entry("paper", feature("billing", "pdf")),
          Map.entry("contract", feature("billing", "client", "price", "tenant")),
          Map.entry( // keeps the zone that a tenant may not change any more
              "month", feature("billing", "client", "contract", "money", "price", "tenant")),
          Map.entry("move", feature("billing", "client", "contract", "price", "tenant")),
          Map.entry("currency", feature("billing", "price", "tenant")),
          Map.entry("commission", feature("billing", "contract", "price", "tenant")),
          Map.entry("people", feature("tenant")),
          Map.entry("client", feature("people", "tenant")),
          Map.entry("signin", feature("people", "tenant")),
          Map.entry("party", feature("billing", "tenant")),
          Map.entry("document", feature("billing", "paper", "party", "post", "tenant")),
          Map.entry("books", feature("billing", "tenant")),
          Map.entry("mail", feature("post", "tenant")),
          Map.entry(
              "digest",
              feature(
                  "billing", "history", "mail", "money", "people", "price", "sales", "tenant",
                  "traffic")),
          Map.entry(
              "issue",
              feature(
                  "bank",
                  "billing",
                  "books",
                  "contract",
                  "document",
                  "evidence",
                  "paper",
                  "party",
                  "price",
                  "task",
                  "tenant")),
          Map.entry("evidence", feature("billing", "document", "paper", "tenant")),
          Map.entry("dunning", feature("billing", "document", "issue", "paper", "party", "tenant")),
          Map.entry("brand", feature("billing", "document", "paper", "party", "tenant")),
          Map.entry("post", feature("tenant")),
          Map.entry("payment", feature("billing", "money", "signin", "tenant")),
          Map.entry("task", feature("tenant")),
          Map.entry("bank", feature("billing", "money", "task", "tenant")),
          Map.entry("spending", feature("billing", "money", "price", "tenant")),
          Map.entry("number", feature("billing", "price", "tenant")),
          Map.entry("stock", feature("billing", "number", "price", "task", "tenant")),
          Map.entry("due", feature("billing", "client", "price", "tenant")),
          Map.entry("tariff", feature("billing", "client", "number", "price", "tenant")),
          Map.entry("premium", feature("billing", "client", "history", "tariff", "tenant")),
          Map.entry("plugin", feature("api", "tenant")),
          Map.entry("plugin.page", feature("api", "plugin", "tenant")),
          Map.entry("contact", feature("plugin", "tenant")),
          Map.entry("message", feature("billing", "contact", "price", "tenant")),
          Map.entry("inbox", feature("message")),
          Map.entry("compose", feature("billing", "message", "price", "tenant")),
          Map.entry("history", feature("billing", "compose", "message", "plugin", "tenant")),
          Map.entry("traffic", feature("tenant")),
          Map.entry(
              "campaign",
              feature(
                  "api",
                  "billing",
                  "contact",
                  "message", // a preview has the parts that the operators' links send
                  "number",
                  "plugin",
                  "plugin.page",
                  "price",
                  "tenant")),
          Map.entry(
              "dispatch",
              feature(
                  "api",
                  "billing",
                  "campaign",
                  "contact",
                  "history",
                  "inbox",
                  "message",
                  "number",
                  "plugin",
                  "price",
                  "tenant")),
          Map.entry("forward", feature("history", "tenant")),
          Map.entry("link", feature()),
          Map.entry("smpp", feature("inbox", "link", "message", "tenant")),
          Map.entry("demo.cast", feature("link", "tenant")),
          Map.entry(
              "demo",
              feature(
                  "api",
                  "billing",
                  "contact",
                  "contract",
                  "demo.cast",
                  "document",
                  "issue",
                  "message",
                  "number",
                  "party",
                  "people",
                  "premium",
                  "price",
                  "tenant")),
          Map.entry(
              "report", // lists as files, by the sheets of the plugins' reports
              feature(
                  "api",
                  "bank",
                  "billing",
                  "campaign",
                  "client",
                  "contact",
                  "contract",
                  "forward",
                  "history",
                  "link",
                  "message",
                  "money",
                  "month",
                  "number",
                  "payment",
                  "people",
                  "plugin",
                  "premium",
                  "price",
                  "sales",
                  "signin",
                  "smpp",
                  "spending",
                  "stock",
                  "tenant",
                  "traffic")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("livery");

  private static Set<String> feature(String... others) {
    var all = new TreeSet<>(GROUND);
    all.addAll(List.of(others));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> packages_know_only_what_the_map_allows() {
    return MAP.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> knows(entry.getKey(), entry.getValue())));
  }

  private static void knows(String name, Set<String> others) {
    var allowed =
        Stream.concat(Stream.of(name), others.stream())
            .map(other -> "livery." + other + (MODULES.contains(other) ? ".." : ""))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("livery." + name)
        .should()
        .dependOnClassesThat(resideInAPackage("livery..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void every_package_is_on_the_map_and_says_what_it_is_for() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var folders = new TreeSet<java.nio.file.Path>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> folders.add(file.getParent()));
      folders.remove(SOURCES);
      for (var folder : folders) {
        assertThat(MAP).containsKey(SOURCES.relativize(folder).toString().replace('/', '.'));
        assertThat(folder.resolve("package-info.java")).exists();
      }
    }
  }

  @Test
  void no_two_beans_of_pages_have_one_name() {
    var names =
        CLASSES.stream()
            .filter(bean -> bean.isAnnotatedWith(jakarta.inject.Named.class))
            .map(
                bean -> {
                  var given = bean.getAnnotationOfType(jakarta.inject.Named.class).value();
                  return given.isEmpty() ? bean.getSimpleName() : given;
                })
            .toList();

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(20);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().matching("livery.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void pages_and_resources_reach_rows_only_through_their_feature() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Page")
        .or(
            DescribedPredicate.describe(
                "are resources but for the one that asks whether the database is there",
                (JavaClass type) ->
                    type.getSimpleName().endsWith("Resource")
                        && !type.getSimpleName().equals("ReadyResource")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Store.class.getName())
        .orShould()
        .dependOnClassesThat(resideInAPackage("java.sql"))
        .orShould()
        .dependOnClassesThat(resideInAPackage("org.jdbi.."))
        .check(CLASSES);
  }

  @Test
  void pages_and_resources_do_not_call_each_other() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Page")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Resource")
        .check(CLASSES);
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Resource")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Page")
        .check(CLASSES);
  }

  @Test
  void jsmpp_and_pf4j_stay_in_their_packages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("livery.smpp", "livery.forward")
        .should()
        .dependOnClassesThat(resideInAPackage("org.jsmpp.."))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("livery.plugin..", "livery.api")
        .should()
        .dependOnClassesThat(resideInAPackage("org.pf4j.."))
        .check(CLASSES);
  }

  @Test
  void pdfbox_stays_in_its_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage("livery.pdf")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.pdfbox..", "com.github.weisj.."))
        .check(CLASSES);
  }

  @Test
  void every_rest_method_says_what_a_key_needs() {
    methods()
        .that(DescribedPredicate.describe("answer requests", ArchitectureTest::answersRequests))
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                DescribedPredicate.describe(
                    "marked with @Needs",
                    (JavaMethod method) ->
                        method.isAnnotatedWith(Needs.class)
                            || method.getOwner().isAnnotatedWith(Needs.class))))
        .check(CLASSES);
  }

  private static boolean answersRequests(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(one -> one.getRawType().isAnnotatedWith(HttpMethod.class));
  }

  @Test
  void resources_are_named_so() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource")
        .check(CLASSES);
  }

  @Test
  void nobody_reads_the_clock_but_through_the_clock() {
    for (var type :
        List.of(
            java.time.Instant.class, java.time.LocalDateTime.class, java.time.LocalDate.class)) {
      noClasses().should().callMethod(type, "now").check(CLASSES);
    }
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
  }

  @Test
  void names_are_words_of_the_trade() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|DTO|Dto|Service)$")
        .orShould()
        .haveNameMatching(".*\\.Abstract.*")
        .check(CLASSES);
  }

  @Test
  void packages_stay_small() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var sizes =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(Collectors.groupingBy(java.nio.file.Path::getParent, Collectors.counting()));

      assertThat(sizes)
          .allSatisfy((folder, size) -> assertThat(size).isLessThanOrEqualTo(MOST_FILES));
    }
  }

  @Test
  void files_stay_readable() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        try (var lines = Files.lines(file)) {
          assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(MOST_LINES);
        }
      }
    }
  }

  @Test
  void no_page_writes_text_unescaped() throws IOException {
    var unescaped = "(?s)[^>]*\\bescape(Title)?\\s*=\\s*[\"']false[\"'].*";

    assertThat(
            pages(page -> Arrays.stream(page.split("<")).anyMatch(tag -> tag.matches(unescaped))))
        .isEmpty();
  }

  /** A dialog closes on what was done, and its page says that: see {@code l:refused}. */
  @Test
  void no_dialog_says_what_its_page_says() throws IOException {
    var dialog = Pattern.compile("(?s)<p:dialog\\b.*?</p:dialog>");

    assertThat(
            pages(
                page ->
                    dialog
                        .matcher(page)
                        .results()
                        .anyMatch(one -> one.group().contains("globalOnly"))))
        .isEmpty();
  }

  private static List<java.nio.file.Path> pages(Predicate<String> which) throws IOException {
    try (var files = Files.walk(PAGES)) {
      return files
          .filter(one -> one.toString().endsWith(".xhtml"))
          .filter(one -> which.test(text(one)))
          .toList();
    }
  }

  private static String text(java.nio.file.Path page) {
    try {
      return Files.readString(page);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
