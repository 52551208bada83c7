package livery.frame;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIForm;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.component.visit.VisitContext;
import jakarta.faces.component.visit.VisitHint;
import jakarta.faces.component.visit.VisitResult;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.SystemEvent;
import jakarta.faces.event.SystemEventListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import livery.fault.Fault;
import org.primefaces.csp.CspException;

/**
 * What people see when an act of a page is refused or fails.
 *
 * <p>A {@link Fault} is shown beside each field that it names, in the person's language, so that
 * page beans call their feature and catch nothing. A page that is not there, or not for this
 * person, answers 404 or 403; a page from before the sign-out begins anew and says so; what breaks
 * is logged and answered with the brand's own page, without a stack trace.
 */
public class Failures extends ExceptionHandlerWrapper {

  private static final int MOST_CAUSES = 20;
  private static final int BAD_REQUEST = 400;
  private static final int UNSUPPORTED_BODY = 415;

  private Failures(ExceptionHandler wrapped) {
    super(wrapped);
  }

  /** Registered in {@code faces-config.xml}. */
  public static class Factory extends ExceptionHandlerFactory {

    public Factory(ExceptionHandlerFactory wrapped) {
      super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
      return new Failures(getWrapped().getExceptionHandler());
    }
  }

  /**
   * Puts the focus on the first field that is wrong, where the whole page is drawn again; a form
   * that is sent by script looks for it itself (frame.js). Registered in {@code faces-config.xml}.
   */
  public static class FirstWrong implements SystemEventListener {

    private static final String AUTOFOCUS = "autofocus";

    /** Within a row of many, which share their fields. */
    private static final String ROW = ".*:\\d+:.*";

    @Override
    public boolean isListenerForSource(Object source) {
      return source instanceof UIViewRoot;
    }

    @Override
    public void processEvent(SystemEvent event) {
      var faces = FacesContext.getCurrentInstance();
      if (!faces.isPostback() || faces.getPartialViewContext().isAjaxRequest()) {
        return;
      }
      var found = new ArrayList<UIComponent>();
      fields(
          faces,
          (field, id) -> {
            field.getPassThroughAttributes().remove(AUTOFOCUS); // of the time before
            if (faces.isValidationFailed()
                && !id.matches(ROW)
                && !faces.getMessageList(id).isEmpty()) {
              found.add(field);
            }
          });
      found.stream()
          .findFirst()
          .ifPresent(field -> field.getPassThroughAttributes().put(AUTOFOCUS, AUTOFOCUS));
    }
  }

  @Override
  public void handle() {
    var faces = FacesContext.getCurrentInstance();
    for (var events = getUnhandledExceptionQueuedEvents().iterator(); events.hasNext(); ) {
      var failure = events.next().getContext().getException();
      var fault = cause(failure, Fault.class);
      if (fault != null) {
        events.remove();
        show(faces, fault);
      } else if (cause(failure, ViewExpiredException.class) != null) {
        events.remove();
        beginAnew(faces);
      } else if (cause(failure, CspException.class) != null) {
        events.remove();
        refuse(faces, BAD_REQUEST); // sent by no page of ours
      } else if (cause(failure, ServletException.class) != null && !hasParts(faces)) {
        events.remove();
        refuse(faces, UNSUPPORTED_BODY);
      } else if (faces.getPartialViewContext().isAjaxRequest() && !faces.getResponseComplete()) {
        events.remove();
        breakOff(faces, failure);
      }
    }
    getWrapped().handle();
  }

  private static <T extends Throwable> T cause(Throwable failure, Class<T> type) {
    var one = failure;
    for (var i = 0; one != null && i < MOST_CAUSES; i++) {
      if (type.isInstance(one)) {
        return type.cast(one);
      }
      one = one.getCause();
    }
    return null;
  }

  private static void show(FacesContext faces, Fault fault) {
    if (!faces.isPostback()) {
      refusePage(faces, fault);
      return;
    }
    var texts = faces.getApplication().evaluateExpressionGet(faces, "#{t}", Texts.class);
    for (var one : fault.all()) {
      faces.addMessage(
          one.field().isEmpty() ? null : clientId(faces, one.field()),
          new FacesMessage(
              FacesMessage.SEVERITY_ERROR, texts.of(one.key(), one.arguments()), null));
    }
    faces.validationFailed();
    faces.renderResponse();
  }

  private static void refusePage(FacesContext faces, Fault fault) {
    refuse(faces, fault.kind() == Fault.Kind.NOT_ALLOWED ? 403 : 404);
  }

  /** A form that takes files, sent as one that has none; no browser does that. */
  private static boolean hasParts(FacesContext faces) {
    var type = faces.getExternalContext().getRequestContentType();
    return type != null && type.startsWith("multipart/");
  }

  /** Once, however much of the page has failed. */
  private static void refuse(FacesContext faces, int status) {
    if (faces.getResponseComplete()) {
      return;
    }
    try {
      faces.getExternalContext().responseSendError(status, "");
      faces.responseComplete();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** An update by script would answer with the name of the exception; people get our page. */
  private static void breakOff(FacesContext faces, Throwable failure) {
    var external = faces.getExternalContext();
    System.getLogger(Failures.class.getName())
        .log(
            System.Logger.Level.ERROR,
            "The page " + external.getRequestServletPath() + " failed",
            failure);
    try {
      external.redirect(external.getRequestContextPath() + "/error/500.xhtml");
      faces.responseComplete();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void beginAnew(FacesContext faces) {
    try {
      var external = faces.getExternalContext();
      var texts = faces.getApplication().evaluateExpressionGet(faces, "#{t}", Texts.class);
      faces.addMessage(
          null,
          new FacesMessage(FacesMessage.SEVERITY_WARN, texts.get("frame.error.expired"), null));
      external.getFlash().setKeepMessages(true);
      var request = (HttpServletRequest) external.getRequest();
      external.redirect(request.getRequestURI());
      faces.responseComplete();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The input of this name in the form that was sent; {@code null} when it has none, as another
   * form that is on the page may have one of the same name, in a dialog that nobody sees. What is
   * not shown is not asked: its values may not be there yet.
   */
  private static String clientId(FacesContext faces, String field) {
    var place = ":" + place(field);
    var found = new ArrayList<String>();
    fields(
        faces,
        (component, id) -> {
          if (isSubmitted(component) && (":" + id).endsWith(place)) {
            found.add(id);
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * How the page names what REST names so: {@code documents.series} is {@code documentsSeries}, and
   * {@code discounts[1].committed} is {@code committed} in the second row of {@code discounts}.
   */
  private static String place(String field) {
    var rows = field.replaceAll("\\[(\\d+)\\]\\.", ":$1:");
    return Pattern.compile("\\.(\\w)")
        .matcher(rows)
        .replaceAll(dot -> dot.group(1).toUpperCase(Locale.ROOT));
  }

  /** Hands each field that is shown on, in the order of the page, with its client id. */
  private static void fields(FacesContext faces, BiConsumer<UIInput, String> each) {
    faces
        .getViewRoot()
        .visitTree(
            VisitContext.createVisitContext(faces, null, EnumSet.of(VisitHint.SKIP_UNRENDERED)),
            (context, component) -> {
              if (component instanceof UIInput input) {
                each.accept(input, component.getClientId(faces));
              }
              return VisitResult.ACCEPT;
            });
  }

  private static boolean isSubmitted(UIComponent component) {
    for (var one = component; one != null; one = one.getParent()) {
      if (one instanceof UIForm form) {
        return form.isSubmitted();
      }
    }
    return false;
  }
}
