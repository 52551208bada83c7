/* Draws what /openapi says. Nothing is asked of other hosts, and keys are not kept. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var place = document.getElementById("docs");
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.url,
    layout: "BaseLayout",
    presets: [window.SwaggerUIBundle.presets.apis],
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    persistAuthorization: false
  });
});
