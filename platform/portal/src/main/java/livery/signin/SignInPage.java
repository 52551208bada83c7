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
import java.util.Map;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.tenant.Session;

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
  private String email = "";
  private String password = "";
  private String from = "";

  @Inject
  SignInPage(SignIn signIn, Session session, Clock clock, Texts texts) {
    this.signIn = signIn;
    this.session = session;
    this.clock = clock;
    this.texts = texts;
  }

  protected SignInPage() {
    this(null, null, null, null);
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
      request.changeSessionId();
      session.begin(welcome.person(), welcome.brand(), clock.instant());
      context.addResponseCookie(
          DEVICE,
          welcome.device(),
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
      context.redirect(context.getRequestContextPath() + target());
    } catch (Fault fault) {
      faces.addMessage(
          "form:" + fault.field(),
          new FacesMessage(
              FacesMessage.SEVERITY_ERROR, texts.of(fault.key(), fault.arguments()), null));
    }
  }

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
