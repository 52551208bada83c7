package livery.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import livery.testkit.PluginForge;

/**
 * A plugin with all that one may have: tables, a persistence unit, a campaign type, a page and a
 * resource. Each message is written by JPA and by JDBC; then the plugin does what the text says.
 */
public final class ForgedTally {

  private ForgedTally() {}

  /** Makes the jar in this folder, under the name that the portal gives it. */
  public static Path forge(Path folder) throws IOException {
    var jar =
        new PluginForge(folder, "tally", "1.0.0")
            .java("forged.Seen", SEEN)
            .extension("tally", ON_MESSAGES)
            .java("forged.Word", WORD)
            .java("forged.Answers", ANSWERS)
            .java("forged.Shown", SHOWN)
            .entry("META-INF/extensions.idx", "forged.Type\nforged.Answers\nforged.Shown\n")
            .entry("META-INF/persistence.xml", UNIT)
            .entry("META-INF/pages/word.xhtml", PAGE)
            .entry("db/migration/", "")
            .entry(
                "db/migration/V1__tally.sql",
                "CREATE TABLE tally_seen (id BIGINT PRIMARY KEY, phone VARCHAR(20));"
                    + " CREATE TABLE tally_plain (id BIGINT PRIMARY KEY);")
            .jar();
    return Files.move(jar, folder.resolve("tally-1.0.0.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static final String SEEN =
      """
      package forged;
      import jakarta.persistence.*;
      @Entity
      @Table(name = "tally_seen")
      public class Seen {
        @Id private long id;
        private String phone;
        protected Seen() {}
        public Seen(long id, String phone) { this.id = id; this.phone = phone; }
      }
      """;

  /** A call that hangs wakes up when it is given up, and writes once more. */
  private static final String ON_MESSAGES =
      """
      for (var m : messages) {
        context.entityManager().persist(new Seen(m.id(), m.phone()));
        plain(m.id());
        if (m.text().equals("throw")) { throw new IllegalStateException("as it was told"); }
        if (m.text().equals("hang")) {
          try { Thread.sleep(60_000); } catch (InterruptedException givenUp) { plain(-m.id()); }
        }
      }
      return all(messages, "counted");
      }
      private void plain(long id) {
        try (var c = context.dataSource().getConnection();
            var s = c.prepareStatement("INSERT INTO tally_plain VALUES (?)")) {
          s.setLong(1, id);
          s.executeUpdate();
        } catch (java.sql.SQLException failure) {
          throw new IllegalStateException(failure);
        }
      """;

  private static final String WORD =
      """
      package forged;
      public class Word {
        private final String text;
        private final Word inner;
        public Word(String text, Word inner) { this.text = text; this.inner = inner; }
        public String getText() { return text; }
        public Word getInner() { return inner; }
      }
      """;

  private static final String ANSWERS =
      """
      package forged;
      import jakarta.ws.rs.*;
      import java.util.function.Supplier;
      import livery.api.*;
      public class Answers implements Rest {
        public Object resource(Supplier<Visit> visit) { return new Resource(); }
        public static class Resource {
          @GET @Path("word") @Produces("application/json")
          public Word word() { return new Word("from the plugin", new Word("deeper", null)); }
          @PUT @Path("word") @Consumes("application/json") @Produces("application/json")
          public Record put(Record given) { return given; }
        }
        public record Record(String text, int count) {}
      }
      """;

  private static final String SHOWN =
      """
      package forged;
      import java.util.*;
      import livery.api.*;
      public class Shown implements Pages {
        public List<Page> pages() { return List.of(new Page("word", Page.Place.MENU, "pi-book")); }
        public String title(String page, Locale language) { return "Word"; }
        public Object page(Visit visit) {
          return new Word("of the plugin", new Word("inside", null));
        }
      }
      """;

  private static final String UNIT =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="tally">
          <class>forged.Seen</class>
        </persistence-unit>
      </persistence>
      """;

  private static final String PAGE =
      """
      <ui:composition xmlns="http://www.w3.org/1999/xhtml" template="/WEB-INF/layout.xhtml"
                      xmlns:ui="jakarta.faces.facelets" xmlns:h="jakarta.faces.html">
        <ui:define name="title">#{plugin.text}</ui:define>
        <ui:define name="content">
          <h:form id="form">
            <h:outputText value="A word #{plugin.text}, #{plugin.inner.text}"/>
          </h:form>
        </ui:define>
      </ui:composition>
      """;
}
