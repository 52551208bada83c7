import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds one brand's theme.css: PrimeFaces' own theme with every colour lifted into custom
 * properties, then the base layer, then the brand. Run by each theme's pom, from source:
 *
 * <pre>java -cp primefaces.jar ThemeBuild.java base/src/main/css brand/src/main/css out/theme.css</pre>
 *
 * Fails when PrimeFaces brings a colour that is not mapped here, when a rule names a colour outside
 * the tokens, or when a pair of colours that people must tell apart is too close.
 */
class ThemeBuild {

  private static final String SOURCE = "/META-INF/resources/primefaces-saga-blue/theme.css";
  private static final Pattern DECLARATION =
      Pattern.compile("(?<=[{;])\\s*(-?[a-zA-Z-]+)\\s*:([^;{}]+)(?=[;}])");
  private static final Pattern COLOUR =
      Pattern.compile("(?i)#[0-9a-f]{3,8}\\b|(?:rgb|hsl)a?\\([^)]*\\)");
  private static final Pattern MEDIA_FREE_ROOT = Pattern.compile(":root\\s*\\{[^}]*\\}");

  /** Colour of saga-blue → what it means as text, as a ground and as a line. */
  private static final Map<String, String[]> PALETTE = new HashMap<>();

  /** @param tokens one name for all three, or one each for text, ground and line */
  private static void means(String tokens, String... colours) {
    var names = tokens.split(" ");
    for (var colour : colours) {
      PALETTE.put(colour, names.length == 3 ? names : new String[] {tokens, tokens, tokens});
    }
  }

  static {
    means("brand-ink n0 n0", "#fff", "#ffffff");
    means("n11", "#495057");
    means("n12", "#212529", "#252529", "#343a40", "#212121");
    means("n10 n9 n9", "#6c757d", "#607d8b");
    means("n10 n6 n7", "#adb5bd", "#ced4da");
    means("n10 n4 n4", "#dee2e6");
    means("n10 n3 n4", "#e9ecef", "#ebebef", "#efefef", "#eeeeee", "#dadada");
    means("n10 n1 n3", "#f8f9fa", "#fafafa", "#fbfcfc", "#f8f8f8");
    means("link brand brand", "#2196f3");
    means("link brand-soft brand-soft", "#e3f2fd");
    means("bad", "#f44336", "#d32f2f", "#b71c1c", "#e0284f", "#e60017", "#ff4032", "#ef5350");
    means("bad bad-soft bad-soft", "#ffcdd2");
    means("good", "#689f38");
    means("good good-soft good-soft", "#c8e6c9");
    means("warn", "#fbc02d", "#7f6003", "#ffc107", "#f57c00");
    means("warn warn-soft warn-soft", "#ffecb3");
    means("info", "#0288d1", "#01579b", "#03a9f4");
    means("info info-soft info-soft", "#b3e5fc");
    means("accent", "#9c27b0");
    means("brand-strong", "rgb(12.7384615385,136.9384615385,235.6615384615)");
    means("brand-strong", "rgb(11.3230769231,121.7230769231,209.4769230769)");
    means("n10", "rgb(86.4,112.5,125.1)", "rgb(76.8,100,111.2)");
    means("good", "rgb(93.6,143.1,50.4)", "rgb(83.2,127.2,44.8)");
    means("info", "rgb(1.8,122.4,188.1)", "rgb(1.6,108.8,167.2)");
    means("accent", "rgb(140.4,35.1,158.4)", "rgb(124.8,31.2,140.8)");
    means("warn", "rgb(250.446728972,183.2859813084,15.953271028)");
    means("warn", "hsl(42.8155339806,96.261682243%,46.431372549%)");
    means("bad", "hsl(0,65.0793650794%,45.5294117647%)", "hsl(0,65.0793650794%,40.4705882353%)");
    means("good", "hsl(122,37.5%,21.0784313725%)", "hsl(122,37.5%,54.8039215686%)",
        "hsl(122,37.5%,5.2696078431%)", "rgb(67.1875,147.8125,69.875)");
    means("bad-soft", "rgb(255,113,127.2)", "rgb(255,179.5,187.05)");
    means("bad", "rgb(45.75,7,7)");
    means("warn-soft", "rgb(255,229.625,153.5)");
    means("info-soft", "hsl(198.904109589,92.4050632911%,79.5098039216%)");
    means("focus", "rgb(166.2,213,250.2)", "rgb(137.4,200.4,246.6)");
  }

