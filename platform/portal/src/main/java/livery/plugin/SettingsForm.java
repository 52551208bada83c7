package livery.plugin;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import livery.api.Form;
import livery.api.Form.FieldError;

/**
 * The settings of a campaign type while a person fills them in; drawn by {@code <l:settings
 * form="#{page.settings}"/>} inside a form. Kept in a page's view; holds nothing of the plugin.
 *
 * <pre>{@code
 * settings = SettingsForm.of(host, "voting", Map.of(), frame.getLocale());
 * if (settings.check(host, locale)) { campaigns.create(scope, draft(settings.raw())); }
 * }</pre>
 */
public final class SettingsForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String typeId;
  private final ArrayList<SettingsField> fields = new ArrayList<>();

  private SettingsForm(String typeId) {
    this.typeId = typeId;
  }

  /**
   * The form of a type, filled with these values and the type's standard ones for the rest.
   *
   * @param language of the labels, and of standard texts
   * @throws PluginFailure.Unavailable when no started plugin has the type
   */
  public static SettingsForm of(
      PluginHost host, String typeId, Map<String, ?> values, Locale language) {
    var type =
        host.find(typeId)
            .orElseThrow(() -> new PluginFailure.Unavailable("No started plugin has " + typeId));
    return of(typeId, type.form(), values, language);
  }

  static SettingsForm of(String typeId, Form declared, Map<String, ?> values, Locale language) {
    var form = new SettingsForm(typeId);
    for (var field : declared.fields()) {
      var value =
          values.containsKey(field.id()) ? values.get(field.id()) : field.standard(language);
      form.fields.add(new SettingsField(field, value, language));
    }
    return form;
  }

  /** As {@link #of(PluginHost, String, Map, Locale)}, for beans that do not have the host. */
  public static SettingsForm of(String typeId, Map<String, ?> values, Locale language) {
    return of(CDI.current().select(PluginHost.class).get(), typeId, values, language);
  }

  /** What the person filled in so far, unchecked, by field id. */
  public Map<String, Object> raw() {
    var raw = new HashMap<String, Object>();
    fields.forEach(field -> raw.put(field.getId(), field.raw()));
    return raw;
  }

  /** Checks the values; what is wrong then stands beside its field. */
  public boolean check(PluginHost host, Locale language) {
    var type =
        host.find(typeId)
            .orElseThrow(() -> new PluginFailure.Unavailable("No started plugin has " + typeId));
    var checked = type.form().check(raw(), language);
    var errors = checked.valid() ? type.check(checked.settings(), language) : checked.errors();
    show(errors);
    return errors.isEmpty();
  }

  /**
   * Makes of a text of the form what somebody could get; the text itself while something is wrong.
   * The form is checked once, as it is now, for all of its texts.
   */
  public UnaryOperator<String> previews(PluginHost host, Locale language) {
    var checked =
        host.find(typeId)
            .map(type -> type.form().check(raw(), language))
            .filter(Form.Checked::valid);
    return text ->
        checked.map(one -> host.preview(typeId, text, one.settings(), language)).orElse(text);
  }

  /** Puts errors beside their fields, and takes away older ones. */
  public void show(List<FieldError> errors) {
    fields.forEach(SettingsField::clearErrors);
    for (var error : errors) {
      fields.stream()
          .filter(field -> of(field, error.field()))
          .forEach(field -> field.error(error.field(), error.message()));
    }
  }

  private static boolean of(SettingsField field, String path) {
    return path.equals(field.getId()) || path.startsWith(field.getId() + "[");
  }

  /** The type whose settings these are. */
  public String getTypeId() {
    return typeId;
  }

  public List<SettingsField> getFields() {
    return fields;
  }
}
