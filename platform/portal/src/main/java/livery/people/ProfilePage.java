package livery.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Session;

/** The signed-in person's own name, language and password. */
@Named
@RequestScoped
public class ProfilePage {

  private final People people;
  private final CurrentScope current;
  private final Session session;
  private final Clock clock;
  private String name;
  private String language;
  private String before;
  private String password;

  @Inject
  public ProfilePage(People people, CurrentScope current, Session session, Clock clock) {
    this.people = people;
    this.current = current;
    this.session = session;
    this.clock = clock;
  }

  protected ProfilePage() {
    this(null, null, null, null);
  }

  /** Saves name and language. */
  public void save() {
    people.changeOwn(current.get(), getName(), getLanguage());
    Notice.say("tenant.saved");
  }

  /** Saves the new password; other browsers are signed out. */
  public String changePassword() {
    var first = current.getPerson().mustChange();
    people.changeOwnPassword(current.get(), before, password);
    session.renew(clock.instant());
    Notice.say("tenant.password-saved");
    return first ? "/index.xhtml?faces-redirect=true" : null;
  }

  public String getName() {
    return name == null ? current.getPerson().name() : name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getLanguage() {
    return language == null ? current.getPerson().language() : language;
  }

  public void setLanguage(String language) {
    this.language = language;
  }

  public String getBefore() {
    return "";
  }

  public void setBefore(String before) {
    this.before = before;
  }

  public String getPassword() {
    return "";
  }

  public void setPassword(String password) {
    this.password = password;
  }
}
