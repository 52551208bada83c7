package livery.people;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import livery.faces.Once;
import livery.order.Sought;
import livery.tenant.CurrentScope;
import livery.tenant.Person;
import livery.tenant.Role;

/** The people of the tenant that is looked at. */
@Named
@ViewScoped
public class PeoplePage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final People people;
  private final CurrentScope current;
  private final Sought sought = new Sought();
  private long id;
  private String email;
  private String name;
  private Role role;
  private String language;
  private String password;
  private String passwordOf;

  @Inject
  public PeoplePage(People people, CurrentScope current) {
    this.people = people;
    this.current = current;
  }

  protected PeoplePage() {
    this(null, null);
  }

  @Once
  public List<Person> getList() {
    return people.list(current.get(), sought);
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  /** The roles that this person may give. */
  public List<Role> getRoles() {
    return Arrays.stream(Role.values()).filter(current.get().role()::mayGrant).toList();
  }

  /** Whether this person may change that one. */
  public boolean mayChange(Person person) {
    return current.get().role().mayGrant(person.role()) && person.id() != current.get().userId();
  }

  /** Empties the form for a new person. */
  public void begin() {
    id = 0;
    email = "";
    name = "";
    role = Role.VIEWER;
    language = current.getTenant().language();
    forget();
  }

  /** Fills the form with one of the list. */
  public void edit(Person person) {
    id = person.id();
    email = person.email();
    name = person.name();
    role = person.role();
    language = person.language();
    forget();
  }

  /** Invites or changes the person in the form. */
  public void save() {
    if (id == 0) {
      show(people.invite(current.get(), email, name, role, language));
    } else {
      people.change(current.get(), id, name, role);
    }
  }

  public void suspend(Person person) {
    forget();
    people.suspend(current.get(), person.id(), person.active());
  }

  public void reset(Person person) {
    show(people.resetPassword(current.get(), person.id()));
  }

  private void show(People.Invited invited) {
    password = invited.oneTimePassword();
    passwordOf = invited.person().email();
  }

  /** The password was noted; it is not shown again. */
  public void forget() {
    password = null;
    passwordOf = null;
  }

  public boolean isNew() {
    return id == 0;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public Role getRole() {
    return role;
  }

  public void setRole(Role role) {
    this.role = role;
  }

  public String getLanguage() {
    return language;
  }

  public void setLanguage(String language) {
    this.language = language;
  }

  public String getPassword() {
    return password;
  }

  public String getPasswordOf() {
    return passwordOf;
  }
}