  public static void main(String[] arguments) throws IOException {
    var base = read(Path.of(arguments[0]));
    var brand = arguments[1].equals(arguments[0]) ? "" : read(Path.of(arguments[1]));
    var problems = new ArrayList<String>();
    var prime = new String(ThemeBuild.class.getResourceAsStream(SOURCE).readAllBytes(),
        StandardCharsets.UTF_8);
    var css = base.substring(0, base.indexOf("/* PrimeFaces */")) + lift(prime, problems)
        + base.substring(base.indexOf("/* PrimeFaces */")) + brand;
    literalsOutsideTokens(base + brand, problems);
    for (var mode : List.of("light", "dark")) {
      Contrast.check(css, mode, problems);
    }
    if (!problems.isEmpty()) {
      System.err.println(arguments[2] + ":\n  " + String.join("\n  ", problems));
      System.exit(1);
    }
    var out = Path.of(arguments[2]);
    Files.createDirectories(out.getParent());
    Files.writeString(out, css.replaceAll("/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/", "")
        .replaceAll("\\n\\s*", "\n").replaceAll("\\n+", "\n"));
  }

  /** All style files of a folder, in the order of their names. */
  private static String read(Path folder) throws IOException {
    var all = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".css")).sorted().toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  /** PrimeFaces' theme with our names in place of its colours, fonts, corners and shadows. */
  private static String lift(String css, List<String> problems) {
    var unknown = new TreeSet<String>();
    var bare = MEDIA_FREE_ROOT.matcher(css.replace("\uFEFF", "")).replaceAll("");
    var lifted = DECLARATION.matcher(bare).replaceAll(found -> Matcher.quoteReplacement(
        found.group(1) + ":" + value(found.group(1), found.group(2).trim(), unknown)));
    unknown.forEach(colour -> problems.add("PrimeFaces' colour " + colour + " has no meaning yet"));
    return lifted;
  }

  private static String value(String property, String value, TreeSet<String> unknown) {
    if (property.equals("box-shadow")) {
      return shadow(value);
    }
    if (property.equals("font-family") && value.startsWith("-apple")) {
      return "var(--font)";
    }
    if (property.startsWith("transition") || property.startsWith("animation")) {
      return value.replaceAll("(?<![\\w.])0?\\.[2-9]\\d*s", ".12s");
    }
    if (property.equals("font-weight")) {
      return value.matches("700|600|bold") ? "var(--weight-strong)" : value;
    }
    if (property.equals("border-radius")) {
      return value.equals("4px") ? "var(--radius)" : value;
    }
    var kind = property.equals("color") || property.equals("fill") ? 0
        : property.startsWith("background") ? 1 : 2;
    return COLOUR.matcher(value)
        .replaceAll(found -> Matcher.quoteReplacement(colour(found.group(), kind, unknown)));
  }

  private static String shadow(String value) {
    if (value.startsWith("inset 0 0 0")) {
      return "inset 0 0 0 2px var(--focus)";
    }
    if (value.startsWith("0 0 0 ")) {
      return "var(--ring)";
    }
    return value.startsWith("none") || !COLOUR.matcher(value).find() ? value : "var(--shadow)";
  }

  private static String colour(String literal, int kind, TreeSet<String> unknown) {
    var name = literal.toLowerCase().replace(" ", "");
    if (name.equals("rgba(0,0,0,0)") || name.matches("(rgba|hsla)\\(.*,0\\)")) {
      return "transparent";
    }
    var faint = Pattern.compile("rgba\\((\\d+),(\\d+),(\\d+),(0?\\.\\d+)\\)").matcher(name);
    if (faint.matches()) {
      var hex = String.format("#%02x%02x%02x", Integer.parseInt(faint.group(1)),
          Integer.parseInt(faint.group(2)), Integer.parseInt(faint.group(3)));
      var token = hex.equals("#000000") ? "shade" : colour(hex, kind, unknown);
      return "color-mix(in oklab, " + (token.startsWith("var") ? token : "var(--" + token + ")")
          + " " + Math.round(Double.parseDouble(faint.group(4)) * 100) + "%, transparent)";
    }
    if (name.startsWith("hsla(0,0%,100%")) {
      return "color-mix(in oklab, var(--n0) 10%, transparent)";
    }
    var meaning = PALETTE.get(name);
    if (meaning == null) {
      unknown.add(literal);
      return literal;
    }
    return "var(--" + meaning[kind] + ")";
  }

  /** Colours are named in custom properties only; a rule that writes one cannot be branded. */
  private static void literalsOutsideTokens(String css, List<String> problems) {
    var bare = css.replaceAll("/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/", "");
    var declarations = DECLARATION.matcher(bare);
    while (declarations.find()) {
      var literal = COLOUR.matcher(declarations.group(2));
      if (!declarations.group(1).startsWith("--") && !declarations.group(2).contains("url(")
          && literal.find()) {
        problems.add("A colour outside the tokens: " + declarations.group().trim());
      }
    }
  }
}

