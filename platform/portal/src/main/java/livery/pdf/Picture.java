package livery.pdf;

import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** A mark as a picture of the document: PNG and JPEG as they are, SVG drawn large. */
final class Picture {

  /** The longer side of a drawn SVG: 600 dots an inch at twice the size that letterheads use. */
  private static final int DOTS = 720;

  private Picture() {}

  /** None when the picture cannot be drawn: a document without its mark beats none. */
  static Optional<PDImageXObject> of(PDDocument document, byte[] bytes, String type) {
    try {
      if (!type.equals("image/svg+xml")) {
        return Optional.of(PDImageXObject.createFromByteArray(document, bytes, "logo"));
      }
      var drawn = draw(bytes);
      return drawn.isEmpty()
          ? Optional.empty()
          : Optional.of(LosslessFactory.createFromImage(document, drawn.get()));
    } catch (IOException | RuntimeException notAPicture) {
      System.getLogger(Picture.class.getName())
          .log(System.Logger.Level.WARNING, "A logo cannot be drawn: {0}", notAPicture.toString());
      return Optional.empty();
    }
  }

  private static Optional<BufferedImage> draw(byte[] svg) {
    var nothingElse =
        LoaderContext.builder().externalResourcePolicy(ResourcePolicy.DENY_ALL).build();
    var picture = new SVGLoader().load(new ByteArrayInputStream(svg), null, nothingElse);
    if (picture == null || picture.size().width <= 0 || picture.size().height <= 0) {
      return Optional.empty();
    }
    var size = picture.size();
    var scale = DOTS / Math.max(size.width, size.height);
    var width = Math.max(1, Math.round(size.width * scale));
    var height = Math.max(1, Math.round(size.height * scale));
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    var pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    picture.render(null, pen, new ViewBox(0, 0, width, height));
    pen.dispose();
    return Optional.of(image);
  }
}
