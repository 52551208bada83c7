package livery.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.tenant.BrandOfRequest;
import livery.tenant.Session;
import livery.tenant.TenantTree;

/** The sign-in, and the way out. */
@Named("signIn")
@RequestScoped
public class SignInPage {

  private static final String DEVICE = "device";
  private static final int DEVICE_SECONDS = 90 * 24 * 60 * 60;

  private final SignIn signIn;
  private final Session session;
  private final Clock clock;
  private final Texts texts;
  private final Choice choice;
  private final BrandOfRequest brand;
  private final TenantTree tree;
  private String email = "";
  private String password = "";
  private String from = "";

  @Inject
  SignInPage(
      SignIn signIn,
      Session session,
      Clock clock,
      Texts texts,
      Choice choice,
      BrandOfRequest brand,
      TenantTree tree) {
    this.signIn = signIn;
    this.session = session;
    this.clock = clock;
    this.texts = texts;
    this.choice = choice;
    this.brand = brand;
    this.tree = tree;
  }

  protected SignInPage() {
    this(null, null, null, null, null, null, null);
  }

  /** Signs in and goes where the person wanted to; a refusal is shown beside its field. */
  public void enter() throws IOException {
    var faces = FacesContext.getCurrentInstance();
    var context = faces.getExternalContext();
    var request = (HttpServletRequest) context.getRequest();
    try {
      var welcome =
          signIn.signIn(
              new SignIn.Try(
                  request.getServerName(),
                  request.getRemoteAddr(),
                  device(context),
                  email,
                  password));
      remember(context, request, welcome.device());
      request.changeSessionId();
      if (welcome.people().size() > 1) {
        choice.offer(welcome.people(), welcome.brand(), clock.instant());
      } else {
        begin(context, welcome.people().get(0).id(), clock.instant());
      }
    } catch (Fault fault) {
      faces.addMessage(
          "form:" + fault.field(),
          new FacesMessage(
              FacesMessage.SEVERITY_ERROR, texts.of(fault.key(), fault.arguments()), null));
    }
  }

  /** Enters with one of the accounts that the password has opened. */
  public void choose(long personId) throws IOException {
    var context = FacesContext.getCurrentInstance().getExternalContext();
    if (choices().stream().anyMatch(one -> one.personId() == personId)) {
      begin(context, personId, choice.shownAt());
    }
  }

  /** Back to the form. */
  public void forget() {
    choice.end();
  }

  private void begin(ExternalContext context, long personId, Instant shownAt) throws IOException {
    var request = (HttpServletRequest) context.getRequest();
    var person = signIn.enter(personId, shownAt, request.getRemoteAddr());
    if (person.isPresent()) {
      choice.end();
      session.begin(person.get(), brand.get(), clock.instant());
      context.redirect(context.getRequestContextPath() + target());
    }
  }

  private static void remember(ExternalContext context, HttpServletRequest request, String device) {
    context.addResponseCookie(
        DEVICE,
        device,
        Map.of(
            "maxAge",
            DEVICE_SECONDS,
            "httpOnly",
            true,
            "path",
            "/",
            "secure",
            request.isSecure(),
            "SameSite",
            "Lax"));
  }

  private List<Choice.Account> choices() {
    return choice.at(brand.get(), clock.instant());
  }

  /** The accounts to choose from, with the names of their tenants; mostly none. */
  public List<Named> getChoices() {
    return choices().stream()
        .map(one -> new Named(one.personId(), tree.find(one.tenantId()).orElseThrow().name()))
        .toList();
  }

  /** An account as the page names it. */
  public record Named(long personId, String tenant) {}

  /** Only paths of our own: a link from elsewhere must not send people elsewhere. */
  private String target() {
    var own = from.matches("/[A-Za-z0-9_-][A-Za-z0-9_/.?=&%-]*") && !from.contains("..");
    return own ? from : "/index.xhtml";
  }

  private static String device(ExternalContext context) {
    return context.getRequestCookieMap().get(DEVICE) instanceof Cookie cookie
        ? cookie.getValue()
        : null;
  }

  /** Ends the session. */
  public String leave() {
    FacesContext.getCurrentInstance().getExternalContext().invalidateSession();
    return "/signin.xhtml?faces-redirect=true";
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email == null ? "" : email;
  }

  public String getPassword() {
    return "";
  }

  public void setPassword(String password) {
    this.password = password == null ? "" : password;
  }

  /** Where the person wanted to go; at first from the address, then from the form. */
  public String getFrom() {
    var parameters =
        FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    return from.isEmpty() ? parameters.getOrDefault("from", "") : from;
  }

  public void setFrom(String from) {
    this.from = from == null ? "" : from;
  }
}