/** Whether colours that people must tell apart are far enough from each other (WCAG 2.2). */
class Contrast {

  private static final double TEXT = 4.5;
  private static final double GRAPHIC = 3;
  /** Oklab distance that two lines of a chart keep, for three kinds of eyes. */
  private static final double APART = 0.07;

  private static final String[][] TEXTS = {
    {"n12", "n0", "n1", "n2", "n3"}, {"n11", "n0", "n1", "n2", "n3", "n4", "brand-soft"},
    {"n10", "n0", "n1", "n2", "n3"}, {"link", "n0", "n1", "n2", "brand-soft"},
    {"brand-ink", "brand", "brand-strong"}, {"n0", "n12", "n10"},
    {"good", "n0", "n1", "good-soft"}, {"warn", "n0", "n1", "warn-soft"},
    {"bad", "n0", "n1", "bad-soft"}, {"info", "n0", "n1", "info-soft"},
    {"on-fill", "good", "warn", "bad", "info", "accent"},
    {"menu-ink", "menu-ground", "menu-hover"}, {"menu-muted", "menu-ground"},
    {"menu-active-ink", "menu-active"}, {"bar-ink", "bar-ground", "bar-hover"}, {"art-ink", "art-1", "art-2"},
    {"bubble-ink", "bubble"},
  };
  private static final String[][] GRAPHICS = {
    {"n7", "n0", "n1"}, {"brand", "n0"}, {"focus", "n0", "n1", "n2"}, {"menu-focus", "menu-ground"},
    {"bar-focus", "bar-ground"},
    {"data-1", "n0"}, {"data-2", "n0"}, {"data-3", "n0"}, {"data-4", "n0"},
    {"data-5", "n0"}, {"data-6", "n0"}, {"data-7", "n0"}, {"data-8", "n0"},
  };
  private static final double[][] SEES_ALL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  /** Machado, Oliveira, Fernandes 2009, severity 1. */
  private static final double[][] PROTAN = {
    {.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}};

  private static final double[][] DEUTAN = {
    {.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}};

  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final boolean dark;

  private Contrast(String css, String mode) {
    dark = mode.equals("dark");
    var roots = Pattern.compile("(?m)^:root\\s*\\{([^}]*)\\}")
        .matcher(css.replaceAll("/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/", ""));
    while (roots.find()) {
      for (var line : roots.group(1).split(";")) {
        var at = line.indexOf(':');
        if (at > 0) {
          tokens.put(line.substring(0, at).trim(), line.substring(at + 1).trim());
        }
      }
    }
  }

  static void check(String css, String mode, List<String> problems) {
    var contrast = new Contrast(css, mode);
    contrast.pairs(TEXTS, TEXT, mode, problems);
    contrast.pairs(GRAPHICS, GRAPHIC, mode, problems);
    for (var eye : List.of(SEES_ALL, PROTAN, DEUTAN)) {
      for (var i = 1; i <= 8; i++) {
        for (var j = i + 1; j <= 8; j++) {
          var distance = contrast.distance("data-" + i, "data-" + j, eye);
          if (distance < APART) {
            problems.add(String.format("%s: data-%d and data-%d look alike (%.3f)%s", mode, i, j,
                distance, eye == SEES_ALL ? "" : eye == PROTAN ? " to protan eyes" : " to deutan"));
          }
        }
      }
    }
  }

  private void pairs(String[][] pairs, double least, String mode, List<String> problems) {
    for (var pair : pairs) {
      for (var i = 1; i < pair.length; i++) {
        var ratio = ratio(linear(token(pair[0])), linear(token(pair[i])));
        if (ratio < least) {
          problems.add(String.format("%s: --%s on --%s has contrast %.2f, needs %.1f", mode,
              pair[0], pair[i], ratio, least));
        }
      }
    }
  }

  private double distance(String one, String other, double[][] eye) {
    var a = oklab(times(eye, linear(token(one))));
    var b = oklab(times(eye, linear(token(other))));
    return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2)
        + Math.pow(a[2] - b[2], 2));
  }

  private double[] token(String name) {
    var value = tokens.get("--" + name);
    if (value == null) {
      throw new IllegalArgumentException("No token --" + name);
    }
    return colour(value);
  }

  /** Red, green, blue between 0 and 1. */
  private double[] colour(String css) {
    if (css.startsWith("var(")) {
      return token(css.substring(6, css.length() - 1).trim());
    }
    if (css.startsWith("light-dark(")) {
      return colour(arguments(css).get(dark ? 1 : 0));
    }
    if (css.startsWith("color-mix(")) {
      var parts = arguments(css);
      var first = parts.get(1);
      var space = first.lastIndexOf(' ');
      var share = Double.parseDouble(first.substring(space + 1).replace("%", "")) / 100;
      var a = oklab(linear(colour(first.substring(0, space).trim())));
      var b = oklab(linear(colour(parts.get(2))));
      return fromOklab(new double[] {a[0] * share + b[0] * (1 - share),
          a[1] * share + b[1] * (1 - share), a[2] * share + b[2] * (1 - share)});
    }
    if (!css.matches("#[0-9a-f]{6}")) {
      throw new IllegalArgumentException("Not a colour that the build understands: " + css);
    }
    var rgb = Integer.parseInt(css.substring(1), 16);
    return new double[] {(rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0};
  }

  private static List<String> arguments(String css) {
    var inner = css.substring(css.indexOf('(') + 1, css.lastIndexOf(')'));
    var parts = new ArrayList<String>();
    var depth = 0;
    var from = 0;
    for (var i = 0; i <= inner.length(); i++) {
      var c = i < inner.length() ? inner.charAt(i) : ',';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(inner.substring(from, i).trim());
        from = i + 1;
      }
    }
    return parts;
  }

  private static double ratio(double[] a, double[] b) {
    var one = .2126 * a[0] + .7152 * a[1] + .0722 * a[2] + .05;
    var other = .2126 * b[0] + .7152 * b[1] + .0722 * b[2] + .05;
    return Math.max(one, other) / Math.min(one, other);
  }

  private static double[] linear(double[] rgb) {
    var out = new double[3];
    for (var i = 0; i < 3; i++) {
      out[i] = rgb[i] <= .04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + .055) / 1.055, 2.4);
    }
    return out;
  }

  private static double[] oklab(double[] c) {
    var lms = times(new double[][] {{.4122214708, .5363325363, .0514459929},
        {.2119034982, .6806995451, .1073969566}, {.0883024619, .2817188376, .6299787005}}, c);
    var root = new double[] {Math.cbrt(lms[0]), Math.cbrt(lms[1]), Math.cbrt(lms[2])};
    return times(new double[][] {{.2104542553, .7936177850, -.0040720468},
        {1.9779984951, -2.4285922050, .4505937099},
        {.0259040371, .7827717662, -.8086757660}}, root);
  }

  private static double[] fromOklab(double[] lab) {
    var root = times(new double[][] {{1, .3963377774, .2158037573},
        {1, -.1055613458, -.0638541728}, {1, -.0894841775, -1.2914855480}}, lab);
    var rgb = times(new double[][] {{4.0767416621, -3.3077115913, .2309699292},
        {-1.2684380046, 2.6097574011, -.3413193965},
        {-.0041960863, -.7034186147, 1.7076147010}},
        new double[] {Math.pow(root[0], 3), Math.pow(root[1], 3), Math.pow(root[2], 3)});
    var out = new double[3];
    for (var i = 0; i < 3; i++) {
      var v = Math.max(0, Math.min(1, rgb[i]));
      out[i] = v <= .0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - .055;
    }
    return out;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    var out = new double[3];
    for (var i = 0; i < 3; i++) {
      out[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    }
    return out;
  }
}
